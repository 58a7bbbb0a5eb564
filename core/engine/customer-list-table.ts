import { type CustomerColumn, type CustomerExportQuery, type CustomerList, isRecordColumn, type RecordColumn } from '../contract/customers.ts';
import { dayOfIso } from '../maths/calendar.ts';
import type { ColumnValues, OutputBlock, OutputColumn, OutputTable } from '../output/table.ts';
import { freelyNamed } from './tables/free-names.ts';

const BLOCK_ROWS = 8192;

type Rows = Omit<CustomerList, 'total'>;

/** Listed customers as a table with the columns asked for; money in major units. `rowsOf` answers what is known of some of them. */
export function customerListTable({ columns, names, rfm: settings }: Omit<CustomerExportQuery, 'file'>, minorUnitDigits: number, codes: Uint32Array, rowsOf: (codes: Uint32Array) => Promise<Rows>): OutputTable {
  const nameOf = new Map(settings?.segments.map(({ id, name }) => [id, Object.hasOwn(names, id) ? names[id]! : (name ?? id)]));
  const major = (amountsMinor: Float64Array): Float64Array => amountsMinor.map((amount) => amount / 10 ** minorUnitDigits);
  async function* blocks(): AsyncGenerator<OutputBlock> {
    for (let from = 0; from < codes.length; from += BLOCK_ROWS) {
      const part = codes.subarray(from, from + BLOCK_ROWS);
      const rows = await rowsOf(part);
      yield { rows: part.length, columns: columns.map((column) => valuesOf(column, rows, major, nameOf)) };
    }
  }
  return { columns: freelyNamed(columns.map((column) => outputColumn(column, minorUnitDigits))), blocks: blocks(), rows: codes.length };
}

/** Named as in the other exports of scores. */
function outputColumn(column: CustomerColumn, decimals: number): OutputColumn {
  if (isRecordColumn(column)) return { name: column.replace(/^attribute:/, ''), type: column === 'birthDate' ? 'date' : 'text' };
  switch (column) {
    case 'customer':
    case 'name':
    case 'segment':
      return { name: column, type: 'text' };
    case 'firstOrder':
    case 'lastOrder':
      return { name: column, type: 'date' };
    case 'netRevenue':
    case 'averageOrderValue':
    case 'monetary':
    case 'clv':
      return { name: column, type: 'number', decimals };
    case 'pAlive':
    case 'expectedTransactions':
      return { name: column, type: 'number' };
    case 'orders':
    case 'frequency':
      return { name: column, type: 'whole' };
    case 'recency':
      return { name: 'recencyDays', type: 'whole' };
    case 'recencyScore':
      return { name: 'r', type: 'whole' };
    case 'frequencyScore':
      return { name: 'f', type: 'whole' };
    case 'monetaryScore':
      return { name: 'm', type: 'whole' };
    case 'frequencyMonetaryScore':
      return { name: 'fm', type: 'whole' };
  }
}

/** Nothing where a customer has no order, or none that is scored. */
function valuesOf(column: CustomerColumn, rows: Rows, major: (amountsMinor: Float64Array) => Float64Array, nameOf: ReadonlyMap<string, string>): ColumnValues {
  const { rfm, orders } = rows;
  if (isRecordColumn(column)) return recordValues(column, rows.records.find((record) => record.column === column)?.values ?? []);
  const known = (values: ArrayLike<number> | undefined, among: ArrayLike<number> | undefined): Float64Array =>
    Float64Array.from(values ?? [], (value, row) => (among?.[row] === 0 ? Number.NaN : value));
  const scored = (values: ArrayLike<number> | undefined): Float64Array => known(values, rfm?.frequency);
  switch (column) {
    case 'customer':
      return rows.customer;
    case 'name':
      return rows.name.map((name) => (name === '' ? null : name));
    case 'firstOrder':
      return known(rows.firstOrderDay, orders);
    case 'lastOrder':
      return known(rows.lastOrderDay, orders);
    case 'orders':
      return orders;
    case 'netRevenue':
      return major(rows.netMinor);
    case 'averageOrderValue':
      return major(rows.averageOrderMinor);
    case 'recency':
      return scored(rfm?.recencyDays);
    case 'frequency':
      return rfm?.frequency ?? [];
    case 'monetary':
      return scored(rfm === null ? [] : major(rfm.monetaryMinor));
    case 'recencyScore':
      return scored(rfm?.recencyScore);
    case 'frequencyScore':
      return scored(rfm?.frequencyScore);
    case 'monetaryScore':
      return scored(rfm?.monetaryScore);
    case 'frequencyMonetaryScore':
      return scored(rfm?.frequencyMonetaryScore);
    case 'pAlive':
    case 'expectedTransactions':
      return rows.ltv?.[column] ?? [];
    case 'clv':
      return rows.ltv === null ? [] : major(rows.ltv.clvMinor);
    case 'segment':
      return rfm?.segment.map((id) => nameOf.get(id) ?? null) ?? [];
  }
}

function recordValues(column: RecordColumn, values: (string | null)[]): ColumnValues {
  return column === 'birthDate' ? Float64Array.from(values, (iso) => (iso === null ? Number.NaN : dayOfIso(iso))) : values;
}
