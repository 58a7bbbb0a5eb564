import { DEFAULT_RULES, type OrderRules, type OrderRulesState, type RuleCount } from '../../contract/rules.ts';
import type { Command } from '../command.ts';
import { formatCount, formatMoney, majorUnits } from '../numbers.ts';
import { JSON_OPTION, type Options, wordOption } from '../options.ts';
import { onlyProject, withStoredProject } from '../project-session.ts';
import { readRates } from '../rates-file.ts';
import { safeText, textList, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';

const COUNTED = ['left-out', 'counted'] as const;
const ANONYMOUS = ['in-totals', 'left-out'] as const;
const MERGED_BY = ['email', 'phone'] as const;
const MOST_USED = 'most-used';
const SETTINGS = ['cancelled', 'test', 'zero-value', 'anonymous', 'merge', 'currency', 'rates', 'reset'] as const;

export const rulesCommand: Command = {
  name: 'rules',
  summary: 'What counts as an order, in which currency, and who is one customer',
  help: `Usage: tenure rules <project> [options]

Prints the rules by which the orders of a project are read, each with its count, and changes those that are named. Rules
can be taken back at any time: the imported lines stay as they are.

Options
  --cancelled W     left-out (default) or counted
  --test W          left-out (default) or counted
  --zero-value W    orders whose amount is 0: left-out (default) or counted
  --anonymous W     orders without a customer: in-totals (default; never in figures of customers) or left-out
  --merge LIST      customers with the same normalised email, or phone, or both (email,phone), are one; none (default) merges nobody
  --currency C      only lines in this currency (UAH, EUR …), or ${MOST_USED} (default): the one with most lines. The others are left out
  --rates FILE      convert all lines into --currency (default: that of the results so far) by a CSV with the columns code, from, rate:
                    what one unit of a currency is worth from a day on. Lines without a rate on their day are left out
  --reset           all of them as in a new project, before the other options
  --json            JSON instead of tables: money in major units

E-mails are compared trimmed and in lower case. Phone numbers are compared by their digits with the country in front: 0 and nine
digits, or 80 and nine, are Ukrainian (380); 8 and ten others, or ten that begin with 9, Russian or Kazakh (7); nine digits
Polish (48). An e-mail or number that more than 50 customers share merges nobody and is named.

JSON
  {"rules":{…},"currency","counts":{"cancelled":{"lines","orders","amount"},"test":{…},"zeroValue":{…},"anonymous":{…}},
   "currencies":[{"code","lines","orders","amount","linesWithoutRate"}],
   "identity":{"customersBefore","customersAfter","mergedCustomers","guests","withEmail","withPhone","tooCommon":[{"kind","value","customers"}]}}

Examples
  tenure rules shop.tenure
  tenure rules shop.tenure --merge email,phone --json
  tenure rules shop.tenure --currency UAH --rates rates.csv
`,
  options: {
    cancelled: { type: 'string' },
    test: { type: 'string' },
    'zero-value': { type: 'string' },
    anonymous: { type: 'string' },
    merge: { type: 'string' },
    currency: { type: 'string' },
    rates: { type: 'string' },
    reset: { type: 'boolean' },
    ...JSON_OPTION,
  },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    const isChange = SETTINGS.some((name) => options.flag(name) || options.text(name) !== undefined);
    // Wrong options are refused before the project is opened.
    changedRules(options, DEFAULT_RULES, null);
    const state = await withStoredProject(project, false, terminal, async ({ info, call }) => {
      const before = await call('rules.read', null);
      if (!isChange) return before;
      await call('rules.save', changedRules(options, options.flag('reset') ? DEFAULT_RULES : before.rules, info.currency?.code ?? null));
      return call('rules.read', null);
    });
    terminal.print(options.flag('json') ? JSON.stringify(rulesJson(state)) : rulesText(state));
  },
};

/** The rules with the options in them. `results`: currency of the results so far. Throws UsageError. */
function changedRules(options: Options, rules: OrderRules, results: string | null): OrderRules {
  return {
    cancelled: wordOption(options, 'cancelled', COUNTED, rules.cancelled),
    test: wordOption(options, 'test', COUNTED, rules.test),
    zeroValue: wordOption(options, 'zero-value', COUNTED, rules.zeroValue),
    anonymous: wordOption(options, 'anonymous', ANONYMOUS, rules.anonymous),
    identity: identityOf(options.text('merge')) ?? rules.identity,
    currency: currencyRule(options, rules.currency, results),
  };
}

