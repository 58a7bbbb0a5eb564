import { useMemo, useRef, useState } from 'react';
import { Button, Dialog, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KpiQuery, KpiResult } from '../../../core/contract/kpis.ts';
import type { CalendarUnit } from '../../../core/contract/scope.ts';
import { useScope } from '../../app/scope-store.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { Choice } from '../../app/choice.tsx';
import { CUSTOMER_FIGURES, FigureStrip, MONEY_FIGURES } from './figure-strip.tsx';
import { comparesOnce, headline, lede, type Comparison } from './findings.ts';
import { OverviewCharts } from './overview-charts.tsx';
import { anonymousShareText, Rows, useLeftOutWords, useProvenanceRows } from '../../app/provenance-rows.tsx';
import { ViewState } from '../../app/view-state.tsx';
import { wordHeadline, wordLede } from './words.ts';
import './overview.css';

const GRANULARITIES = ['week', 'month', 'quarter'] as const satisfies readonly CalendarUnit[];

/** The retention figures of a period beside two earlier ones, and three charts of what stands behind them. */
export function OverviewPage() {
  const { scope, period, granularity, activityWindowDays } = useScope();
  const query = useMemo<KpiQuery>(() => ({ scope, period, granularity, activityWindowDays }), [scope, period, granularity, activityWindowDays]);
  const figures = useEngine('kpis.figures', query);
  const [compare, setCompare] = useState<Comparison>('yearBefore');

  if (figures.data === undefined) return <ViewState query={figures} />;
  return (
    <article className={figures.refreshing ? 'page page-refreshing' : 'page'} aria-busy={figures.refreshing}>
      <OverviewBody result={figures.data} query={query} compare={comparesOnce(figures.data) ? 'yearBefore' : compare} setCompare={setCompare} />
    </article>
  );
}

function OverviewBody({ result, query, compare, setCompare }: { result: KpiResult; query: KpiQuery; compare: Comparison; setCompare: (compare: Comparison) => void }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { granularity, setGranularity } = useScope();
  const sentences = lede(result, compare).map((finding) => wordLede(finding, t, format, result.provenance.currency));
  const names = { previous: t('strip.readPrevious'), yearBefore: t('strip.readYearBefore') };
  const once = comparesOnce(result);
  const second = compare === 'previous' ? 'yearBefore' : 'previous';

  return (
    <>
      <h1 className="finding">{wordHeadline(headline(result, compare), t, format)}</h1>
      <p className="lede">{sentences.join(' ')}</p>
      <div className="controls">
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
        <Choice label={t('control.granularity')} value={granularity} options={GRANULARITIES.map((unit) => [unit, t(`control.${unit}`)])} onChange={setGranularity} />
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
  const rows = useProvenanceRows(result.provenance);
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const reasons = result.provenance.leftOut.filter((entry) => entry.orders > 0).map(leftOut);
  return (
    <p className="overview-note">
      {result.provenance.anonymous.orders > 0 && `${t('note.anonymous', { share: anonymousShareText(result.provenance, format) })} `}
      {reasons.length === 0 ? t('note.nothing') : t('note.leftOut', { list: format.list(reasons) })}{' '}
      <Button ref={trigger} className="link-button" onPress={() => setOpen(true)}>
        {t('note.where')}
      </Button>
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={open} onOpenChange={setOpen} placement="top start">
        <Dialog className="provenance-dialog">
          <Heading slot="title" level={2}>
            {t('note.where')}
          </Heading>
          <Rows rows={rows} />
        </Dialog>
      </Popover>
    </p>
  );
}
