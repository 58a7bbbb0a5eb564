import { textAt } from '../shared-texts.ts';
import { inBlocks, type SyncTable, type TableSource } from './table-source.ts';
import { textReader } from './text-column.ts';

const SECONDS_PER_DAY = 86_400;

/** Answers up to the as-of day, in order of customer and time. A customer that nobody named is none. */
export function feedbackTable({ view, customers, feedback }: TableSource): SyncTable {
  const customerOf = textReader(customers.size, (code) => textAt(customers, code));
  return {
    columns: [
      { name: 'customer', type: 'text' },
      { name: 'moment', type: 'moment' },
      { name: 'survey', type: 'text' },
      { name: 'order_id', type: 'text' },
      { name: 'channel', type: 'text' },
      { name: 'nps', type: 'whole' },
      { name: 'csat', type: 'whole' },
      { name: 'ces', type: 'whole' },
      { name: 'stars', type: 'number' },
      { name: 'text', type: 'text' },
    ],
    blocks: inBlocks(function* () {
      const stored = feedback();
      const end = (view.asOfDay + 1) * SECONDS_PER_DAY;
      const rows = stored.moment.flatMap((moment, row) => (Number(moment) < end ? [row] : []));
      const texts = (values: typeof stored.survey): (string | null)[] => rows.map((row) => (values[row] === null || values[row] === '' ? null : String(values[row])));
      const numbers = (values: typeof stored.nps): number[] => rows.map((row) => (values[row] === null ? Number.NaN : Number(values[row])));
      yield {
        rows: rows.length,
        columns: [
          rows.map((row) => (Number(stored.customer[row]) < 0 ? null : customerOf(Number(stored.customer[row])))),
          numbers(stored.moment),
          texts(stored.survey),
          texts(stored.orderId),
          texts(stored.channel),
          numbers(stored.nps),
          numbers(stored.csat),
          numbers(stored.ces),
          numbers(stored.stars),
          texts(stored.text),
        ],
      };
    }),
  };
}
