import type { CommonContact, CurrencyCount, IdentityCount, OrderRules, OrderRulesState, RuleCount } from '../contract/rules.ts';
import { buildFrame, type BuildOptions } from '../frame/build-frame.ts';
import { exchangeOf, placeOf, type CurrencyTarget, type LineCurrencies } from '../frame/currencies.ts';
import { normalisedEmail, normalisedPhone } from '../frame/contacts.ts';
import { mergeCustomers, type ContactPairs } from '../frame/identities.ts';
import { LINE_CURRENCY, NO_CODE } from '../frame/line-batch.ts';
import type { LineSource } from '../frame/line-source.ts';
import { ORDER_KIND } from '../frame/order-frame.ts';
import { viewFrame } from '../frame/view.ts';
import { dayOfMoment } from '../maths/calendar.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { contactsOf, currenciesOf, currencyTarget, readRules, ruledLines } from './order-rules.ts';

const MOST_COMMON_NAMED = 100;

/** The project’s rules with what each of them is about, however it is set. */
export function rulesState(store: ProjectStore, options: Pick<BuildOptions, 'cancelled' | 'onProgress'>): OrderRulesState {
  const rules = readRules(store);
  const stored = store.lineSource();
  const currencies = currenciesOf(store);
  const target = currencies === null ? null : currencyTarget(stored, currencies, rules);
  return {
    rules,
    currency: target?.currency ?? null,
    counts: settingCounts(store, rules, options),
    currencies: currencies === null || target === null ? [] : currencyCounts(stored, currencies, target),
    identity: identityCount(store, stored, rules),
  };
}

/** As if the rules that leave orders out were the usual ones. */
function settingCounts(store: ProjectStore, { identity, currency }: OrderRules, options: Pick<BuildOptions, 'cancelled' | 'onProgress'>): OrderRulesState['counts'] {
  const { source, kinds } = ruledLines(store, { cancelled: 'left-out', test: 'left-out', zeroValue: 'left-out', anonymous: 'in-totals', identity, currency });
  const frame = buildFrame(source, { ...options, rules: kinds });
  const none: RuleCount = { lines: 0, orders: 0, netMinor: 0 };
  if (frame.orders === 0) return { cancelled: none, test: none, zeroValue: none, anonymous: none };
  const { tally } = viewFrame(frame, { asOfDay: null, refunds: 'original-order', filters: [] });
  const count = (kind: number): RuleCount => ({ lines: tally.lines[kind]!, orders: tally.orders[kind]!, netMinor: tally.netMinor[kind]! });
  return { cancelled: count(ORDER_KIND.cancelled), test: count(ORDER_KIND.test), zeroValue: count(ORDER_KIND.zeroValue), anonymous: tally.anonymous };
}

function currencyCounts(source: LineSource, { home, others }: LineCurrencies, target: CurrencyTarget): CurrencyCount[] {
  const counts = [home, ...others].map((currency) => ({ ...currency, lines: 0, orders: 0, netMinor: 0, linesWithoutRate: 0 }));
  const exchanges = counts.map((from) => (target.rates === null || from.code === target.currency.code ? null : exchangeOf(from, target.currency, target.rates)));
  const seen = counts.map(() => new Uint8Array(Math.ceil(source.orders / 8)));
  for (const { rows, order, net, moment, attributes } of source.batches()) {
    const codes = attributes[LINE_CURRENCY];
    for (let row = 0; row < rows; row++) {
      const place = codes === undefined ? 0 : placeOf(codes[row]!);
      const count = counts[place]!;
      const orders = seen[place]!;
      const code = order[row]!;
      count.lines++;
      count.netMinor += net[row]!;
      if ((orders[code >>> 3]! & (1 << (code & 7))) === 0) {
        orders[code >>> 3]! |= 1 << (code & 7);
        count.orders++;
      }
      const exchange = exchanges[place]!;
      if (exchange !== null && Number.isNaN(exchange(net[row]!, dayOfMoment(moment[row]!)))) count.linesWithoutRate++;
    }
  }
  return counts.filter(({ lines }) => lines > 0).sort((one, other) => other.lines - one.lines);
}

function identityCount(store: ProjectStore, source: LineSource, { identity }: OrderRules): IdentityCount {
  const { customers } = source;
  const isBuyer = new Uint8Array(customers);
  for (const { rows, customer } of source.batches()) for (let row = 0; row < rows; row++) if (customer[row] !== NO_CODE) isBuyer[customer[row]!] = 1;
  const contacts = contactsOf(store, source);
  const chosen = (['email', 'phone'] as const).filter((kind) => identity[kind]).map((kind) => contacts[kind]);
  const { representative } = mergeCustomers(customers, chosen);
  const known = knownByContact(store, contacts.phone);
  /** Per representative: its buyers, and those among them who have an id. */
  const members = new Uint32Array(customers);
  const named = new Uint32Array(customers);
  let before = 0;
  for (let customer = 0; customer < customers; customer++) {
    if (isBuyer[customer] === 0) continue;
    before++;
    members[representative[customer]!]!++;
    if (!known(customer)) named[representative[customer]!]!++;
  }
  const groups = Array.from(members.keys()).filter((customer) => members[customer]! > 0);
  const shared = groups.filter((customer) => members[customer]! > 1);
  return {
    customersBefore: before,
    customersAfter: groups.length,
    mergedCustomers: shared.reduce((sum, customer) => sum + members[customer]!, 0),
    guests: groups.filter((customer) => named[customer] === 0).length,
    withEmail: buyersWith(contacts.email, isBuyer),
    withPhone: buyersWith(contacts.phone, isBuyer),
    tooCommon: commonContacts(contacts),
  };
}

/** Whether the files call a customer by an e-mail or a phone number, for want of an id. */
function knownByContact(store: ProjectStore, phone: ContactPairs): (customer: number) => boolean {
  const names = store.dictionary('customer');
  const byPhone = new Set<number>();
  for (const [pair, customer] of phone.customer.entries()) {
    const name = names.text(customer);
    if (/^\d+$/u.test(name) && normalisedPhone(name) === phone.values[phone.value[pair]!]) byPhone.add(customer);
  }
  return (customer) => byPhone.has(customer) || normalisedEmail(names.text(customer)) !== null;
}

function buyersWith({ customer }: ContactPairs, isBuyer: Uint8Array): number {
  return new Set(customer.filter((code) => isBuyer[code] === 1)).size;
}

/** Of both kinds, whether the rules merge by them or not. */
function commonContacts({ email, phone }: Record<ContactPairs['kind'], ContactPairs>): CommonContact[] {
  const common = [email, phone].flatMap((pairs) => mergeCustomers(pairs.customer.reduce((most, code) => Math.max(most, code + 1), 0), [pairs]).tooCommon);
  return common.sort((one, other) => other.customers - one.customers).slice(0, MOST_COMMON_NAMED);
}
