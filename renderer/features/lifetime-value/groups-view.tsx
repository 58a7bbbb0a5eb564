import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LtvFit, LtvGroupKey, LtvGroups } from '../../../core/contract/ltv.ts';
import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { Choice } from '../../app/choice-field.tsx';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ltvGroupsModel } from '../../charts/ltv-groups-model.ts';
import { ltvRowsModel, rowsHeight } from '../../charts/ltv-rows-model.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useSegmentNames } from '../segments/segment-names.ts';
import { groupsFinding } from './findings.ts';
import { GroupsTable } from './groups-table.tsx';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { forecastQuery, GROUP_KEYS } from './ltv-settings.ts';
import { hasFailed, LtvWaiting } from './ltv-waiting.tsx';
import { useLtvWords } from './use-ltv-words.ts';

const at = (column: Float64Array, group: number): number => column[group] ?? Number.NaN;

/** More would be a page of points; the table has them all. */
const MOST_ROWS = 14;
const LONGEST_NAME = 34;

/** CLV by group of customers, with intervals, and what winning them cost. */
export function GroupsView(props: LtvViewProps) {
  const { t } = useTranslation('lifetimeValue');
  const words = useWords();
  const { controls, change } = props;
  const scope = useScope((state) => state.scope);
  const attributes = useProjectState((state) => state.info?.attributes);
  const ltv = useMemo(() => forecastQuery(controls, scope), [controls, scope]);
  const rfm = useEngine('segments.read', null);
  const fit = useEngine('ltv.fit', ltv);
  const { by } = controls;
  const isBySegment = by === 'segment';
  const groups = useEngine('ltv.groups', useMemo(() => ({ ltv, by, ...(isBySegment && rfm.data !== undefined ? { rfm: rfm.data } : {}) }), [ltv, by, isBySegment, rfm.data]), { enabled: !isBySegment || rfm.data !== undefined });
  const keys: { id: LtvGroupKey; name: string }[] = [
    ...GROUP_KEYS.map((id) => ({ id, name: t(`group.${id}`) })),
    ...(attributes ?? []).map((attribute) => ({ id: `attribute:${attribute.field}` as const, name: words.field(attribute.field) })),
  ];
  const bar = (
    <LtvBar {...props} settings={['model', 'horizon', 'discount', 'margin']}>
      <Choice label={t('group.label')} value={by} options={keys} onChange={(next) => change({ by: next })} />
    </LtvBar>
  );
  const queries = [rfm, fit, groups];
  if (hasFailed(queries) || fit.data === undefined || groups.data === undefined || rfm.data === undefined) return <LtvWaiting queries={queries} bar={bar} />;
  return (
    <div className={groups.refreshing ? 'page-refreshing' : undefined} aria-busy={groups.refreshing}>
      <Groups groups={groups.data} fit={fit.data} rfm={rfm.data} controls={controls} bar={bar} />
    </div>
  );
}

function useGroupName({ by }: LtvGroups, { segments }: RfmSettings): (group: string) => string {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const segmentNames = useSegmentNames(segments);
  return useMemo(() => {
    if (by === 'month' || by === 'quarter' || by === 'year') return (group) => format.calendar(group, by);
    if (by === 'discounted') return (group) => (group === 'yes' ? t('group.yes') : t('group.no'));
    if (by === 'segment') return (group) => (group === '' ? t('group.noSegment') : segmentNames.name(group));
    return (group) => (group === '' ? t('group.empty') : group);
  }, [by, t, format, segmentNames]);
}

function Groups({ groups, fit, rfm, controls, bar }: { groups: LtvGroups; fit: LtvFit; rfm: RfmSettings; bar: ReactNode } & Pick<LtvViewProps, 'controls'>) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const nameOf = useGroupName(groups, rfm);
  const tall = useTallWindow();
  const horizon = t(`inHorizon.${controls.horizon}`);
  const model = t(`model.${controls.model}`);
  const finding = groupsFinding(groups);
  const title =
    finding.key === 'groupsDiffer'
      ? t('finding.groupsDiffer', {
          high: nameOf(groups.group[finding.high] ?? ''),
          highValue: words.whole(at(groups.clvMean, finding.high)),
          low: nameOf(groups.group[finding.low] ?? ''),
          lowValue: words.whole(at(groups.clvMean, finding.low)),
          horizon,
        })
      : finding.key === 'groupsSame'
        ? t('finding.groupsSame', { value: words.whole(finding.mean), horizon })
        : t(`finding.${finding.key}`, { model });
  const isCalendar = groups.by === 'month' || groups.by === 'quarter' || groups.by === 'year';
  const picture = useMemo(() => {
    const columns = { group: t('chart.group'), value: t('chart.value'), lower: t('chart.lower'), upper: t('chart.upper') };
    if (isCalendar) return ltvGroupsModel(groups, groups.group.map(nameOf), chartFormat(format, fit.provenance.currency), { ...columns, interval: t('provenance.interval'), customers: t('chart.customers') });
    const rows = groups.group.slice(0, MOST_ROWS).map((group, index) => {
      const [value, lower, upper] = [at(groups.clvMean, index), at(groups.clvLower, index), at(groups.clvUpper, index)];
      const customers = at(groups.customers, index);
      const isKnown = [value, lower, upper].every(Number.isFinite);
      const name = nameOf(group);
      return {
        name: name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name,
        value: isKnown ? value : null,
        interval: isKnown ? ([lower, upper] as const) : null,
        text: isKnown ? `${words.whole(value)}  (${format.interval([lower, upper], words.whole)})` : t('chart.noNumber'),
        pale: customers < FEW_CUSTOMERS,
        details: [...(isKnown ? [{ label: t('chart.value'), value: words.whole(value) }, { label: t('provenance.interval'), value: format.interval([lower, upper], words.whole) }] : []), { label: t('chart.customers'), value: format.integer(customers) }],
      };
    });
    return ltvRowsModel(rows, null, 10 ** fit.provenance.currency.minorUnitDigits, format.integer, { ...columns, name: columns.group });
  }, [groups, nameOf, isCalendar, format, words, fit, t]);
  const { costAbsence, costBasis, unassignedSpendMinor } = groups;
  const notes = [
    ...(groups.customers.some((n) => n < FEW_CUSTOMERS) ? [t('group.few')] : []),
    ...(groups.omitted > 0 ? [t('group.omitted', { n: format.integer(groups.omitted) })] : []),
    ...(costBasis === null ? [] : [t(`costBasis.${costBasis}`)]),
    ...(costAbsence === null ? [] : [t(`costAbsence.${costAbsence}`)]),
    ...(costBasis !== null && unassignedSpendMinor > 0 ? [t('costBasis.unassigned', { value: words.money(unassignedSpendMinor) })] : []),
  ];
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('sub.groups', { model, horizon })} {fit.warnings.map((warning) => t(`warning.${warning}`)).join(' ')}
      </p>
      {bar}
      {finding.key !== 'groupsNone' && (
        <>
          <ChartFrame title={t('chart.groups')} sub={t('chart.groupsSub')} model={picture} height={isCalendar ? (tall ? 440 : 280) : rowsHeight(Math.min(MOST_ROWS, groups.group.length))} />
          <GroupsTable groups={groups} fit={fit} rfm={rfm} nameOf={nameOf} caption={title} />
          <p className="sub">{notes.join(' ')}</p>
        </>
      )}
    </>
  );
}
