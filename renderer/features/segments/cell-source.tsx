import { useTranslation } from 'react-i18next';
import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import type { RfmMovement, RfmResult } from '../../../core/contract/rfm.ts';
import { SourceText } from '../../app/source-text.tsx';
import { useFormat } from '../../i18n/format.ts';
import { type Score, wordRange } from './score-ranges.ts';
import { useSegmentNames } from './segment-names.ts';

interface GridCellProps {
  result: RfmResult;
  rows: Score;
  columns: Score;
  row: number;
  column: number;
  customers: number;
  netMinor: number;
  close: () => void;
}

/** A cell of a grid of scores: which values have these scores, how many customers that is, and who they are. */
export function GridCellSource({ result, rows, columns, row, column, customers, netMinor, close }: GridCellProps) {
  const { t } = useTranslation('segments');
  const overview = useTranslation('overview').t;
  const format = useFormat();
  const { provenance, cutPoints } = result;
  const { currency } = provenance;
  const title = `${rows} ${row} × ${columns} ${column}`;
  const range = (axis: Score, score: number): { label: string; value: string } => ({
    label: t('cell.score', { axis: t(`rules.score.${SCORE_KEYS[axis]}`, { currency: currency.code }), score }),
    value: wordRange(axis, score, cutPoints, currency, t, format),
  });
  const scores = { recency: null, frequency: null, monetary: null, frequencyMonetary: null, [SCORE_KEYS[rows]]: row, [SCORE_KEYS[columns]]: column };
  return (
    <SourceText
      title={title}
      term="rfmScore"
      warning={customers > 0 && customers < FEW_CUSTOMERS ? t('cell.few') : null}
      rows={[
        range(rows, row),
        range(columns, column),
        { label: t('column.customers'), value: t('cell.of', { n: format.integer(customers), all: format.integer(result.customers), share: format.share(customers / result.customers) }) },
        { label: t('column.netRevenue'), value: t('cell.of', { n: format.money(netMinor, currency, 'plain'), all: format.money(result.netMinor, currency, 'plain'), share: format.share(netMinor / result.netMinor) }) },
      ]}
      provenance={provenance}
      behind={customers === 0 ? null : { selection: { kind: 'rfm-cell', query: result.query, ...scores }, title, action: overview('provenance.show', { count: customers, n: format.integer(customers) }) }}
      close={close}
    />
  );
}

const SCORE_KEYS = { R: 'recency', F: 'frequency', M: 'monetary' } as const;

interface MovementProps {
  movement: RfmMovement;
  /** States; `null`: all of them. */
  from: string | null;
  to: string | null;
  close: () => void;
}

/** Customers who went from one state to another, what share of either they are, and who they are. */
export function MovementSource({ movement, from, to, close }: MovementProps) {
  const { t } = useTranslation('segments');
  const overview = useTranslation('overview').t;
  const format = useFormat();
  const { name } = useSegmentNames(movement.query.query.settings.segments);
  const { states, migration } = movement;
  const customersOf = (one: string | null, other: string | null): number =>
    migration.reduce((sum, count, at) => {
      const fits = (one === null || states[Math.floor(at / states.length)] === one) && (other === null || states[at % states.length] === other);
      return fits ? sum + count : sum;
    }, 0);
  const customers = customersOf(from, to);
  const word = (state: string | null): string => (state === null ? t('column.total') : name(state));
  const title = t('movement.pair', { one: word(from), other: word(to) });
  const share = (all: number): string => t('cell.of', { n: format.integer(customers), all: format.integer(all), share: format.share(customers / all) });
  return (
    <SourceText
      title={title}
      term="segmentMovement"
      warning={customers > 0 && customers < FEW_CUSTOMERS ? t('cell.few') : null}
      rows={[
        { label: format.date(movement.from.asOf), value: word(from) },
        { label: format.date(movement.to.asOf), value: word(to) },
        { label: t('column.customers'), value: format.integer(customers) },
        ...(to === null ? [] : [{ label: t('movement.ofRow'), value: share(customersOf(from, null)) }]),
        ...(from === null ? [] : [{ label: t('movement.ofColumn'), value: share(customersOf(null, to)) }]),
        { label: t('movement.cutPoints'), value: t(`movement.${movement.query.cutPoints}`) },
      ]}
      provenance={movement.provenance}
      behind={customers === 0 ? null : { selection: { kind: 'rfm-movement', query: movement.query, from, to }, title, action: overview('provenance.show', { count: customers, n: format.integer(customers) }) }}
      close={close}
    />
  );
}
