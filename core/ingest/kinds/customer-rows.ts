import { NO_CODE } from '../../frame/line-batch.ts';
import type { FactValueColumn } from '../../frame/fact-target.ts';
import { markFault } from '../row-faults.ts';
import { createCustomerCodes } from './customer-codes.ts';
import { createAttributeReader, type FactContext, type FactRows } from './fact-context.ts';
import { birthDayOf, cellText, consentOf, normalisedEmail, normalisedPhone } from './fact-cells.ts';

const TEXTS = ['name', 'city', 'country', 'source'] as const;

/** Customers by the key that their order lines have: the id, else the e-mail, else the phone. */
export function createCustomerRows(context: FactContext): FactRows {
  const { plan, facts, capacity } = context;
  const { mapping } = plan;
  const readCustomers = createCustomerCodes(context);
  const attributes = createAttributeReader(context);
  const customer = new Uint32Array(capacity).fill(NO_CODE);
  const birthDay = new Float64Array(capacity);
  const consent = new Int8Array(capacity);
  const texts = TEXTS.filter((field) => mapping[field] !== undefined);
  const columns: FactValueColumn<'customers'>[] = [
    ...(mapping.email === undefined ? [] : (['email', 'normalisedEmail'] as const)),
    ...(mapping.phone === undefined ? [] : (['phone', 'normalisedPhone'] as const)),
    ...texts,
    ...(mapping.birthDate === undefined ? [] : (['birthDay'] as const)),
    ...(mapping.consent === undefined ? [] : (['consent'] as const)),
    ...(attributes === null ? [] : (['attributes'] as const)),
  ];

  return {
    table: facts.table('customers', columns),
    keys: 'unique',
    begin(block, faults) {
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        const born = cellText(block, row, mapping.birthDate);
        const day = born === null ? Number.NaN : birthDayOf(born, plan.dialect.dateOrder);
        if (typeof day === 'number') birthDay[row] = day;
        else markFault(faults, row, day, mapping.birthDate ?? -1);
        const agreed = cellText(block, row, mapping.consent);
        consent[row] = agreed === null ? -1 : consentOf(agreed);
        if (agreed !== null && consent[row] === -1) markFault(faults, row, 'bad-consent', mapping.consent ?? -1);
      }
      readCustomers(block, faults, customer);
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] === 0 && customer[row] === NO_CODE) markFault(faults, row, 'missing-customer', mapping.customer ?? mapping.email ?? mapping.phone ?? -1);
      }
    },
    key: (_block, row) => [customer[row]!],
    values(block, row) {
      const email = cellText(block, row, mapping.email);
      const phone = cellText(block, row, mapping.phone);
      return [
        ...(mapping.email === undefined ? [] : [email, email === null ? null : normalisedEmail(email)]),
        ...(mapping.phone === undefined ? [] : [phone, phone === null ? null : normalisedPhone(phone)]),
        ...texts.map((field) => cellText(block, row, mapping[field])),
        ...(mapping.birthDate === undefined ? [] : [Number.isNaN(birthDay[row]!) ? null : birthDay[row]!]),
        ...(mapping.consent === undefined ? [] : [consent[row] === -1 ? null : consent[row]!]),
        ...(attributes === null ? [] : [attributes(block, row)]),
      ];
    },
  };
}
