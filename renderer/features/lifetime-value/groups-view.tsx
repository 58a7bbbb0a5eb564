import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CohortQuery } from '../../../core/contract/cohorts.ts';
import type { Selection } from '../../../core/contract/customers.ts';
import type { Acquisition } from '../../../core/contract/kpis.ts';
import type { LtvFit, LtvGroupKey, LtvGroups } from '../../../core/contract/ltv.ts';
import { Choice } from '../../app/choice-field.tsx';
import { dayAfter } from '../../app/period-presets.ts';
import { useScope } from '../../app/scope-store.ts';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ltvGroupsModel } from '../../charts/ltv-groups-model.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { groupsFinding } from './findings.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { forecastQuery, GROUP_KEYS } from './ltv-settings.ts';
import { LtvWaiting } from './ltv-waiting.tsx';
import { Sourced } from './sourced.tsx';
import { useFitRows, useLtvWords } from './use-ltv-words.ts';

const ATTRIBUTE = 'attribute:';

/** CLV by group of customers, with intervals, and what winning them cost. */
export function GroupsView(props: LtvViewProps) {
  const { t } = useTranslation('lifetimeValue');
  const words = useWords();
  const { controls, change, days } = props;
  const scope = useScope((state) => state.scope);
  const attributes = useProjectState((state) => state.info?.attributes);
  const ltv = useMemo(() => forecastQuery(controls, scope), [controls, scope]);
  const fit = useEngine('ltv.fit', ltv);
  const groups = useEngine('ltv.groups', useMemo(() => ({ ltv, by: controls.by }), [ltv, controls.by]));
  const field = controls.by.startsWith(ATTRIBUTE) ? controls.by.slice(ATTRIBUTE.length) : null;
  const acquisition = useEngine(
    'kpis.acquisition',
    useMemo(() => ({ scope, period: { from: days.firstDay, to: dayAfter(days.asOf) }, field }), [scope, days, field]),
    { enabled: field !== null },
  );
  const keys: { id: LtvGroupKey; name: string }[] = [
    ...GROUP_KEYS.map((id) => ({ id, name: t(`group.${id}`) })),
    ...(attributes ?? []).map((attribute) => ({ id: `${ATTRIBUTE}${attribute.field}` as const, name: words.field(attribute.field) })),
  ];
  const bar = (
    <LtvBar {...props} settings={['model', 'horizon', 'discount', 'margin']}>
      <Choice label={t('group.label')} value={controls.by} options={keys} onChange={(by) => change({ by })} />
    </LtvBar>
  );
  const failed = [fit, groups].find(({ error }) => error !== null);
  if (failed !== undefined || fit.data === undefined || groups.data === undefined) return <LtvWaiting query={failed ?? fit} bar={bar} />;
  return (
    <div className={groups.refreshing ? 'page-refreshing' : undefined} aria-busy={groups.refreshing}>
      <Groups groups={groups.data} fit={fit.data} acquisition={field === null ? null : (acquisition.data ?? null)} controls={controls} bar={bar} />
    </div>
  );
}

/** The customers of a group are those of the cohort by the same key. */
function membersOf(groups: LtvGroups, fit: LtvFit, group: string): Selection {
  const query: CohortQuery = { scope: fit.query.scope, key: groups.by, age: 'order', measure: 'retained', cumulative: false, retained: 'in-age', acquired: null };
  return { kind: 'cohort', query, cohort: group, age: null };
}

function useGroupName({ by }: LtvGroups): (group: string) => string {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  if (by === 'month' || by === 'quarter' || by === 'year') return (group) => format.calendar(group, by);
  if (by === 'discounted') return (group) => (group === 'yes' ? t('group.yes') : t('group.no'));
  return (group) => (group === '' ? t('group.empty') : group);
}

