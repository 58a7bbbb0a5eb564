import type { CustomerList, RecordColumn } from '../contract/customers.ts';
import type { NpsAnswers } from '../metrics/nps.ts';
import type { FactColumns } from '../store/facts/fact-readers.ts';
import { sharedInt32, sharedUint32 } from '../frame/shared-arrays.ts';
import { civilOfDay, dayOfMoment, isoOfDay } from '../maths/calendar.ts';
import type { Mask } from './mask.ts';
import { asMergedCustomers } from './merged-facts.ts';
import { type SharedTexts, shareTexts } from './shared-texts.ts';

/** What lists need of the customers’ records, by customer code, in shared memory. */
export interface CustomerRecords {
  /** Empty where there is none. */
  names: SharedTexts;
  /** 100 × month + day, whatever the year; 0: not known. */
  birthday: Uint32Array;
  /** Code of the customer under whom the record is kept; −1: there is none. */
  owner: Int32Array;
}

/** What the project says of one customer; the first record counts. */
export interface CustomerFacts {
  record: FactColumns<'customers'>;
  feedback: FactColumns<'feedback'>;
}

/** What records say of customers, each under the code of `owners`; masked: texts that say who somebody is as hashes, birth dates and attributes not at all. */
export function recordTexts(records: FactColumns<'customers'>, owners: readonly number[], wanted: readonly RecordColumn[], mask: Mask | null): CustomerList['records'] {
  const rowOf = new Map(records.customer.map((code, row) => [Number(code), row]));
  const rows = owners.map((owner) => rowOf.get(owner) ?? -1);
  const attributes = wanted.some(isAttribute) && mask === null ? rows.map((row) => attributesOf(records.attributes[row])) : [];
  return wanted.map((column) => ({ column, values: isAttribute(column) ? rows.map((_, at) => attributeOf(attributes[at], column.slice(ATTRIBUTE.length))) : rows.map((row) => recordText(records, column, row, mask)) }));
}

const ATTRIBUTE = 'attribute:';

function isAttribute(column: RecordColumn): column is `attribute:${string}` {
  return column.startsWith(ATTRIBUTE);
}

function attributesOf(json: unknown): Record<string, string> {
  return typeof json === 'string' ? (JSON.parse(json) as Record<string, string>) : {};
}

/** Columns of files have any name, `constructor` too. */
function attributeOf(attributes: Record<string, string> | undefined, name: string): string | null {
  return attributes !== undefined && Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
}

function recordText(records: FactColumns<'customers'>, column: Exclude<RecordColumn, `attribute:${string}`>, row: number, mask: Mask | null): string | null {
  const value = records[column === 'birthDate' ? 'birthDay' : column][row] ?? null;
  if (value === null) return null;
  switch (column) {
    case 'email':
    case 'phone':
      return mask === null ? String(value) : mask(String(value));
    case 'birthDate':
      return mask === null ? isoOfDay(Number(value)) : null;
    case 'consent':
      return value === 1 ? 'yes' : 'no';
    default:
      return String(value);
  }
}

export function npsAnswersOf(facts: FactColumns<'feedback'>): NpsAnswers {
  const scored = facts.nps.flatMap((score, row) => (score === null ? [] : [row]));
  return {
    customer: Int32Array.from(scored, (row) => Number(facts.customer[row])),
    day: Int32Array.from(scored, (row) => dayOfMoment(Number(facts.moment[row]))),
    score: Uint8Array.from(scored, (row) => Number(facts.nps[row])),
  };
}

/** `representative`: as whom customers count; of those who count as one, the lowest code with a record speaks. */
export function shareRecords(stored: FactColumns<'customers'>, representative: Uint32Array | null, customers: number): CustomerRecords {
  const facts = asMergedCustomers(stored, representative);
  const names = Array.from({ length: customers }, () => '');
  const birthday = sharedUint32(customers);
  const owner = sharedInt32(customers).fill(-1);
  for (let row = 0; row < facts.rows; row++) {
    const code = Number(facts.customer[row]);
    if (!(code >= 0 && code < customers)) continue;
    const [name, birthDay] = [facts.name[row], facts.birthDay[row]];
    if (typeof name === 'string') names[code] = name;
    if (typeof birthDay === 'number') birthday[code] = birthdayOf(birthDay);
    // Merged facts stand in turned order.
    owner[code] = Number(stored.customer[representative === null ? row : stored.rows - 1 - row]);
  }
  const bytes = Buffer.from(names.join(''), 'utf8');
  const offsets = new Int32Array(customers + 1);
  for (let code = 0; code < customers; code++) offsets[code + 1] = offsets[code]! + Buffer.byteLength(names[code]!, 'utf8');
  return { names: shareTexts([{ size: customers, offsets, bytes }]), birthday, owner };
}

function birthdayOf(birthDay: number): number {
  const { month, day } = civilOfDay(birthDay);
  return 100 * month + day;
}
