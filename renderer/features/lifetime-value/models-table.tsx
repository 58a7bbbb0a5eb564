import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedModel, Estimate, LtvFit, Predictor, PredictorError } from '../../../core/contract/ltv.ts';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import type { DefinitionKey } from '../definitions/definition-of.ts';
import { heldBack, modelError, perCustomer, type TriedModel } from './findings.ts';
import { MODEL_TERMS } from './model-terms.ts';
import { Sourced } from './sourced.tsx';
import { useFitRows, useLtvWords } from './use-ltv-words.ts';

interface Props {
  models: readonly TriedModel[];
  /** The past going on, and the formula, among others. */
  plain: readonly ComparedModel[];
  /** Any of the forecasts: for the currency and the customers. */
  fit: LtvFit;
}

/** One column a method, one row what it says; the yardsticks stand in the same rows. */
export function ModelsTable({ models, plain, fit }: Props) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const historic = plain.find(({ model }) => model === 'historic');
  const formula = plain.find(({ model }) => model === 'formula');
  const held = heldBack(models);
  const errorOf = (predictor: Predictor): PredictorError | null => held?.errors.find((error) => error.predictor === predictor) ?? null;
  const yardsticks = [errorOf('historic-rate'), errorOf('rfm-cell'), null];
  const moneyOr = (minor: number | null | undefined): string => (minor === null || minor === undefined ? NO_VALUE : words.money(minor));

  const ofModels = (cell: (model: TriedModel) => ReactNode): ReactNode[] => models.map((model) => <td key={model.model}>{cell(model)}</td>);
  const errors = (name: string, text: (error: PredictorError) => string): ReactNode => (
    <tr>
      <th scope="row">{name}</th>
      {models.map((model) => {
        const error = modelError(model.tried);
        return <td key={model.model}>{error === null ? NO_VALUE : <HoldoutNumber model={model} text={text(error)} />}</td>;
      })}
      {yardsticks.map((error, index) => (
        <td key={index}>{error === null ? NO_VALUE : text(error)}</td>
      ))}
    </tr>
  );

  return (
    <ScrollRegion className="models-scroll" label={t('caption')}>
      <table className="models-table">
        <caption className="visually-hidden">{t('caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('row.method')}</th>
            {[...models.map(({ model }) => model), 'historic' as const, 'rfm-cell' as const, 'formula' as const].map((model) => (
              <th key={model} scope="col">
                {t(`model.${model}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="models-words">
            <th scope="row">{t('row.assumes')}</th>
            {ofModels(({ model }) => t(`assumes.${model}`))}
            {(['historic', 'rfm-cell', 'formula'] as const).map((model) => (
              <td key={model}>{t(`assumes.${model}`)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('row.parameters')}</th>
            {ofModels(({ forecast }) => (forecast === undefined ? t('waiting.row') : forecast.purchase.fault === null ? words.parameters(forecast.purchase).map((line) => <span key={line}>{line}</span>) : NO_VALUE))}
            <NoCells />
          </tr>
          <tr>
            <th scope="row">{t('row.likelihood')}</th>
            {ofModels(({ forecast }) => (forecast === undefined || forecast.purchase.fault !== null || forecast.purchase.logLikelihood === null ? NO_VALUE : format.decimal(forecast.purchase.logLikelihood, 1, true)))}
            <NoCells />
          </tr>
          <tr>
            <th scope="row">{t('row.spend')}</th>
            {ofModels(({ forecast }) => (forecast?.spend == null || forecast.spend.fault !== null ? NO_VALUE : words.parameters(forecast.spend).map((line) => <span key={line}>{line}</span>)))}
            <NoCells />
          </tr>
          <tr>
            <th scope="row">{t('row.alive')}</th>
            {ofModels(({ forecast }) => (forecast?.totals == null ? NO_VALUE : format.integer(forecast.totals.aliveCustomers)))}
            <NoCells />
          </tr>
          <tr>
            <th scope="row">{t('row.purchases')}</th>
            {ofModels((model) => (
              <ModelNumber model={model} name={t('row.purchases')} estimate={model.forecast?.totals?.expectedTransactions ?? null} value={format.integer} />
            ))}
            <td>{historic?.expectedTransactions == null ? NO_VALUE : format.integer(historic.expectedTransactions)}</td>
            <td>{NO_VALUE}</td>
            <td>{formula?.expectedTransactions == null ? NO_VALUE : format.integer(formula.expectedTransactions)}</td>
          </tr>
          <tr>
            <th scope="row">{t('row.revenue')}</th>
            {ofModels((model) => (
              <ModelNumber model={model} name={t('row.revenue')} estimate={model.forecast?.totals?.expectedRevenueMinor ?? null} value={words.money} />
            ))}
            <NoCells />
          </tr>
          <tr>
            <th scope="row">{t('row.clv')}</th>
            {ofModels((model) => (
              <ModelNumber model={model} name={t('row.clv')} term="clv" estimate={model.forecast?.totals?.clvMinor ?? null} value={words.money} />
            ))}
            <td>{moneyOr(historic?.clvMinor)}</td>
            <td>{NO_VALUE}</td>
            <td>{moneyOr(formula?.clvMinor)}</td>
          </tr>
          <tr className="models-main">
            <th scope="row">{t('row.clvEach')}</th>
            {ofModels((model) => {
              const clv = model.forecast?.totals?.clvMinor ?? null;
              return <ModelNumber model={model} name={t('row.clvEach')} term="clv" estimate={clv === null ? null : perCustomer(clv, model.forecast?.customers ?? 0)} value={words.money} />;
            })}
            <td>{moneyOr(historic?.clvPerCustomerMinor)}</td>
            <td>{NO_VALUE}</td>
            <td>{moneyOr(formula?.clvPerCustomerMinor)}</td>
          </tr>
        </tbody>
        <tbody>
          <tr className="models-part">
            <th scope="rowgroup" colSpan={7}>
              {t('row.errors')}
              {held !== null && ` · ${format.date(held.from)} – ${format.date(held.to)} · ${t('happened', { n: format.integer(held.actualTransactions) })}`}
            </th>
          </tr>
          {errors(t('row.predicted'), ({ predicted }) => format.integer(predicted))}
          {errors(t('row.bias'), ({ bias }) => format.signed(bias, format.share))}
          {errors(t('row.mae'), ({ meanAbsoluteError }) => format.decimal(meanAbsoluteError, 3, true))}
          {errors(t('row.rmse'), ({ rootMeanSquaredError }) => format.decimal(rootMeanSquaredError, 3, true))}
          <tr className="models-words">
            <th scope="row">{t('row.notes')}</th>
            {ofModels((model) => (
              <ModelNotes model={model} />
            ))}
            <NoCells />
          </tr>
          <tr className="models-words models-trust">
            <th scope="row">{t('row.trust')}</th>
            {ofModels(({ tried }) => {
              if (tried === undefined) return t('waiting.row');
              const { fault } = tried.purchase;
              return fault === null ? t(`verdict.${tried.holdout?.verdict ?? 'none'}`) : `${t('verdict.none')} ${t(`fault.${fault}`)}`;
            })}
            <NoCells />
          </tr>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function NoCells() {
  return (
    <>
      <td>{NO_VALUE}</td>
      <td>{NO_VALUE}</td>
      <td>{NO_VALUE}</td>
    </>
  );
}

function ModelNumber({ model, name, term = MODEL_TERMS[model.model], estimate, value }: { model: TriedModel; name: string; term?: DefinitionKey; estimate: Estimate | null; value: (value: number) => string }) {
  const { t } = useTranslation('lifetimeValue');
  if (model.forecast === undefined) return t('waiting.row');
  if (estimate === null) return NO_VALUE;
  return <ForecastNumber fit={model.forecast} model={model.model} name={name} term={term} estimate={estimate} value={value} />;
}

function ForecastNumber({ fit, model, name, term, estimate, value }: { fit: LtvFit; model: TriedModel['model']; name: string; term: DefinitionKey; estimate: Estimate; value: (value: number) => string }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const interval = format.interval(estimate.interval, value);
  const rows = useFitRows(fit, { text: interval });
  const title = `${t(`model.${model}`)}, ${name}: ${value(estimate.value)}`;
  return (
    <Sourced source={{ title, term, rows, provenance: fit.provenance, behind: { selection: { kind: 'all', scope: fit.query.scope }, title: t('provenance.all') } }}>
      <b>{value(estimate.value)}</b>
      <small>{interval}</small>
    </Sourced>
  );
}

function HoldoutNumber({ model: { model, tried }, text }: { model: TriedModel; text: string }) {
  return tried === undefined ? text : <TriedNumber fit={tried} model={model} text={text} />;
}

function TriedNumber({ fit, model, text }: { fit: LtvFit; model: TriedModel['model']; text: string }) {
  const { t } = useTranslation('lifetimeValue');
  const rows = useFitRows(fit, null);
  return <Sourced source={{ title: `${t(`model.${model}`)}: ${text}`, term: 'holdout', rows, provenance: fit.provenance }}>{text}</Sourced>;
}

/** Faults and warnings of the forecast and of its spend, in words. */
function ModelNotes({ model: { forecast } }: { model: TriedModel }) {
  const { t } = useTranslation('lifetimeValue');
  if (forecast === undefined) return t('waiting.row');
  const { fault } = forecast.purchase;
  const notes = [...(fault === null ? [] : [t(`fault.${fault}`)]), ...forecast.warnings.map((warning) => t(`warning.${warning}`))];
  return notes.length === 0 ? NO_VALUE : notes.map((note) => <span key={note}>{note}</span>);
}
