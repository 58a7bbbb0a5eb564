import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FormulaInputs, FormulaResult } from '../../../core/contract/ltv.ts';
import { Choice } from '../../app/choice.tsx';
import { useScope } from '../../app/scope-store.ts';
import { useEngine } from '../../engine/client.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import type { DefinitionKey } from '../definitions/definition-of.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { formulaQuery, type LtvControls } from './ltv-settings.ts';
import { LtvWaiting } from './ltv-waiting.tsx';
import { NumberSetting } from './number-setting.tsx';
import { Sourced } from './sourced.tsx';
import { useLtvWords } from './use-ltv-words.ts';

const NOTHING_OWN = { averageOrderMinor: null, ordersPerMonth: null, marginShare: null, lifetimeMonths: null } as const satisfies Partial<LtvControls>;

/** LTV = AC × N × P × T, each input as measured and as the user would have it. */
export function WorksheetView(props: LtvViewProps) {
  const { t } = useTranslation('lifetimeValue');
  const { controls, change } = props;
  const scope = useScope((state) => state.scope);
  const result = useEngine('ltv.formula', useMemo(() => formulaQuery(controls, scope), [controls, scope]));
  const bar = (
    <LtvBar {...props} settings={[]}>
      <Choice
        label={t('worksheet.lifetimeLabel')}
        value={controls.lifetime}
        options={[
          ['churn', t('worksheet.churn')],
          ['observed', t('worksheet.observed')],
        ]}
        onChange={(lifetime) => change({ lifetime })}
      />
    </LtvBar>
  );
  if (result.error !== null || result.data === undefined) return <LtvWaiting queries={[result]} bar={bar} />;
  return (
    <div className={result.refreshing ? 'page-refreshing' : undefined} aria-busy={result.refreshing}>
      <Worksheet result={result.data} controls={controls} change={change} bar={bar} />
    </div>
  );
}

interface Line {
  input: keyof FormulaInputs;
  name: string;
  note?: string;
  text: (value: number) => string;
  /** What is typed, in units of what is kept. */
  unit: number;
  minimum: number;
  maximum: number;
}

function Worksheet({ result, controls, change, bar }: { result: FormulaResult; bar: ReactNode } & Pick<LtvViewProps, 'controls' | 'change'>) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const { provenance, measured, used, ltvMinor } = result;
  const { currency } = provenance;
  const words = useLtvWords(currency);
  const isOwn = Object.keys(NOTHING_OWN).some((input) => controls[input as keyof typeof NOTHING_OWN] !== null);
  const monthsOr = (months: number | null): string => (months === null ? NO_VALUE : format.decimal(months, 2, true));
  const byChurn = t('worksheet.byChurn', { churn: result.monthlyChurn === null ? NO_VALUE : format.share(result.monthlyChurn) });
  const lifetimeNote = `${byChurn}: ${monthsOr(result.lifetimeByChurnMonths)} · ${t('worksheet.byObserved')}: ${monthsOr(result.lifetimeObservedMonths)}`;
  const lines: Line[] = [
    { input: 'averageOrderMinor', name: t('worksheet.averageOrder'), text: (value) => format.money(value, currency), unit: 10 ** currency.minorUnitDigits, minimum: 0, maximum: 1e12 },
    { input: 'ordersPerMonth', name: t('worksheet.orders'), text: (value) => format.decimal(value, 4, true), unit: 1, minimum: 0, maximum: 1000 },
    { input: 'marginShare', name: t('worksheet.margin'), text: (value) => format.share(value), unit: 0.01, minimum: 0, maximum: 100 },
    { input: 'lifetimeMonths', name: t('worksheet.lifetime'), note: lifetimeNote, text: (value) => format.decimal(value, 2, true), unit: 1, minimum: 0.01, maximum: 1200 },
  ];
  const measuredLtv = lines.every(({ input }) => measured[input] !== null) ? lines.reduce((product, { input }) => product * (measured[input] ?? 0), 1) : null;
  const title =
    ltvMinor === null || used === null
      ? t('finding.worksheetNone')
      : isOwn && measuredLtv !== null
        ? t('finding.worksheetOwn', { value: format.money(ltvMinor, currency, 'plain'), measured: format.money(measuredLtv, currency, 'plain') })
        : t('finding.worksheet', { value: format.money(ltvMinor, currency, 'plain'), months: format.decimal(used.lifetimeMonths, 1) });
  const rows = [
    { label: t('provenance.customers'), value: format.integer(result.customers) },
    { label: t('setting.months'), value: format.integer(result.months) },
  ];
  const outcome = (name: string, minor: number | null, term: DefinitionKey, strong = false): ReactNode => (
    <tr className={strong ? 'worksheet-total' : undefined}>
      <th scope="row" colSpan={3}>
        {name}
      </th>
      <td>
        {minor === null ? (
          NO_VALUE
        ) : (
          <Sourced source={{ title: `${name}: ${words.money(minor)}`, term, rows, provenance, behind: { selection: { kind: 'all', scope: result.query.scope }, title: t('provenance.all') } }}>
            <b>{format.money(minor, currency)}</b>
          </Sourced>
        )}
      </td>
    </tr>
  );
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('sub.worksheet')}
        {controls.lifetime === 'churn' && result.lifetime === 'observed' && ` ${t('worksheet.tooShort')}`}
      </p>
      {bar}
      <table className="ruled worksheet">
        <caption className="visually-hidden">{t('worksheet.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('worksheet.input')}</th>
            <th scope="col">{t('worksheet.measured')}</th>
            <th scope="col">{t('worksheet.own')}</th>
            <th scope="col">{t('worksheet.used')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ input, name, note, text, unit, minimum, maximum }) => (
            <tr key={input}>
              <th scope="row">
                {name}
                {note !== undefined && <small>{note}</small>}
              </th>
              <td>{measured[input] === null ? t('worksheet.notMeasured') : text(measured[input])}</td>
              <td>
                <NumberSetting
                  label={t('worksheet.ownFor', { name })}
                  labelled="hidden"
                  wide
                  value={controls[input] === null ? null : controls[input] / unit}
                  placeholder={measured[input] === null ? '' : t('worksheet.measured')}
                  minimum={minimum}
                  maximum={maximum}
                  emptiable
                  onChange={(value) => change({ [input]: value === null ? null : value * unit })}
                />
              </td>
              <td>{used === null ? NO_VALUE : text(used[input])}</td>
            </tr>
          ))}
        </tbody>
        <tbody>
          {outcome(t('worksheet.ltv'), ltvMinor, 'formulaLtv', true)}
          {outcome(t('worksheet.value'), result.customerValueMinor, 'customerLifespan')}
          {outcome(t('worksheet.lifespan'), result.customerValueLifespanMinor, 'customerLifespan')}
          {outcome(t('worksheet.historicRevenue'), result.historicRevenueMinor, 'historicValue')}
          {outcome(t('worksheet.historicMargin'), result.historicMarginMinor, 'historicValue')}
        </tbody>
      </table>
      {isOwn && (
        <Button className="text-button" onPress={() => change(NOTHING_OWN)}>
          {t('worksheet.reset')}
        </Button>
      )}
    </>
  );
}
