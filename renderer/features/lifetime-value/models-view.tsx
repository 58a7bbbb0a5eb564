import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LtvFit, PurchaseModel } from '../../../core/contract/ltv.ts';
import { useScope } from '../../app/scope-store.ts';
import { useEngine, type EngineQuery } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { modelsFinding, type TriedModel } from './findings.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { forecastQuery, holdoutQuery } from './ltv-settings.ts';
import { hasFailed, LtvWaiting } from './ltv-waiting.tsx';
import { ModelsPictures } from './models-pictures.tsx';
import { ModelsTable } from './models-table.tsx';
import { useLtvWords } from './use-ltv-words.ts';
import { WhyTheyDiffer } from './why-they-differ.tsx';

/** The methods next to each other on the same customers and days, with what each would have foreseen of days already known. */
export function ModelsView(props: LtvViewProps) {
  const { controls } = props;
  const scope = useScope((state) => state.scope);
  const betaGeometric = useTriedModel('bg-nbd', props);
  const modified = useTriedModel('mbg-nbd', props);
  const pareto = useTriedModel('pareto-nbd', props);
  const plainQuery = useMemo(() => {
    const { model, ...ltv } = forecastQuery(controls, scope, 'bg-nbd');
    return { ltv, models: [model] };
  }, [controls, scope]);
  const plain = useEngine('ltv.compare', plainQuery);
  const bar = <LtvBar {...props} settings={['horizon', 'discount', 'margin', 'observationEnd']} />;
  const models = [betaGeometric, modified, pareto];
  const first = models.find(({ forecast }) => forecast.data !== undefined)?.forecast.data;
  const queries = [...models.flatMap(({ forecast, tried }) => [forecast, tried]), plain];
  if (hasFailed(queries) || first === undefined) return <LtvWaiting queries={queries} bar={bar} />;
  const refreshing = models.some(({ forecast, tried }) => forecast.refreshing || tried.refreshing);
  const waiting = models.some(({ forecast, tried }) => forecast.data === undefined || tried.data === undefined);
  const tried = models.map(({ model, forecast, tried: held }): TriedModel => ({ model, forecast: forecast.data, tried: held.data }));
  return (
    <div className={refreshing ? 'page-refreshing' : undefined} aria-busy={refreshing || waiting}>
      <ModelsHead models={tried} waiting={waiting} fit={first} controls={controls} />
      {bar}
      {!waiting && <ModelsPictures models={tried} plain={plain.data?.rows ?? []} fit={first} controls={controls} />}
      {!waiting && <WhyTheyDiffer models={tried} plain={plain.data?.rows ?? []} fit={first} />}
      <ModelsTable models={tried} plain={plain.data?.rows ?? []} fit={first} />
    </div>
  );
}

interface ModelQueries {
  model: PurchaseModel;
  forecast: EngineQuery<LtvFit>;
  tried: EngineQuery<LtvFit>;
}

function useTriedModel(model: PurchaseModel, { controls, days }: LtvViewProps): ModelQueries {
  const scope = useScope((state) => state.scope);
  const forecast = useEngine('ltv.fit', useMemo(() => forecastQuery(controls, scope, model), [controls, scope, model]));
  const tried = useEngine('ltv.fit', useMemo(() => holdoutQuery(controls, scope, days, model), [controls, scope, days, model]));
  return { model, forecast, tried };
}

function ModelsHead({ models, waiting, fit, controls }: { models: readonly TriedModel[]; waiting: boolean; fit: LtvFit } & Pick<LtvViewProps, 'controls'>) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const finding = modelsFinding(models);
  const horizon = t(`inHorizon.${controls.horizon}`);
  const title =
    finding.key === 'trusted'
      ? t('finding.trusted', { model: t(`model.${finding.model}`), each: words.money(finding.each.value), interval: words.ninety(finding.each.interval), horizon })
      : t(`finding.${finding.key}`, { horizon });
  return (
    <>
      <h1 className="finding">{waiting ? `${t('waiting.title')} …` : title}</h1>
      <p className="lede">{t('sub.models', { customers: words.customers(fit.customers), rate: format.share(fit.query.discountRate, 0) })}</p>
    </>
  );
}
