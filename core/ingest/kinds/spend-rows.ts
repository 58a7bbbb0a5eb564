import type { FactValueColumn } from '../../frame/fact-target.ts';
import { dayOfMoment, isoOfDay, dayOfIso } from '../../maths/calendar.ts';
import { createNumberCells, readMoments, readNumbers } from '../cell-columns.ts';
import { scaledWhole } from '../number-parser.ts';
import { createRowFaults, markFault } from '../row-faults.ts';
import { createCurrencyCheck } from './currency-check.ts';
import { createAttributeReader, type FactContext, type FactRows } from './fact-context.ts';
import { cellText, monthDayOf } from './fact-cells.ts';

/** Outlays by day or month, and channel. Several of one channel in one period add up; they are told apart by their number. */
export function createSpendRows(context: FactContext): FactRows {
  const { plan, facts, capacity, currency } = context;
  const { mapping, dialect } = plan;
  const attributes = createAttributeReader(context);
  const markCurrency = createCurrencyCheck(context);
  const amount = createNumberCells(capacity);
  const moment = new Uint32Array(capacity);
  const day = new Int32Array(capacity);
  const read = createRowFaults(capacity);
  const columns: FactValueColumn<'spend'>[] = ['amountMinor', ...(attributes === null ? [] : (['attributes'] as const))];
  const dateColumn = mapping.date ?? mapping.month ?? -1;
  const isMonthly = mapping.date === undefined;

  return {
    table: facts.table('spend', columns),
    keys: 'counted',
    begin(block, faults) {
      read.fault.set(faults.fault.subarray(0, block.rows));
      readMoments(block, dateColumn, undefined, dialect.dateOrder, read, moment);
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        const text = isMonthly ? cellText(block, row, dateColumn) : null;
        const month = text === null ? null : monthDayOf(text);
        if (month !== null) day[row] = month;
        else if (read.fault[row] !== 0) {
          faults.fault[row] = read.fault[row]!;
          faults.column[row] = read.column[row]!;
        } else day[row] = isMonthly ? monthOf(dayOfMoment(moment[row]!)) : dayOfMoment(moment[row]!);
      }
      const amountColumn = mapping.amount ?? -1;
      readNumbers(block, amountColumn, dialect.decimal.charCodeAt(0), faults, amount);
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        if (amount.present[row] === 0) markFault(faults, row, 'missing-amount', amountColumn);
        else if (Number.isNaN(minor(row))) markFault(faults, row, 'amount-too-large', amountColumn);
      }
      markCurrency(block, faults);
    },
    key: (block, row) => [day[row]!, isMonthly ? 'month' : 'day', cellText(block, row, mapping.channel) ?? ''],
    values: (block, row) => [minor(row), ...(attributes === null ? [] : [attributes(block, row)])],
  };

  function minor(row: number): number {
    return scaledWhole(amount.digits[row]!, amount.scale[row]!, currency.minorUnitDigits);
  }
}

function monthOf(day: number): number {
  return dayOfIso(`${isoOfDay(day).slice(0, 7)}-01`);
}
