import { useTranslation } from 'react-i18next';
import type { ComparedModel, LtvFit } from '../../../core/contract/ltv.ts';
import { useFormat } from '../../i18n/format.ts';
import { heldBack, overlapping, type TriedModel } from './findings.ts';
import { useLtvWords } from './use-ltv-words.ts';

/** Sentences on what makes the methods disagree here. */
export function WhyTheyDiffer({ models, plain, fit }: { models: readonly TriedModel[]; plain: readonly ComparedModel[]; fit: LtvFit }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const overlap = overlapping(models.flatMap(({ forecast }) => (forecast?.totals?.clvMinor ? [forecast.totals.clvMinor.interval] : [])));
  const alive = models.flatMap(({ model, forecast }) => (forecast?.totals ? [`${t(`model.${model}`)} ${format.integer(forecast.totals.aliveCustomers)}`] : []));
  const historic = heldBack(models)?.errors.find(({ predictor }) => predictor === 'historic-rate');
  const formula = plain.find(({ model }) => model === 'formula')?.clvPerCustomerMinor ?? null;
  const { spend, independence, warnings } = fit;
  return (
    <section className="ltv-why">
      <h2>{t('why.title')}</h2>
      {overlap !== null && <p>{t(overlap ? 'why.agree' : 'why.disagree')}</p>}
      <p>
        {t('why.leaving')} {alive.length > 1 && t('why.alive', { counts: format.list(alive), customers: words.customers(fit.customers) })}
      </p>
      {historic !== undefined && Number.isFinite(historic.bias) && <p>{t(historic.bias > 0 ? 'why.historicOver' : 'why.historicUnder', { bias: format.share(Math.abs(historic.bias), 0) })}</p>}
      {formula !== null && <p>{t('why.formula', { value: words.money(formula) })}</p>}
      {spend !== null && spend.fault !== null && <p>{t('why.spendFault', { fault: t(`fault.${spend.fault}`) })}</p>}
      {spend !== null && spend.fault === null && independence !== null && (
        <p>
          {t(warnings.includes('spend-depends-on-frequency') ? 'why.spendTied' : 'why.spendFree', {
            correlation: format.decimal(independence.spearman, 2, true),
            p: independence.pValue < 0.001 ? t('pSmall') : t('pValue', { p: format.decimal(independence.pValue, 3, true) }),
          })}
        </p>
      )}
    </section>
  );
}
