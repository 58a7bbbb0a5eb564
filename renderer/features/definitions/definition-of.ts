import { KPI_KEYS } from '../../../core/contract/kpis.ts';
import { LEFT_OUT_REASONS } from '../../../core/contract/provenance.ts';
import { currentLanguage, MESSAGES } from '../../i18n/index.ts';

export type DefinitionKey = keyof (typeof MESSAGES)['en']['definitions']['term'];

/** The terms in reading order. Every figure and every reason for leaving an order out is one of them. */
export const DEFINITION_GROUPS = [
  { group: 'figures', terms: [...KPI_KEYS, 'payback', 'gaps', 'concentration', 'activityWindow', 'comparison'] },
  {
    group: 'cohorts',
    terms: ['cohort', 'age', 'retainedInAge', 'retainedInAgeOrLater', 'retainedEveryAge', 'complete', 'running', 'future', 'weightedMean', 'ordersPerCustomer', 'grossRevenue', 'margin', 'refundedAmount', 'revenuePerCustomer', 'marginPerCustomer'],
  },
  { group: 'segments', terms: ['rfm', 'rfmScore', 'segment', 'segmentMovement', 'expectedGap', 'dueToReorder', 'atRiskAndValuable'] },
  { group: 'lifetimeValue', terms: ['clv', 'pAlive', 'valuableAtRisk', 'bgNbd', 'mbgNbd', 'paretoNbd', 'sbg', 'gammaGamma', 'holdout', 'formulaLtv', 'customerLifespan', 'historicValue', 'marginCurve', 'retentionUplift'] },
  { group: 'model', terms: ['orderLine', 'order', 'netAmount'] },
  { group: 'leftOut', terms: [...LEFT_OUT_REASONS, 'credits'] },
  { group: 'scope', terms: ['asOf', 'filters', 'refunds', 'fingerprint'] },
  { group: 'uncertainty', terms: ['wilson', 'newcombe', 'bootstrap', 'kaplanMeier'] },
] as const satisfies readonly { group: keyof (typeof MESSAGES)['en']['definitions']['group']; terms: readonly DefinitionKey[] }[];

export interface Definition {
  name: string;
  text: string;
  formula: string | null;
}

/** Wording of a term in the language that the window shows; the component must follow the language (useTranslation). */
export function definitionOf(key: DefinitionKey): Definition {
  const term: { name: string; text: string; formula?: string } = MESSAGES[currentLanguage()].definitions.term[key];
  return { name: term.name, text: term.text, formula: term.formula ?? null };
}
