import { useTranslation } from 'react-i18next';
import type { LtvFit } from '../../../core/contract/ltv.ts';
import { useFormat } from '../../i18n/format.ts';
import { overlapping, type TriedModel } from './findings.ts';
import { useLtvWords } from './use-ltv-words.ts';

/** Sentences on what makes the methods disagree here. */
export function WhyTheyDiffer({ models, fit }: { models: readonly TriedModel[]; fit: LtvFit }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const overlap = overlapping(models.flatMap(({ forecast }) => (forecast?.totals?.clvMinor ? [forecast.totals.clvMinor.interval] : [])));
  const historic = models.flatMap(({ tried }) => tried?.holdout?.errors.filter(({ predictor }) => predictor === 'historic-rate') ?? [])[0];
  const { spend, independence } = fit;
  return (
    <section className="ltv-why">
      <h2>{t('why.title')}</h2>
      {overlap !== null && <p>{t(overlap ? 'why.agree' : 'why.disagree')}</p>}
      <p>{t('why.leaving')}</p>
      {historic !== undefined && <p>{t('why.historic', { bias: format.signed(historic.bias, format.share) })}</p>}
      <p>{t('why.formula')}</p>
      {spend !== null && spend.fault !== null && <p>{t('why.spendFault', { fault: t(`fault.${spend.fault}`) })}</p>}
      {spend !== null && spend.fault === null && independence !== null && (
        <p>
          {t('why.spend', {
            parameters: `${t('model.gamma-gamma')} ${words.parameters(spend).join(', ')}`,
            customers: words.customers(independence.customers),
            correlation: format.decimal(independence.spearman, 2, true),
            p: independence.pValue < 0.001 ? t('pSmall') : t('pValue', { p: format.decimal(independence.pValue, 3, true) }),
          })}
        </p>
      )}
    </section>
  );
}
