import type { NpsAnswers } from '../metrics/nps.ts';
import type { FactColumns } from '../store/facts/fact-readers.ts';
import { sharedUint8 } from '../frame/shared-arrays.ts';
import { civilOfDay, dayOfMoment } from '../maths/calendar.ts';
import { type SharedTexts, shareTexts } from './shared-texts.ts';

/** What lists need of the customers’ records, by customer code, in shared memory. */
export interface CustomerRecords {
  /** Empty where there is none. */
  names: SharedTexts;
  /** 1–12; 0: not known. */
  birthMonth: Uint8Array;
}

/** What the project says of one customer; at most one record. */
export interface CustomerFacts {
  record: FactColumns<'customers'>;
  feedback: FactColumns<'feedback'>;
}

export function npsAnswersOf(facts: FactColumns<'feedback'>): NpsAnswers {
  const scored = facts.nps.flatMap((score, row) => (score === null ? [] : [row]));
  return {
    customer: Int32Array.from(scored, (row) => Number(facts.customer[row])),
    day: Int32Array.from(scored, (row) => dayOfMoment(Number(facts.moment[row]))),
    score: Uint8Array.from(scored, (row) => Number(facts.nps[row])),
  };
}

export function shareRecords(facts: FactColumns<'customers'>, customers: number): CustomerRecords {
  const names = Array.from({ length: customers }, () => '');
  const birthMonth = sharedUint8(customers);
  for (let row = 0; row < facts.rows; row++) {
    const code = Number(facts.customer[row]);
    if (!(code >= 0 && code < customers)) continue;
    const [name, birthDay] = [facts.name[row], facts.birthDay[row]];
    if (typeof name === 'string') names[code] = name;
    if (typeof birthDay === 'number') birthMonth[code] = civilOfDay(birthDay).month;
  }
  const bytes = Buffer.from(names.join(''), 'utf8');
  const offsets = new Int32Array(customers + 1);
  for (let code = 0; code < customers; code++) offsets[code + 1] = offsets[code]! + Buffer.byteLength(names[code]!, 'utf8');
  return { names: shareTexts([{ size: customers, offsets, bytes }]), birthMonth };
}
