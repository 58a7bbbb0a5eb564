import { useTranslation } from 'react-i18next';
import type { SurvivalCurve } from '../../core/contract/kpis.ts';
import { PRODUCT_FIELD } from '../../core/contract/scope.ts';
import { DEFAULT_GRID } from '../../core/contract/segments.ts';
import { useFormat } from '../i18n/format.ts';
import { comparesOnce, headline, lede, observes } from '../features/overview/findings.ts';
import { useCustomersChart, useRevenueChart, useSurvivalChart } from '../features/overview/overview-models.ts';
import { wordHeadline, wordLede } from '../features/overview/words.ts';
import { useSegmentNames } from '../features/segments/segment-names.ts';
import { shortFingerprint, useRulesWords } from '../app/provenance-rows.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { ReportData } from './load-report.ts';
import { ReportAccounting } from './report-accounting.tsx';
import { ReportChart } from './report-chart.tsx';
import { ReportCohorts } from './report-cohorts.tsx';
import { ReportDefinitions } from './report-definitions.tsx';
import { ReportFigures } from './report-figures.tsx';

/** The printed page: overview, cohorts, what was left out, and what every number means. */
export function ReportPage({ data }: { data: ReportData }) {
  const { t } = useTranslation('report');
  const overview = useTranslation('overview').t;
  const format = useFormat();
  const { figures } = data;
  const sentences = lede(figures, 'yearBefore').map((finding) => wordLede(finding, overview, format, figures.provenance.currency));
  const yearBefore = format.period(figures.yearBeforePeriod);
  const compared = comparesOnce(figures) ? t('yearBeforeIs', { yearBefore }) : t('previousIs', { previous: format.period(figures.previousPeriod), yearBefore });

  return (
    <main>
      <TitleBlock data={data} />
      <section className="report-section">
        <h2>{t('overview')}</h2>
        <p className="report-finding">{wordHeadline(headline(figures, 'yearBefore'), overview, format)}</p>
        {sentences.length > 0 && <p className="report-lede">{sentences.join(' ')}</p>}
        <h3>{t('figures')}</h3>
        <p className="report-sub report-sub-first">{compared}</p>
        <p className="report-sub">{t('figuresSub')}</p>
        <ReportFigures result={figures} />
        <div className="report-charts">
          <ReportChart {...useRevenueChart(figures, 'yearBefore')} height={210} />
          <ReportChart {...useCustomersChart(figures, 'yearBefore')} height={190} />
          <Survival now={data.secondOrder} before={observes(figures, 'yearBefore') ? data.secondOrderYearBefore : null} />
        </div>
      </section>
      <ReportCohorts retention={data.retention} revenue={data.revenue} />
      <ReportAccounting result={figures} />
      <ReportDefinitions />
      <span className="report-end" />
    </main>
  );
}

function Survival({ now, before }: { now: SurvivalCurve; before: SurvivalCurve | null }) {
  return <ReportChart {...useSurvivalChart(now, before, 'yearBefore')} height={210} />;
}

function TitleBlock({ data }: { data: ReportData }) {
  const { t } = useTranslation('report');
  const segmentWords = useTranslation('segments').t;
  const format = useFormat();
  const words = useWords();
  const rules = useRulesWords();
  const { figures, project, productNames } = data;
  const { provenance } = figures;
  const valueNames = (field: string, values: readonly string[]): string[] => values.map((value) => (field === PRODUCT_FIELD ? (productNames.get(value) ?? value) : value));
  const kept = data.retention.query.scope.segment;
  const names = useSegmentNames(kept?.settings.segments ?? DEFAULT_GRID);
  const facts: [string, string][] = [
    [t('period'), format.period(figures.period)],
    [t('asOf'), format.date(provenance.asOf)],
    [t('data'), t('dataText', { lines: format.integer(project.lines), orders: format.integer(project.orders), customers: format.integer(project.customers) })],
    ...provenance.filters.map((filter): [string, string] => [t('filters'), `${words.filterField(filter.field)}${filter.except === true ? ' ≠ ' : ': '}${format.list(valueNames(filter.field, filter.values))}`]),
    ...(kept === undefined ? [] : [[segmentWords('chip.label'), format.list(kept.segments.map(names.name))] satisfies [string, string]]),
    ...rules(provenance.rules).map(({ label, value }): [string, string] => [label, value]),
    [t('fingerprint'), shortFingerprint(provenance.fingerprint)],
  ];
  return (
    <header className="report-title">
      <p className="report-brand">{t('generatedBy')}</p>
      <h1>{project.name}</h1>
      <p className="report-subject">{t('title')}</p>
      <dl>
        {facts.map(([label, value], index) => (
          <div key={index}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
