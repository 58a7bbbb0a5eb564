import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KPI_KEYS, KPI_UNITS, type Figure, type KpiBreakdown, type KpiKey, type KpiQuery, type KpiResult } from '../../../core/contract/kpis.ts';
import { Choice } from '../../app/choice.tsx';
import { Choice as ChoiceField } from '../../app/choice-field.tsx';
import { useDrawer } from '../../app/drawer-store.ts';
import { withFilter } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { ExportMenu } from '../../charts/export-menu.tsx';
import { multiplesTop, type Multiples as SmallCharts } from '../../charts/multiple-lines.ts';
import { multiplesPicture } from '../../charts/multiples-picture.ts';
import { Multiples } from '../../charts/multiples.tsx';
import { readPalette, type Palette } from '../../charts/palette.ts';
import { pictureToCanvas, pictureToSvg, type Picture } from '../../charts/picture.ts';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { breakdownFinding } from './breakdown-finding.ts';
import { breakdownTable } from './breakdown-table.ts';
import { differenceIntervalText, differenceText, figureText, intervalText } from './figure-text.ts';
import type { OverviewControls } from './overview-controls.ts';
import { WhereFrom } from './where-from.tsx';

const FEWEST = 30;

interface Props {
  controls: OverviewControls;
  change: (changes: Partial<OverviewControls>) => void;
  query: KpiQuery;
  bar: ReactNode;
}

/** One figure for each value of an attribute, as small lines in one scale or as a table. */
export function BreakdownView({ controls, change, query, bar }: Props) {
  const { t } = useTranslation('overview');
  const words = useWords();
  const attributes = useProjectState((state) => state.info?.attributes) ?? [];
  const field = attributes.find((one) => one.field === controls.field)?.field ?? attributes[0]?.field ?? '';
  const { figure, basis, shape } = controls;
  const request = useMemo(() => ({ figures: query, field, basis, top: 12, series: [figure] }), [query, field, basis, figure]);
  const breakdown = useEngine('kpis.breakdown', request, { enabled: field !== '' });
  const everybody = useEngine('kpis.figures', query);
  const all = (
    <div className="controls breakdown-controls">
      {bar}
      <ChoiceField label={t('breakdown.figure')} value={figure} options={KPI_KEYS.map((id) => ({ id, name: t(`figure.${id}`) }))} onChange={(next) => change({ figure: next })} />
      <ChoiceField label={t('breakdown.by')} value={field} options={attributes.map((one) => ({ id: one.field, name: words.field(one.field) }))} onChange={(next) => change({ field: next })} />
      <Choice
        label={t('breakdown.basis')}
        value={basis}
        options={[
          ['first-order', t('breakdown.firstOrder')],
          ['orders', t('breakdown.orders')],
        ]}
        onChange={(next) => change({ basis: next })}
      />
      <Choice
        label={t('breakdown.shape')}
        value={shape}
        options={[
          ['multiples', t('breakdown.multiples')],
          ['table', t('breakdown.table')],
        ]}
        onChange={(next) => change({ shape: next })}
      />
    </div>
  );
  if (field === '') {
    return (
      <article className="page">
        <h1 className="finding">{t('breakdown.noField')}</h1>
        {bar}
      </article>
    );
  }
  if (breakdown.data === undefined) {
    return (
      <>
        <ViewState query={breakdown} />
        {breakdown.error !== null && <div className="page">{all}</div>}
      </>
    );
  }
  return (
    <article className={breakdown.refreshing ? 'page page-refreshing' : 'page'} aria-busy={breakdown.refreshing}>
      <Values breakdown={breakdown.data} figure={breakdown.data.query.series[0] ?? figure} everybody={everybody.data} shape={shape} bar={all} />
    </article>
  );
}

