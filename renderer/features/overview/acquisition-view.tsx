import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcquisitionCost } from '../../../core/contract/kpis.ts';
import { Choice as ChoiceField } from '../../app/choice-field.tsx';
import { useScope } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { DataTable } from '../../charts/chart-table.tsx';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { OverviewControls } from './overview-controls.ts';
import { WhereFrom } from './where-from.tsx';

const FEWEST = 30;

/** What winning a customer costs, by channel, and the month in which margin has paid it back. */
export function AcquisitionView({ controls, change, bar }: { controls: OverviewControls; change: (changes: Partial<OverviewControls>) => void; bar: ReactNode }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const words = useWords();
  const { scope, period } = useScope();
  const attributes = useProjectState((state) => state.info?.attributes) ?? [];
  const fields = attributes.map((one) => one.field);
  const field = fields.find((one) => one === controls.field) ?? fields.find((one) => one === 'channel') ?? fields[0] ?? null;
  const acquisition = useEngine('kpis.acquisition', { scope, period, field });
  if (acquisition.data === undefined) return <ViewState query={acquisition} />;
  const { whole, channels, missing, retentionMinor, provenance } = acquisition.data;
  const { currency } = provenance;
  const money = (minor: number): string => format.money(minor, currency, 'plain');
  const cost = ({ costMinor }: AcquisitionCost): string => (costMinor === null ? NO_VALUE : money(costMinor));
  const payback = ({ costMinor, paybackAge }: AcquisitionCost): string => {
    if (missing === 'no-cost' || costMinor === null) return NO_VALUE;
    return paybackAge === null ? t('acquisition.notYet') : t('acquisition.month', { n: format.integer(paybackAge) });
  };
  const few = (count: number): string => (count < FEWEST ? ' *' : '');
  const title = (): string => {
    if (missing === 'no-spend' || missing === 'spend-not-split') return t(`acquisition.${missing}`);
    if (whole.costMinor === null) return t('acquisition.nobody');
    const terms = { cost: money(whole.costMinor), n: whole.paybackAge === null ? '' : format.integer(whole.paybackAge) };
    if (missing === 'no-cost') return t('acquisition.noMargin', terms);
    if (whole.paybackAge === 0) return t('acquisition.paidAtOnce', terms);
    return t(whole.paybackAge === null ? 'acquisition.unpaid' : 'acquisition.paid', terms);
  };
  const known = missing === null || missing === 'no-cost';
  return (
    <article className={acquisition.refreshing ? 'page page-refreshing' : 'page'} aria-busy={acquisition.refreshing}>
      <h1 className="finding">{title()}</h1>
      <p className="lede">{known ? t('acquisition.lede', { period: format.period(acquisition.data.period), retention: money(retentionMinor) }) : t('acquisition.how')}</p>
      <div className="controls breakdown-controls">
        {bar}
        {known && field !== null && (
          <ChoiceField label={t('acquisition.field')} value={field} options={fields.map((id) => ({ id, name: words.field(id) }))} onChange={(next) => change({ field: next })} />
        )}
      </div>
      {known && (
        <DataTable
          caption={t('acquisition.table')}
          table={{
            columns: [t('acquisition.channel'), t('acquisition.spend'), t('figure.newCustomers'), t('figure.acquisitionCost'), t('acquisition.payback')],
            rows: [{ ...whole, channel: t('acquisition.all') }, ...channels].map((one) => ({
              texts: [one.channel === '' ? t('breakdown.none') : one.channel, money(one.spendMinor), format.integer(one.newCustomers) + few(one.newCustomers), cost(one), payback(one)],
              values: [one.channel, one.spendMinor],
            })),
          }}
        />
      )}
      <p className="overview-note">
        {known && channels.some((one) => one.newCustomers < FEWEST) && `${t('few.mark')} `}
        <WhereFrom provenance={provenance} term="acquisitionCost" />
      </p>
    </article>
  );
}
