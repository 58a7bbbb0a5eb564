import { z } from 'zod';
import type { Currency } from './provenance.ts';
import { isoDateSchema } from './scope.ts';

const currencyCodeSchema = z.string().regex(/^[A-Z]{3}$/);

/** What one major unit of a currency is worth in the project’s, from a day on until the next rate. The number is meant as it is written
 *  in decimals, so `0.1` is exactly a tenth. */
export const currencyRateSchema = z.object({ code: currencyCodeSchema, from: isoDateSchema, rate: z.number().positive().max(1e12) });
export type CurrencyRate = z.infer<typeof currencyRateSchema>;

const countedSchema = z.enum(['left-out', 'counted']);

/** The visible settings of METRICS §1; where refunds fall is a setting of each request (`scope.ts`). */
export const orderRulesSchema = z.object({
  cancelled: countedSchema,
  test: countedSchema,
  zeroValue: countedSchema,
  /** Orders without a customer. */
  anonymous: z.enum(['in-totals', 'left-out']),
  /** Customers with the same normalised e-mail, or the same normalised phone number, are one. */
  identity: z.object({ email: z.boolean(), phone: z.boolean() }),
  /** `only`: lines of one currency, `null` for the one with most lines; the others are left out. `converted`: lines of all currencies that have
   *  a rate on their day. */
  currency: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('only'), code: currencyCodeSchema.nullable() }),
    z.object({ kind: z.literal('converted'), to: currencyCodeSchema, rates: z.array(currencyRateSchema).max(20_000) }),
  ]),
});
export type OrderRules = z.infer<typeof orderRulesSchema>;

export const DEFAULT_RULES: OrderRules = {
  cancelled: 'left-out',
  test: 'left-out',
  zeroValue: 'left-out',
  anonymous: 'in-totals',
  identity: { email: false, phone: false },
  currency: { kind: 'only', code: null },
};

/** What a setting is about, whichever way it is set; money in the project’s currency. */
export interface RuleCount {
  lines: number;
  orders: number;
  netMinor: number;
}

/** One currency of the lines. Money in its own minor units, cancelled and test lines included. */
export interface CurrencyCount extends Currency {
  lines: number;
  orders: number;
  netMinor: number;
  /** Lines that the rate table has no rate for on their day; 0 where nothing is converted. */
  linesWithoutRate: number;
}

/** An e-mail or a phone number of so many customers that it cannot be one person’s, such as a shop’s own: nobody is merged by it. */
export interface CommonContact {
  kind: 'email' | 'phone';
  value: string;
  customers: number;
}

/** Who is whom. Customers are those with order lines. */
export interface IdentityCount {
  customersBefore: number;
  customersAfter: number;
  /** Customers who turned out to be another one too: those before, in groups of two or more. */
  mergedCustomers: number;
  /** Customers, after merging, who are known by an e-mail or a phone number only. */
  guests: number;
  /** Customers before merging who have an e-mail, and a phone number. */
  withEmail: number;
  withPhone: number;
  /** Most common first, at most 100. */
  tooCommon: CommonContact[];
}

export interface OrderRulesState {
  rules: OrderRules;
  /** Of all results; `null` while there are no orders. */
  currency: Currency | null;
  counts: { cancelled: RuleCount; test: RuleCount; zeroValue: RuleCount; anonymous: RuleCount };
  /** Most lines first. */
  currencies: CurrencyCount[];
  identity: IdentityCount;
}
