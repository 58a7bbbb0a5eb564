import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../core/contract/customers.ts';
import type { LtvFit, LtvGroups } from '../../../core/contract/ltv.ts';
import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { Sourced } from './sourced.tsx';
import { useFitRows, useLtvWords } from './use-ltv-words.ts';

interface Props {
  groups: LtvGroups;
  fit: LtvFit;
  rfm: RfmSettings;
  nameOf: (group: string) => string;
  caption: string;
}

/** Each group’s customers, what they brought and are expected to bring, and what winning one cost where spending is known. */
export function GroupsTable({ groups, fit, rfm, nameOf, caption }: Props) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const rows = useFitRows(fit, null);
  const hasCost = groups.costBasis !== null;
  const columns = ['customers', 'alive', 'purchases', 'past', 'clv', 'interval', ...(hasCost ? (['cac', 'ratio', 'payback'] as const) : [])] as const;
  const at = (column: Float64Array, group: number): number => column[group] ?? Number.NaN;
  const payback = (index: number): string => {
    const month = at(groups.paybackMonth, index);
    if (Number.isFinite(month)) return format.integer(month);
    const observed = at(groups.observedMonths, index);
    return Number.isFinite(at(groups.acquisitionCostMinor, index)) && observed > 0 ? t('group.notYet', { n: format.integer(observed) }) : NO_VALUE;
  };
  return (
    <ScrollRegion className="models-scroll" label={caption}>
      <table className="ruled groups-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.group')}</th>
            {columns.map((column) => (
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
            const selection = membersOf(groups, fit, rfm, group);
            const ratio = at(groups.ltvToCac, index);
            return (
              <tr key={group}>
                <th scope="row">
                  {name}
                  {n < FEW_CUSTOMERS && ' *'}
                </th>
                <td>{format.integer(n)}</td>
                <td>{format.integer(at(groups.aliveCustomers, index))}</td>
                <td>{format.integer(at(groups.expectedTransactions, index))}</td>
                <td>{words.whole(at(groups.pastRevenueMinor, index) / n)}</td>
                <td>
                  <Sourced
                    source={{
                      title: `${name}: ${words.whole(value)}`,
                      term: 'clv',
                      rows: [{ label: t('chart.customers'), value: format.integer(n) }, { label: t('provenance.interval'), value: format.interval(interval, words.whole) }, ...rows.slice(2)],
                      provenance: groups.provenance,
                      warning: n < FEW_CUSTOMERS ? t('few') : null,
                      behind: selection === null ? null : { selection, title: name },
                    }}
                  >
                    <b>{words.whole(value)}</b>
                  </Sourced>
                </td>
                <td className="quiet">{format.interval(interval, words.whole)}</td>
                {hasCost && <td>{words.whole(at(groups.acquisitionCostMinor, index))}</td>}
                {hasCost && <td>{Number.isFinite(ratio) ? format.decimal(ratio, 1, true) : NO_VALUE}</td>}
                {hasCost && <td>{payback(index)}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The customers of a segment, or of the cohort by the same key; `null`: those in no segment. */
function membersOf({ by }: LtvGroups, fit: LtvFit, settings: RfmSettings, group: string): Selection | null {
  const { scope } = fit.query;
  if (by === 'segment') return group === '' ? null : { kind: 'segment', query: { scope, settings }, segment: group };
  return { kind: 'cohort', query: { scope, key: by, age: 'order', measure: 'retained', cumulative: false, retained: 'in-age', acquired: null }, cohort: group, age: null };
}
