import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { GapDistribution, SecondOrderQuery, SurvivalCurve } from '../../../core/contract/kpis.ts';
import { Choice as ChoiceField } from '../../app/choice-field.tsx';
import { useDrawer } from '../../app/drawer-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import type { ChartTable } from '../../charts/chart-model.ts';
import { gapBars, gapModel } from '../../charts/gap-model.ts';
import { survivalModel } from '../../charts/survival-model.ts';
import { TableFrame } from '../../charts/table-frame.tsx';
import { useEngine } from '../../engine/client.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { survivalFinding } from './findings.ts';
import type { OverviewControls } from './overview-controls.ts';
import { WhereFrom } from './where-from.tsx';

const ORDER_NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** How soon customers order again: the curve to the n-th order with those at risk, and the gaps that ended. */
export function RhythmView({ controls, change, bar }: { controls: OverviewControls; change: (changes: Partial<OverviewControls>) => void; bar: ReactNode }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const scope = useScope((state) => state.scope);
  const { orderNumber } = controls;
  const query = useMemo<SecondOrderQuery>(() => ({ scope, acquired: null, orderNumber }), [scope, orderNumber]);
  const curve = useEngine('kpis.secondOrder', query);
  const gaps = useEngine('kpis.gaps', useMemo(() => ({ scope, acquired: null, orderNumber: null }), [scope]));
  if (curve.data === undefined) return <ViewState query={curve} />;
  if (gaps.data === undefined) return <ViewState query={gaps} />;
  const finding = survivalFinding(curve.data, null, 'yearBefore');
  const names = { number: format.integer(orderNumber), previous: format.integer(orderNumber - 1) };
  const title =
    finding.key === 'survival.none'
      ? t('rhythm.none', names)
      : t('rhythm.title', { ...names, now: format.share(finding.now), within: t('survival.within', { count: finding.days, n: format.integer(finding.days) }) });
  const busy = curve.refreshing || gaps.refreshing;
  return (
    <article className={busy ? 'page page-refreshing' : 'page'} aria-busy={busy}>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('rhythm.lede', { count: curve.data.customers, n: format.integer(curve.data.customers), previous: names.previous })} <WhereFrom provenance={curve.data.provenance} term="kaplanMeier" />
      </p>
      <div className="controls breakdown-controls">
        {bar}
        <ChoiceField
          label={t('rhythm.order')}
          value={String(orderNumber)}
          options={ORDER_NUMBERS.map((number) => ({ id: String(number), name: t('rhythm.orderOption', { number: format.integer(number) }) }))}
          onChange={(number) => change({ orderNumber: Number(number) })}
        />
      </div>
      <div className="charts">
        <Curve curve={curve.data} query={query} names={names} />
        {gaps.data.gaps > 0 && <Gaps gaps={gaps.data} />}
      </div>
    </article>
  );
}

/** Columns of the at-risk table that count customers, after that of the days. */
const WAIT_PARTS = ['waiting', 'ordered', 'unobserved'] as const;
type WaitPart = (typeof WAIT_PARTS)[number];

function Curve({ curve, query, names }: { curve: SurvivalCurve; query: SecondOrderQuery; names: { number: string; previous: string } }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const show = useDrawer((state) => state.show);
  const open = (part: WaitPart, day: number): void => show({ kind: 'wait', query, day, part }, t(`rhythm.behind.${part}`, { ...names, days: format.days(day) }));
  const model = useMemo(
    () =>
      survivalModel(curve, null, chartFormat(format, curve.provenance.currency), {
        day: t('rhythm.day'),
        now: t('rhythm.curve'),
        before: '',
        interval: t('survival.interval'),
        atRisk: t('survival.atRisk'),
        days: (count) => format.days(count),
        half: (days) => t('survival.half', { days }),
      }),
    [curve, t, format],
  );
  const median = curve.quantiles.find(({ share }) => share === 0.5);
  const end = (day: number | null): string => (day === null ? NO_VALUE : format.days(day));
  const half = median === undefined || median.days === null ? t('rhythm.noMedian', names) : t('rhythm.median', { ...names, days: format.days(median.days), from: end(median.interval[0]), to: end(median.interval[1]) });
  const { table } = curve;
  const counted = [t('rhythm.day'), t('rhythm.atRisk'), t('rhythm.events'), t('rhythm.censored')];
  const columns = [table.days, table.atRisk, table.events, table.censored, table.reordered, table.lower, table.upper];
  const rows: ChartTable = {
    columns: [...counted, t('rhythm.reordered'), t('survival.interval')],
    plain: [...counted, t('rhythm.reordered'), t('breakdown.lower'), t('breakdown.upper')],
    rows: Array.from(table.days, (day, at) => ({
      texts: [
        format.integer(day),
        format.integer(table.atRisk[at] ?? 0),
        format.integer(table.events[at] ?? 0),
        format.integer(table.censored[at] ?? 0),
        format.share(table.reordered[at] ?? Number.NaN),
        format.shareInterval([table.lower[at] ?? Number.NaN, table.upper[at] ?? Number.NaN]),
      ],
      values: columns.map((column) => column[at] ?? null),
    })),
  };
  const opener = (row: number, column: number): (() => void) | null => {
    const part = WAIT_PARTS[column - 1];
    return part === undefined || (columns[column]?.[row] ?? 0) === 0 ? null : () => open(part, table.days[row] ?? 0);
  };
  return (
    <section className="rhythm-part">
      <ChartFrame
        title={half}
        sub={t('rhythm.curveSub', names)}
        model={model}
        onPick={(reading) => open('ordered', model.readings[reading]?.x ?? 0)}
      />
      <TableFrame title={t('rhythm.table')} table={rows} opener={opener} />
    </section>
  );
}

