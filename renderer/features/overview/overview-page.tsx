import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiQuery, KpiResult } from '../../../core/contract/kpis.ts';
import { calendarUnitSchema } from '../../../core/contract/scope.ts';
import { useControls } from '../../app/controls-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { Choice } from '../../app/choice.tsx';
import { CUSTOMER_FIGURES, FigureStrip, MONEY_FIGURES } from './figure-strip.tsx';
import { comparesOnce, headline, lede, type Comparison } from './findings.ts';
import { AcquisitionView } from './acquisition-view.tsx';
import { BreakdownView } from './breakdown-view.tsx';
import { ConcentrationView } from './concentration-view.tsx';
import { OverviewCharts } from './overview-charts.tsx';
import { OVERVIEW_VIEWS, overviewControlsSchema } from './overview-controls.ts';
import { RhythmView } from './rhythm-view.tsx';
import { HeadlineSource } from './headline-source.tsx';
import { WhereFrom } from './where-from.tsx';
import { anonymousShareText, useLeftOutWords } from '../../app/provenance-rows.tsx';
import { ViewState } from '../../app/view-state.tsx';
import { wordHeadline, wordLede } from './words.ts';
import './overview.css';

/** The retention figures of a period beside two earlier ones; and views of what stands behind them. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { scope, period, granularity, activityWindowDays } = useScope();
  const [controls, change] = useControls('overview', overviewControlsSchema);
  const { retentionChannels } = controls;
  const query = useMemo<KpiQuery>(
    () => ({ scope, period, granularity, activityWindowDays, ...(retentionChannels.length === 0 ? {} : { retentionChannels }) }),
    [scope, period, granularity, activityWindowDays, retentionChannels],
  );
  const bar = (
    <div className="controls">
      <Choice label={t('view.label')} value={controls.view} options={OVERVIEW_VIEWS.map((name) => [name, t(`view.${name}`)])} onChange={(view) => change({ view })} />
    </div>
  );
  switch (controls.view) {
    case 'figures':
      return <Figures query={query} compare={controls.compare} setCompare={(compare) => change({ compare })} bar={bar} />;
    case 'breakdown':
      return <BreakdownView controls={controls} change={change} query={query} bar={bar} />;
    case 'rhythm':
      return <RhythmView controls={controls} change={change} bar={bar} />;
    case 'concentration':
      return <ConcentrationView bar={bar} />;
    case 'acquisition':
      return <AcquisitionView controls={controls} change={change} query={query} bar={bar} />;
  }
}

interface FiguresProps {
  query: KpiQuery;
  compare: Comparison;
  setCompare: (compare: Comparison) => void;
  bar: ReactNode;
}

function Figures({ query, compare, setCompare, bar }: FiguresProps) {
  const figures = useEngine('kpis.figures', query);
  if (figures.data === undefined) return <ViewState query={figures} />;
  return (
    <article className={figures.refreshing ? 'page page-refreshing' : 'page'} aria-busy={figures.refreshing}>
      <OverviewBody result={figures.data} query={query} compare={comparesOnce(figures.data) ? 'yearBefore' : compare} setCompare={setCompare} bar={bar} />
    </article>
  );
}

function OverviewBody({ result, query, compare, setCompare, bar }: FiguresProps & { result: KpiResult }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { granularity, setGranularity } = useScope();
  const finding = headline(result, compare);
  const sentences = lede(result, compare).map((one) => wordLede(one, t, format, result.provenance.currency));
  const names = { previous: t('strip.readPrevious'), yearBefore: t('strip.readYearBefore') };
  const once = comparesOnce(result);
  const second = compare === 'previous' ? 'yearBefore' : 'previous';

  return (
    <>
      <h1 className="finding">{wordHeadline(finding, t, format)}</h1>
      <p className="lede">
        {sentences.join(' ')} <HeadlineSource finding={finding} result={result} query={query} />
      </p>
      <div className="controls breakdown-controls">
        {bar}
        {!once && (
          <Choice
            label={t('control.compare')}
            value={compare}
            options={[
              ['yearBefore', t('strip.yearBefore')],
              ['previous', t('strip.previous')],
            ]}
            onChange={setCompare}
          />
        )}
        <Choice label={t('control.granularity')} value={granularity} options={calendarUnitSchema.options.map((unit) => [unit, t(`control.${unit}`)])} onChange={setGranularity} />
      </div>
      <FigureStrip keys={CUSTOMER_FIGURES} label={t('strip.customers')} result={result} query={query} compare={compare} />
      <FigureStrip keys={MONEY_FIGURES} label={t('strip.money')} result={result} query={query} compare={compare} />
      <p className="figures-read">{once ? t('strip.readOne', { first: names.yearBefore }) : t('strip.read', { first: names[compare], second: names[second] })}</p>
      <OverviewCharts result={result} compare={compare}>
        <Note result={result} />
      </OverviewCharts>
    </>
  );
}

/** The anonymous share and what was left out, always in sight; the whole account on a click. */
function Note({ result }: { result: KpiResult }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const leftOut = useLeftOutWords();
  const reasons = result.provenance.leftOut.filter((entry) => entry.orders > 0).map(leftOut);
  return (
    <p className="overview-note">
      {result.provenance.anonymous.orders > 0 && `${t('note.anonymous', { share: anonymousShareText(result.provenance, format) })} `}
      {reasons.length === 0 ? t('note.nothing') : t('note.leftOut', { list: format.list(reasons) })} <WhereFrom provenance={result.provenance} />
    </p>
  );
}
