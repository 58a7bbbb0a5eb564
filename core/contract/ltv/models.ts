/** Models with a likelihood. METRICS §5: BG/NBD, MBG/NBD, Pareto/NBD for purchases at any time, sBG for renewals period by period. */
export const PURCHASE_MODELS = ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const;
export type PurchaseModel = (typeof PURCHASE_MODELS)[number];
export const FITTED_MODELS = [...PURCHASE_MODELS, 'sbg'] as const;
export type FittedModel = (typeof FITTED_MODELS)[number];

export const SPEND_MODELS = ['gamma-gamma'] as const;
export type SpendModel = (typeof SPEND_MODELS)[number];

/** Parameters by the papers’ letters, in the order in which they are reported. */
export const MODEL_PARAMETERS = {
  'bg-nbd': ['r', 'alpha', 'a', 'b'],
  'mbg-nbd': ['r', 'alpha', 'a', 'b'],
  'pareto-nbd': ['r', 'alpha', 's', 'beta'],
  sbg: ['alpha', 'beta'],
  'gamma-gamma': ['p', 'q', 'gamma'],
} as const satisfies Record<FittedModel | SpendModel, readonly string[]>;
