import { createHash } from 'node:crypto';
import type { Currency, RulesInUse } from '../contract/provenance.ts';
import { DEFAULT_RULES, orderRulesSchema, type OrderRules } from '../contract/rules.ts';
import type { KindRules } from '../frame/order-kinds.ts';
import { normalisedEmail, normalisedPhone } from '../frame/contacts.ts';
import { countCurrencyLines, exchangeOf, mostUsedCurrency, type CurrencyTarget, type Exchange, type LineCurrencies } from '../frame/currencies.ts';
import { addLineContacts, createContactPairs, mergeCustomers, type ContactPairs, type MergedCustomers } from '../frame/identities.ts';
import { LINE_CURRENCY, LINE_EMAIL, LINE_PHONE } from '../frame/line-batch.ts';
import type { LineSource } from '../frame/line-source.ts';
import { currencyOf } from '../ingest/currency.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { canonicalText } from './result-cache.ts';
import { isHomeCurrency, type LineRules, ruledSource } from './ruled-source.ts';

const SETTING = 'order-rules';

/** As the user saved them; the defaults otherwise, and where another version wrote what this one cannot read. */
export function readRules(store: ProjectStore): OrderRules {
  const saved = store.setting(SETTING);
  if (saved === null) return DEFAULT_RULES;
  const parsed = orderRulesSchema.safeParse(JSON.parse(saved));
  return parsed.success ? parsed.data : DEFAULT_RULES;
}

export function saveRules(store: ProjectStore, rules: OrderRules): void {
  store.saveSetting(SETTING, JSON.stringify(rules));
}

/** The lines of a project as its rules have them. */
export interface RuledLines {
  source: LineSource;
  lines: LineRules;
  /** Of all money; `null` where no file has any. */
  currency: Currency | null;
  kinds: KindRules;
  /** Of amounts in the project’s own currency, such as what was spent; `null`: it is that of the results. */
  exchange: Exchange | null;
}

export function ruledLines(store: ProjectStore, rules: OrderRules): RuledLines {
  const stored = store.lineSource();
  const currencies = currenciesOf(store);
  const target = currencies === null ? null : currencyTarget(stored, currencies, rules);
  const merged = mergedCustomers(store, stored, rules);
  const lines: LineRules = { counted: rules, currency: currencies === null || target === null ? null : { known: currencies, target }, merged };
  const isHome = isHomeCurrency(lines);
  const source = ruledSource(store, lines);
  const inUse = rulesInUse(rules);
  const fingerprint = Object.keys(inUse).length === 0 ? source.fingerprint : mixed(source.fingerprint, rules);
  return {
    source: { ...source, fingerprint },
    lines,
    currency: target?.currency ?? null,
    kinds: { zeroValue: rules.zeroValue, anonymous: rules.anonymous, inUse },
    exchange: isHome || currencies === null || target === null ? null : exchangeOf(currencies.home, target.currency, target.rates ?? []),
  };
}

/** `null` while no file has amounts. */
export function currenciesOf(store: ProjectStore): LineCurrencies | null {
  const home = store.currency();
  if (home === null) return null;
  const { size, text } = store.dictionary(LINE_CURRENCY);
  return { home, others: Array.from({ length: size }, (_, code) => currencyOf(text(code))) };
}

/** In which currency results are, by the rules. */
export function currencyTarget(source: LineSource, currencies: LineCurrencies, { currency }: OrderRules): CurrencyTarget {
  const wanted = currency.kind === 'converted' ? currency.to : currency.code;
  if (wanted === null) return { currency: mostUsedCurrency(currencies, countCurrencyLines(source, currencies)), rates: null };
  const known = [currencies.home, ...currencies.others].find(({ code }) => code === wanted);
  return { currency: known ?? currencyOf(wanted), rates: currency.kind === 'converted' ? currency.rates : null };
}

/** What is known of customers’ e-mails and phone numbers: from their order lines, their records, and what they are called by. */
export function contactsOf(store: ProjectStore, source: LineSource): Record<ContactPairs['kind'], ContactPairs> {
  const { customers } = source;
  const email = createContactPairs('email', customers);
  const phone = createContactPairs('phone', customers);
  addLineContacts(source, LINE_EMAIL, store.dictionary(LINE_EMAIL), normalisedEmail, email);
  addLineContacts(source, LINE_PHONE, store.dictionary(LINE_PHONE), normalisedPhone, phone);
  const add = (pairs: ContactPairs, customer: number, value: string | null): void => {
    if (value !== null && customer >= 0 && customer < customers) pairs.add(customer, pairs.place(value));
  };
  for (const { customer, text } of customersWithAt(store)) add(email, customer, normalisedEmail(text));
  const records = store.facts('customers');
  for (let row = 0; row < records.rows; row++) {
    const [customer, mail, number] = [Number(records.customer[row]), records.email[row], records.phone[row]];
    if (typeof mail === 'string') add(email, customer, normalisedEmail(mail));
    if (typeof number === 'string') add(phone, customer, normalisedPhone(number));
  }
  return { email, phone };
}

function mergedCustomers(store: ProjectStore, source: LineSource, { identity }: OrderRules): MergedCustomers | null {
  const kinds = (['email', 'phone'] as const).filter((kind) => identity[kind]);
  if (kinds.length === 0) return null;
  const contacts = contactsOf(store, source);
  return mergeCustomers(source.customers, kinds.map((kind) => contacts[kind]));
}

const AT = 64;

/** Customers whom the files call by an e-mail address. */
function* customersWithAt(store: ProjectStore): Generator<{ customer: number; text: string }> {
  const decoder = new TextDecoder();
  let first = 0;
  for (const { size, offsets, bytes } of store.dictionaryBatches('customer')) {
    for (let index = 0; index < size; index++) {
      const text = bytes.subarray(offsets[index], offsets[index + 1]);
      if (text.includes(AT)) yield { customer: first + index, text: decoder.decode(text) };
    }
    first += size;
  }
}

function mixed(fingerprint: string, rules: OrderRules): string {
  return createHash('sha256').update(`${fingerprint} ${canonicalText(rules)}`).digest('hex').slice(0, 16);
}

/** The settings that differ from the defaults. */
function rulesInUse({ cancelled, test, zeroValue, anonymous, identity, currency }: OrderRules): RulesInUse {
  const mergedBy = (['email', 'phone'] as const).filter((kind) => identity[kind]);
  return {
    ...(cancelled !== DEFAULT_RULES.cancelled && { cancelled: 'counted' }),
    ...(test !== DEFAULT_RULES.test && { test: 'counted' }),
    ...(zeroValue !== DEFAULT_RULES.zeroValue && { zeroValue: 'counted' }),
    ...(anonymous !== DEFAULT_RULES.anonymous && { anonymous: 'left-out' }),
    ...(mergedBy.length > 0 && { mergedBy }),
    ...(currency.kind === 'converted' ? { currency: 'converted' } : currency.code !== null && { currency: 'chosen' }),
  };
}
