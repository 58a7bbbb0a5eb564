import type { OrderRules, OrderRulesState } from '../../../core/contract/rules.ts';

/** What each part of the page works with: `rules` are those on screen, ahead of the state’s while a change is being saved. */
export interface RulesPart {
  state: OrderRulesState;
  rules: OrderRules;
  onChange: (next: Partial<OrderRules>) => void;
}