function Groups({ groups, fit, acquisition, controls, bar }: { groups: LtvGroups; fit: LtvFit; acquisition: Acquisition | null; bar: ReactNode } & Pick<LtvViewProps, 'controls'>) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const nameOf = useGroupName(groups);
  const tall = useTallWindow();
  const horizon = t(`inHorizon.${controls.horizon}`);
  const model = t(`model.${controls.model}`);
  const finding = groupsFinding(groups);
  const at = (column: Float64Array, group: number): number => column[group] ?? Number.NaN;
  const title =
    finding.key === 'groupsDiffer'
      ? t('finding.groupsDiffer', {
          high: nameOf(groups.group[finding.high] ?? ''),
          highValue: words.money(at(groups.clvMean, finding.high)),
          low: nameOf(groups.group[finding.low] ?? ''),
          lowValue: words.money(at(groups.clvMean, finding.low)),
          horizon,
        })
      : finding.key === 'groupsSame'
        ? t('finding.groupsSame', { value: words.money(finding.mean), horizon })
        : t(`finding.${finding.key}`, { model });
  const rows = useFitRows(fit, null);
  const hasSpend = groups.acquisitionCostMinor.some(Number.isFinite);
  const paybackOf = (group: string): string => {
    const age = acquisition?.channels.find(({ channel }) => channel === group)?.paybackAge ?? null;
    return age === null ? NO_VALUE : format.integer(age + 1);
  };
  const picture = useMemo(
    () =>
      ltvGroupsModel(groups, groups.group.map(nameOf), chartFormat(format, fit.provenance.currency), {
        group: t('chart.group'),
        value: t('chart.value'),
        lower: t('chart.lower'),
        upper: t('chart.upper'),
        interval: t('provenance.interval'),
        customers: t('chart.customers'),
      }),
    [groups, nameOf, format, fit, t],
  );
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('sub.groups', { model, horizon })} {t('group.segment')} {fit.warnings.map((warning) => t(`warning.${warning}`)).join(' ')}
      </p>
      {bar}
      {finding.key !== 'groupsNone' && (
        <>
          <ChartFrame title={t('chart.groups')} sub={t('chart.groupsSub')} model={picture} height={tall ? 440 : 280} />
          <ScrollRegion className="models-scroll" label={title}>
            <table className="ruled groups-table">
              <caption className="visually-hidden">{title}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('chart.group')}</th>
                  {(['customers', 'alive', 'purchases', 'past', 'clv', 'interval', ...(hasSpend ? (['cac', 'ratio', 'payback'] as const) : [])] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`group.columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groups.group.map((group, index) => {
                  const n = at(groups.customers, index);
                  const interval = [at(groups.clvLower, index), at(groups.clvUpper, index)] as const;
                  const name = nameOf(group);
                  const value = at(groups.clvMean, index);
                  return (
                    <tr key={group}>
                      <th scope="row">
                        {name}
                        {n < FEW_CUSTOMERS && ' *'}
                      </th>
                      <td>{format.integer(n)}</td>
                      <td>{format.integer(at(groups.aliveCustomers, index))}</td>
                      <td>{format.integer(at(groups.expectedTransactions, index))}</td>
                      <td>{words.money(at(groups.pastRevenueMinor, index) / n)}</td>
                      <td>
                        <Sourced
                          source={{
                            title: `${name}: ${words.money(value)}`,
                            term: 'clv',
                            rows: [{ label: t('chart.customers'), value: format.integer(n) }, { label: t('provenance.interval'), value: words.moneyInterval(interval) }, ...rows.slice(2)],
                            provenance: groups.provenance,
                            warning: n < FEW_CUSTOMERS ? t('few') : null,
                            behind: { selection: membersOf(groups, fit, group), title: name },
                          }}
                        >
                          <b>{words.money(value)}</b>
                        </Sourced>
                      </td>
                      <td className="quiet">{words.moneyInterval(interval)}</td>
                      {hasSpend && <td>{words.money(at(groups.acquisitionCostMinor, index))}</td>}
                      {hasSpend && <td>{Number.isFinite(at(groups.ltvToCac, index)) ? format.decimal(at(groups.ltvToCac, index), 1, true) : NO_VALUE}</td>}
                      {hasSpend && <td>{paybackOf(group)}</td>}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="sub">
            {groups.customers.some((n) => n < FEW_CUSTOMERS) && `${t('group.few')} `}
            {groups.omitted > 0 && `${t('group.omitted', { n: format.integer(groups.omitted) })} `}
            {!hasSpend && t('group.noSpend')}
          </p>
        </>
      )}
    </>
  );
}