function Gaps({ gaps }: { gaps: GapDistribution }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { activityWindowDays, setActivityWindow } = useScope();
  const show = useDrawer((state) => state.show);
  const days = (share: number): string => format.days(gaps.quantiles.find((one) => one.share === share)?.days ?? Number.NaN, 1);
  const model = useMemo(
    () =>
      gapModel(gaps, chartFormat(format, gaps.provenance.currency), {
        days: t('rhythm.gapDays'),
        gaps: t('rhythm.gaps'),
        share: t('rhythm.gapShare'),
        median: (at) => t('rhythm.gapMedian', { days: format.days(at, 1) }),
        p90: (at) => t('rhythm.gapP90', { days: format.days(at, 1) }),
        span: (from, to) => (from === to ? format.days(from) : t('rhythm.span', { from: format.integer(from), to: format.integer(to) })),
        longer: (from) => t('rhythm.longer', { from: format.integer(from) }),
      }),
    [gaps, t, format],
  );
  const { byOrder } = gaps;
  const quartile = (column: Float64Array, at: number): string => format.decimal(column[at] ?? Number.NaN, 1);
  const rows: ChartTable = {
    columns: [t('rhythm.toOrder'), t('rhythm.gaps'), t('rhythm.quarter'), t('rhythm.middle'), t('rhythm.threeQuarters'), t('rhythm.ninety')],
    rows: Array.from(byOrder.orderNumber, (number, at) => ({
      texts: [
        format.integer(number),
        format.integer(byOrder.gaps[at] ?? 0) + ((byOrder.gaps[at] ?? 0) < 30 ? ' *' : ''),
        quartile(byOrder.lowerQuartile, at),
        quartile(byOrder.median, at),
        quartile(byOrder.upperQuartile, at),
        quartile(byOrder.p90, at),
      ],
      values: [number, byOrder.gaps[at] ?? 0, byOrder.lowerQuartile[at] ?? null, byOrder.median[at] ?? null, byOrder.upperQuartile[at] ?? null, byOrder.p90[at] ?? null],
    })).filter((_, at) => (byOrder.gaps[at] ?? 0) > 0),
  };
  const behindBar = (at: number): void => {
    const bar = gapBars(gaps)[at];
    if (bar === undefined || bar.gaps === 0) return;
    show({ kind: 'gap', query: gaps.query, fromDays: bar.from, toDays: Number.isFinite(bar.to) ? bar.to : null }, t('rhythm.behind.gap', { span: model.readings[at]?.title ?? '' }));
  };
  const behindNumber = (row: number): void => {
    const orderNumber = Number(rows.rows[row]?.values[0]);
    show({ kind: 'gap', query: { ...gaps.query, orderNumber }, fromDays: 0, toDays: null }, t('rhythm.behind.reached', { number: format.integer(orderNumber) }));
  };
  const inForce = activityWindowDays === 'p90-gap';
  return (
    <section className="rhythm-part">
      <ChartFrame
        title={t('rhythm.gapTitle', { median: days(0.5), p90: days(0.9) })}
        sub={t('rhythm.gapSub', { count: gaps.gaps, n: format.integer(gaps.gaps) })}
        model={model}
        tools={<WhereFrom provenance={gaps.provenance} term="gaps" asTool />}
        onPick={behindBar}
      />
      <p className="rhythm-window">
        {t(inForce ? 'rhythm.windowIs' : 'rhythm.windowMay', { days: days(0.9) })}{' '}
        <Button className="link-button" onPress={() => setActivityWindow(inForce ? 365 : 'p90-gap')}>
          {inForce ? t('rhythm.windowBack', { days: format.days(365) }) : t('rhythm.windowUse')}
        </Button>
      </p>
      <TableFrame title={t('rhythm.byOrder')} table={rows} opener={(row, column) => (column === 1 ? () => behindNumber(row) : null)} />
    </section>
  );
}
