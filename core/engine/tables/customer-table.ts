import { NO_CODE } from '../../frame/line-batch.ts';
import { summariseCustomers } from '../../metrics/customers.ts';
import { textAt } from '../shared-texts.ts';
import { BLOCK_ROWS, inBlocks, minorPerMajor, type SyncTable, type TableSource } from './table-source.ts';

/** Customers with an order that counts by the as-of day, with what is recorded of them. Orders and money are those within the filters; money in major units.
 *  `attributes` are a JSON object of texts, if any. */
export function customerTable({ view, currency, customers, customerRecords }: TableSource): SyncTable {
  const minor = minorPerMajor(currency);
  return {
    columns: [
      { name: 'customer', type: 'text' },
      { name: 'first_order', type: 'date' },
      { name: 'last_order', type: 'date' },
      { name: 'orders', type: 'whole' },
      { name: 'net_revenue', type: 'number', decimals: currency.minorUnitDigits },
      ...(['name', 'email', 'phone', 'city', 'country', 'source'] as const).map((name) => ({ name, type: 'text' as const })),
      { name: 'birth_date', type: 'date' },
      { name: 'consent', type: 'whole' },
      { name: 'attributes', type: 'text' },
    ],
    blocks: inBlocks(function* () {
      const records = customerRecords();
      const recordOf = new Map(records.customer.map((code, row) => [Number(code), row]));
      const { firstOrder, frame } = view;
      for (let from = 0; from < frame.customers; from += BLOCK_ROWS) {
        const all = Uint32Array.from({ length: Math.min(BLOCK_ROWS, frame.customers - from) }, (_, index) => from + index);
        const codes = all.filter((code) => firstOrder[code] !== NO_CODE);
        const summary = summariseCustomers(view, codes);
        const recorded = (values: typeof records.name): (string | null)[] => Array.from(codes, (code) => textOf(values[recordOf.get(code) ?? -1]));
        yield {
          rows: codes.length,
          columns: [
            Array.from(codes, (code) => textAt(customers, code)),
            summary.firstOrderDay,
            summary.lastOrderDay,
            summary.orders,
            summary.netMinor.map((amount) => amount / minor),
            ...[records.name, records.email, records.phone, records.city, records.country, records.source].map(recorded),
            ...[records.birthDay, records.consent].map((values) => Array.from(codes, (code) => Number(values[recordOf.get(code) ?? -1] ?? Number.NaN))),
            recorded(records.attributes).map((attributes) => (attributes === '{}' ? null : attributes)),
          ],
        };
      }
    }),
  };
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