function identityOf(list: string | undefined): OrderRules['identity'] | null {
  if (list === undefined) return null;
  const names = list === 'none' ? [] : list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !MERGED_BY.some((known) => known === name));
  if (unknown !== undefined) throw new UsageError(`--merge "${unknown}" is none of ${MERGED_BY.join(', ')}, none`);
  return { email: names.includes('email'), phone: names.includes('phone') };
}

function currencyRule(options: Options, rule: OrderRules['currency'], results: string | null): OrderRules['currency'] {
  const code = options.text('currency')?.toUpperCase();
  const rates = options.text('rates');
  if (code !== undefined && code !== MOST_USED.toUpperCase() && !/^[A-Z]{3}$/u.test(code)) throw new UsageError(`--currency "${code}" is no currency code of three letters`);
  if (rates !== undefined) {
    if (code === MOST_USED.toUpperCase()) throw new UsageError(`--rates needs a currency to convert into; name it with --currency`);
    return { kind: 'converted', to: code ?? results ?? 'EUR', rates: readRates(rates) };
  }
  if (code === undefined) return rule;
  return { kind: 'only', code: code === MOST_USED.toUpperCase() ? null : code };
}

function rulesJson({ rules, currency, counts, currencies, identity }: OrderRulesState): Record<string, unknown> {
  const count = ({ lines, orders, netMinor }: RuleCount): Record<string, unknown> => ({ lines, orders, amount: majorUnits(netMinor, currency) });
  return {
    rules,
    currency: currency?.code ?? null,
    counts: { cancelled: count(counts.cancelled), test: count(counts.test), zeroValue: count(counts.zeroValue), anonymous: count(counts.anonymous) },
    currencies: currencies.map((entry) => ({ code: entry.code, lines: entry.lines, orders: entry.orders, amount: majorUnits(entry.netMinor, entry), linesWithoutRate: entry.linesWithoutRate })),
    identity,
  };
}

function rulesText({ rules, currency, counts, currencies, identity }: OrderRulesState): string {
  const row = (label: string, setting: string, { lines, orders, netMinor }: RuleCount): string[] => [label, setting, formatCount(lines), formatCount(orders), formatMoney(netMinor, currency)];
  const isConverted = rules.currency.kind === 'converted';
  const use = (code: string): string => (code === currency?.code ? 'counted' : isConverted ? 'converted' : 'left-out');
  const mergedBy = MERGED_BY.filter((kind) => rules.identity[kind]);
  const parts = [
    textTable(
      ['Orders', 'Setting', 'Lines', 'Orders', 'Net amount'],
      [
        row('Cancelled', rules.cancelled, counts.cancelled),
        row('Test', rules.test, counts.test),
        row('Zero value', rules.zeroValue, counts.zeroValue),
        row('Without a customer', rules.anonymous, counts.anonymous),
      ],
      ['left', 'left', 'right', 'right', 'right'],
    ),
    textTable(
      ['Currency', 'Setting', 'Lines', 'Orders', 'Net amount', ...(isConverted ? ['Without a rate'] : [])],
      currencies.map((entry) => [entry.code, use(entry.code), formatCount(entry.lines), formatCount(entry.orders), formatMoney(entry.netMinor, entry), ...(isConverted ? [formatCount(entry.linesWithoutRate)] : [])]),
      ['left', 'left', 'right', 'right', 'right', 'right'],
    ),
    textList([
      ['Customers merged by', mergedBy.length === 0 ? 'nothing' : mergedBy.join(', ')],
      ['Customers before', formatCount(identity.customersBefore)],
      ['Customers after', formatCount(identity.customersAfter)],
      ['Customers who are another one too', formatCount(identity.mergedCustomers)],
      ['Known by e-mail or phone only', formatCount(identity.guests)],
      ['With an e-mail', formatCount(identity.withEmail)],
      ['With a phone number', formatCount(identity.withPhone)],
    ]),
  ];
  if (identity.tooCommon.length > 0) {
    parts.push(textTable(['Shared by too many to merge by', 'Customers'], identity.tooCommon.map(({ value, customers }) => [safeText(value), formatCount(customers)])));
  }
  return parts.join('\n\n');
}
