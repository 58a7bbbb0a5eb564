import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Acquisition, AcquisitionCost, KpiQuery } from '../../../core/contract/kpis.ts';
import { Choice as ChoiceField } from '../../app/choice-field.tsx';
import { useDrawer } from '../../app/drawer-store.ts';
import { withFilter } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { paybackModel } from '../../charts/payback-model.ts';
import { TableFrame } from '../../charts/table-frame.tsx';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { OverviewControls } from './overview-controls.ts';
import { RetentionChannels } from './retention-channels.tsx';
import { WhereFrom } from './where-from.tsx';

const FEWEST = 30;

/** What winning a customer costs, by channel, and the month in which margin has paid it back. */
export function AcquisitionView({ controls, change, query, bar }: { controls: OverviewControls; change: (changes: Partial<OverviewControls>) => void; query: KpiQuery; bar: ReactNode }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const words = useWords();
  const show = useDrawer((state) => state.show);
  const { scope, period } = query;
  const attributes = useProjectState((state) => state.info?.attributes) ?? [];
  const fields = attributes.map((one) => one.field);
  const field = fields.find((one) => one === controls.field) ?? fields.find((one) => one === 'channel') ?? fields[0] ?? null;
  const { retentionChannels } = controls;
  const acquisition = useEngine('kpis.acquisition', { scope, period, field, ...(retentionChannels.length === 0 ? {} : { retentionChannels }) });
  // All channels of spending, those that keep customers too.
  const spending = useEngine('kpis.figures', query).data?.spend?.channels ?? retentionChannels;
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
  const rows: { channel: string | null; spendMinor: number; newCustomers: number; costMinor: number | null; paybackAge: number | null; marginPerCustomer: Float64Array }[] = [{ ...whole, channel: null }, ...channels];
  const perMajor = 10 ** currency.minorUnitDigits;
  const nameOf = (channel: string | null): string => (channel === null ? t('acquisition.all') : channel === '' ? t('breakdown.none') : channel);
  const open = (channel: string | null): void => {
    const filters = channel === null || field === null ? scope.filters : withFilter(scope.filters, { field, values: [channel], applies: 'first-order' });
    const figures = { ...query, scope: { ...scope, filters }, period: acquisition.data?.period ?? period };
    show({ kind: 'figure', key: 'newCustomers', query: figures, part: 'numerator' }, t('acquisition.behind', { channel: nameOf(channel), period: format.period(figures.period ?? { from: '', to: '' }) }));
  };
  const known = missing === null || missing === 'no-cost';
  return (
    <article className={acquisition.refreshing ? 'page page-refreshing' : 'page'} aria-busy={acquisition.refreshing}>
      <h1 className="finding">{title()}</h1>
      <p className="lede">
        {known ? t(retentionMinor === 0 ? 'acquisition.ledePlain' : 'acquisition.lede', { period: format.period(acquisition.data.period), retention: money(retentionMinor) }) : t('acquisition.how')} <WhereFrom provenance={provenance} term="acquisitionCost" />
      </p>
      <div className="controls breakdown-controls">
        {bar}
        {spending.length > 0 && <RetentionChannels channels={spending} chosen={retentionChannels} onChange={(chosen) => change({ retentionChannels: chosen })} />}
        {known && field !== null && (
          <ChoiceField label={t('acquisition.field')} value={field} options={fields.map((id) => ({ id, name: words.field(id) }))} onChange={(next) => change({ field: next })} />
        )}
      </div>
      {known && (
        <div className="charts">
          {missing === null && whole.costMinor !== null && <Payback acquisition={acquisition.data} nameOf={nameOf} />}
          <div className="rhythm-part">
            <TableFrame
              title={t('acquisition.table')}
              table={{
                columns: [t('acquisition.channel'), t('acquisition.spend'), t('figure.newCustomers'), t('figure.acquisitionCost'), t('acquisition.payback')],
                rows: rows.map((one) => ({
                  texts: [nameOf(one.channel), money(one.spendMinor), format.integer(one.newCustomers) + few(one.newCustomers), cost(one), payback(one)],
                  values: [nameOf(one.channel), one.spendMinor / perMajor, one.newCustomers, one.costMinor === null ? null : one.costMinor / perMajor, one.paybackAge],
                })),
              }}
              opener={(row, column) => {
                const one = rows[row];
                return column !== 2 || one === undefined || one.newCustomers === 0 ? null : () => open(one.channel);
              }}
            />
          </div>
        </div>
      )}
      {known && channels.some((one) => one.newCustomers < FEWEST) && <p className="overview-note">{t('few.mark')}</p>}
    </article>
  );
}

/** How many times its cost a customer has earned by each month, by channel. */
function Payback({ acquisition, nameOf }: { acquisition: Acquisition; nameOf: (channel: string | null) => string }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { whole, channels, provenance } = acquisition;
  const model = useMemo(
    () =>
      paybackModel(
        [{ name: nameOf(null), cost: whole, isWhole: true }, ...channels.map((one) => ({ name: nameOf(one.channel), cost: one, isWhole: false }))],
        chartFormat(format, provenance.currency),
        {
          month: t('acquisition.monthColumn'),
          age: (age) => t('acquisition.age', { n: format.integer(age) }),
          paid: t('acquisition.paidLine'),
          times: (times) => t('acquisition.times', { times: format.decimal(times, 1, true) }),
        },
      ),
    [whole, channels, provenance, nameOf, t, format],
  );
  const last = whole.marginPerCustomer.findLastIndex(Number.isFinite);
  const times = (whole.marginPerCustomer[last] ?? 0) / (whole.costMinor ?? Number.NaN);
  return (
    <ChartFrame
      title={t('acquisition.paybackTitle', { times: format.decimal(times, 1, true), n: format.integer(last) })}
      sub={t('acquisition.paybackSub')}
      model={model}
      height={360}
      tools={<WhereFrom provenance={provenance} term="payback" asTool />}
    />
  );
}
