import type { OrderRules } from '../contract/rules.ts';
import { inOneCurrency, type CurrencyTarget, type LineCurrencies } from '../frame/currencies.ts';
import { READ_TWICE } from '../frame/frame-part.ts';
import { withMergedCustomers, type MergedCustomers } from '../frame/identities.ts';
import type { LineSource } from '../frame/line-source.ts';
import { withCountedStatuses, withPlainAttributes } from '../frame/order-rules.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { BatchRange } from '../store/stored-lines.ts';

/** What a project’s rules do to its lines: plain data and shared memory, for any thread. */
export interface LineRules {
  counted: Pick<OrderRules, 'cancelled' | 'test'>;
  /** `null` where no file has amounts. */
  currency: { known: LineCurrencies; target: CurrencyTarget } | null;
  /** `null`: customers stay who they are. */
  merged: MergedCustomers | null;
}

/** Whether results are in the project’s own currency. */
export function isHomeCurrency({ currency }: Pick<LineRules, 'currency'>): boolean {
  return currency === null || currency.target.currency.code === currency.known.home.code;
}

/** The lines of a project, or of some of its batches, as its rules have them. */
export function ruledSource(store: ProjectStore, rules: LineRules, range?: BatchRange): LineSource {
  const { counted, currency, merged } = rules;
  return store.lineSource({
    prepare(lines) {
      const withStatuses = withCountedStatuses(lines, counted);
      const valued = currency === null ? withStatuses : inOneCurrency(withStatuses, currency.known, currency.target);
      return withPlainAttributes(merged === null ? valued : withMergedCustomers(valued, merged));
    },
    // Costs of the catalogue are in the project’s own currency.
    catalogueCosts: isHomeCurrency(rules),
    kept: READ_TWICE,
    ...(range !== undefined && { range }),
  });
}
