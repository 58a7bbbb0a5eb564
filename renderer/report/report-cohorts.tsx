import { useTranslation } from 'react-i18next';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import { HeatMap } from '../charts/heat-map.tsx';
import { useCohortWords } from '../features/cohorts/cohort-words.ts';
import { ReportChart } from './report-chart.tsx';

/** Retention and revenue of the monthly cohorts, each map on a page of its own laid out across. */
export function ReportCohorts({ retention, revenue }: { retention: CohortMatrix; revenue: CohortMatrix }) {
  const { t } = useTranslation('report');
  const kept = useCohortWords(retention, 'map');
  const curves = useCohortWords(retention, 'curves');
  const money = useCohortWords(revenue, 'map');
  return (
    <>
      <section className="report-section report-wide">
        <h2>{t('cohorts')}</h2>
        <h3>{kept.title}</h3>
        <p className="report-sub">{kept.sub}</p>
        <HeatMap matrix={retention} format={kept.values} words={kept.words} cellText={kept.writer.text} />
      </section>
      <section className="report-section report-wide">
        <h3>{money.title}</h3>
        <p className="report-sub">{money.sub}</p>
        <HeatMap matrix={revenue} format={money.values} words={money.words} cellText={money.writer.text} />
      </section>
      <section className="report-section">
        <ReportChart title={t('curves')} sub={`${t('curvesTitle')}. ${curves.sub}`} model={curves.curves} height={330} />
      </section>
    </>
  );
}