function Values({ breakdown, figure: key, everybody, shape, bar }: { breakdown: KpiBreakdown; figure: KpiKey; everybody: KpiResult | undefined; shape: OverviewControls['shape']; bar: ReactNode }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const words = useWords();
  const show = useDrawer((state) => state.show);
  const { currency } = breakdown.provenance;
  const { field, basis, figures } = breakdown.query;
  const nameOf = (at: number): string => {
    const kind = breakdown.kinds[at];
    if (kind === 'none') return t('breakdown.none');
    return kind === 'other' ? t('breakdown.other', { count: breakdown.otherValues, n: format.integer(breakdown.otherValues) }) : (breakdown.values[at] ?? '');
  };
  const figureAt = (at: number, which: KpiKey): Figure | undefined => breakdown.figures[at]?.find((one) => one.key === which);
  const text = (figure: Figure | undefined): string => (figure === undefined || figure.value === null ? t(`missing.${figure?.missing ?? 'no-denominator'}`) : figureText(key, figure.value, format, currency, true));
  const customersAt = (at: number): number => figureAt(at, 'activeCustomers')?.value ?? 0;
  const finding = breakdownFinding(breakdown, key);
  const name = t(`figure.${key}`);
  const title =
    finding === null
      ? t('breakdown.describe', { figure: name, field: words.field(field), whole: text(breakdown.whole.find((one) => one.key === key)) })
      : t(`breakdown.${finding.apart ? 'apart' : 'alike'}`, { figure: name, first: nameOf(finding.first), second: nameOf(finding.second), a: text(figureAt(finding.first, key)), b: text(figureAt(finding.second, key)) });
  const open = (at: number): void => {
    if (breakdown.kinds[at] === 'other') return;
    const scope = { ...figures.scope, filters: withFilter(figures.scope.filters, { field, values: [breakdown.values[at] ?? ''], applies: basis }) };
    show({ kind: 'figure', key: 'activeCustomers', query: { ...figures, scope }, part: 'numerator' }, t('provenance.drawer', { figure: nameOf(at), period: format.period(breakdown.period) }));
  };
  const columns = { value: words.field(field), customers: t('figure.activeCustomers'), figure: name, lower: t('breakdown.lower'), upper: t('breakdown.upper') };
  const places = breakdown.values.map((_, at) => at);
  const seriesAt = (at: number): Float64Array => breakdown.series[at]?.[key] ?? new Float64Array(0);
  const whole = everybody?.series.start.join() === breakdown.start.join() && KPI_UNITS[key] !== 'count' && key !== 'netRevenue' ? everybody.series.figures[key] : new Float64Array(0);
  const charts: SmallCharts = {
    multiples: places.map((at) => ({
      key: String(at),
      name: nameOf(at),
      value: text(figureAt(at, key)),
      few: customersAt(at) < FEWEST ? t('few.short', { count: customersAt(at), n: format.integer(customersAt(at)) }) : null,
      values: seriesAt(at),
    })),
    whole,
    scale: {
      from: format.calendar(breakdown.start[0] ?? breakdown.period.from, figures.granularity),
      to: format.calendar(breakdown.start.at(-1) ?? breakdown.period.from, figures.granularity),
      top: t('breakdown.top', { value: figureText(key, multiplesTop(places.map((at) => ({ values: seriesAt(at) })), whole), format, currency, true) }),
    },
    lastIsRunning: breakdown.state.at(-1) === 'running',
  };
  const notes = [...(places.some((at) => customersAt(at) < FEWEST) ? [t('few.mark')] : []), ...(KPI_UNITS[key] === 'count' ? [t('breakdown.counts')] : [])];
  const drawn = (): [Picture, Palette] => {
    const palette = readPalette(document.documentElement);
    return [multiplesPicture(title, charts, palette), palette];
  };
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('breakdown.lede', { period: format.period(breakdown.period) })} {t(basis === 'orders' ? 'breakdown.ledeOrders' : 'breakdown.ledeFirst', { field: words.field(field) })} {shape === 'multiples' && t('breakdown.ledeScale')} <WhereFrom provenance={breakdown.provenance} term={key} />
      </p>
      {bar}
      <div className="breakdown-tools">
        <ExportMenu title={title} table={breakdownTable(breakdown, key, nameOf, columns)} files={shape === 'table' ? null : { svg: () => pictureToSvg(...drawn()), png: () => pictureToCanvas(...drawn()) }} />
      </div>
      {shape === 'multiples' ? (
        <Multiples {...charts} onOpen={(at) => open(Number(at))} />
      ) : (
        <div className="data-table-scroll breakdown-table">
          <table className="data-table">
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                {[columns.value, columns.customers, columns.figure, t('provenance.interval'), t('provenance.yearBefore'), t('breakdown.difference')].map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {places.map((at) => {
                const figure = figureAt(at, key);
                const before = figure?.yearBefore;
                const few = customersAt(at) < FEWEST;
                return (
                  <tr key={at}>
                    <th scope="row">
                      {breakdown.kinds[at] === 'other' ? (
                        nameOf(at)
                      ) : (
                        <button type="button" className="link-button" onClick={() => open(at)}>
                          {nameOf(at)}
                        </button>
                      )}
                    </th>
                    <td className={few ? 'few' : undefined} title={few ? t('few.customers') : undefined}>
                      {format.integer(customersAt(at))}
                      {few && ' *'}
                    </td>
                    <td>{text(figure)}</td>
                    <td>{figure?.interval == null ? NO_VALUE : intervalText(key, figure.interval, format, currency)}</td>
                    <td>{before === undefined || before.value === null ? NO_VALUE : figureText(key, before.value, format, currency)}</td>
                    <td>
                      {before === undefined || before.difference === null
                        ? NO_VALUE
                        : differenceText(key, before, format, currency) + (before.differenceInterval === null ? '' : ` (${differenceIntervalText(key, before.differenceInterval, format, currency)})`)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {notes.length > 0 && <p className="overview-note">{notes.join(' ')}</p>}
    </>
  );
}
