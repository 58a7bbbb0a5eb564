import { z } from 'zod';
import { DEFAULT_LTV, type CurveQuery, type FormulaQuery, type LtvGroupKey, type LtvQuery, type LtvSettings, ltvGroupKeySchema, PURCHASE_MODELS, type PurchaseModel, type WhatIfQuery } from '../../../core/contract/ltv.ts';
import { isoDateSchema, type IsoDate, type Scope } from '../../../core/contract/scope.ts';

export const LTV_VIEWS = ['models', 'holdout', 'groups', 'customers', 'worksheet', 'renewals', 'curve'] as const;
export const HORIZONS = ['91', '182', '365', '730', '1095'] as const;
export type Horizon = (typeof HORIZONS)[number];
export const CURVE_MONTHS = ['12', '24', '36', '60'] as const;

const ownAmount = z.number().nonnegative().nullable().catch(null);

/** How the controls of the page stand; `null` is what the data say. Money in minor units. */
export const ltvControlsSchema = z.object({
  view: z.enum(LTV_VIEWS).catch('models'),
  model: z.enum(PURCHASE_MODELS).catch('bg-nbd'),
  horizon: z.enum(HORIZONS).catch('365'),
  discountRate: z.number().min(0).max(10).catch(DEFAULT_LTV.discountRate),
  margin: z.number().min(0).max(1).nullable().catch(null),
  observationEnd: isoDateSchema.nullable().catch(null),
  by: ltvGroupKeySchema.catch('quarter'),
  lifetime: z.enum(['churn', 'observed']).catch('churn'),
  averageOrderMinor: ownAmount,
  ordersPerMonth: ownAmount,
  marginShare: z.number().min(0).max(1).nullable().catch(null),
  lifetimeMonths: z.number().positive().max(1200).nullable().catch(null),
  months: z.enum(CURVE_MONTHS).catch('36'),
  acquisitionCostMinor: ownAmount,
  uplift: z.number().min(-0.5).max(1).catch(0.05),
  costMinor: z.number().nonnegative().catch(0),
});
export type LtvControls = z.infer<typeof ltvControlsSchema>;
export type ChangeControls = (changes: Partial<LtvControls>) => void;

const MS_PER_DAY = 86_400_000;
const LONGEST_HOLDOUT_DAYS = 182;

/** The end of the observation unless the user says otherwise: half a year before the as-of day, or a quarter of shorter data. */
export function defaultObservationEnd(firstDay: IsoDate, asOf: IsoDate): IsoDate {
  const span = Math.round((Date.parse(asOf) - Date.parse(firstDay)) / MS_PER_DAY);
  const held = Math.max(1, Math.min(LONGEST_HOLDOUT_DAYS, Math.floor(span / 4)));
  return new Date(Date.parse(asOf) - held * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The end of the observation in force: the user’s where it leaves days before it and days to hold back. */
export function observationEndOf({ observationEnd }: LtvControls, firstDay: IsoDate, asOf: IsoDate): IsoDate {
  return observationEnd !== null && observationEnd > firstDay && observationEnd < asOf ? observationEnd : defaultObservationEnd(firstDay, asOf);
}

/** A query about one of the purchase models. */
type ForecastQuery = LtvQuery & { model: PurchaseModel };

/** From all that is known on the as-of day into the future. */
export function forecastQuery(controls: LtvControls, scope: Scope, model: PurchaseModel = controls.model): ForecastQuery {
  return { ...settingsOf(controls), scope, model, holdoutEnd: DEFAULT_LTV.holdoutEnd };
}

/** The same beside lists of customers and in a profile. */
export function settingsOf({ model, horizon, discountRate, margin }: LtvControls): LtvSettings & { model: PurchaseModel } {
  const { acquired, spend, observationEnd } = DEFAULT_LTV;
  return { acquired, spend, observationEnd, model, horizonDays: Number(horizon), discountRate, margin: margin ?? 'measured' };
}

/** From the end of the observation up to the as-of day, which is known. */
export function holdoutQuery(controls: LtvControls, scope: Scope, days: { observationEnd: IsoDate; asOf: IsoDate }, model: PurchaseModel = controls.model): LtvQuery {
  return { ...forecastQuery(controls, scope, model), observationEnd: days.observationEnd, holdoutEnd: days.asOf };
}

/** Renewals up to the as-of day, or with days held back; their money is the mean amount of a renewal. */
export function renewalsQuery(controls: LtvControls, scope: Scope, days: { observationEnd: IsoDate; asOf: IsoDate } | null = null): LtvQuery {
  const query = days === null ? forecastQuery(controls, scope) : holdoutQuery(controls, scope, days);
  return { ...query, model: 'sbg', spend: null };
}

export function formulaQuery(controls: LtvControls, scope: Scope): FormulaQuery {
  const { lifetime, averageOrderMinor, ordersPerMonth, marginShare, lifetimeMonths } = controls;
  return { scope, lifetime: lifetimeMonths === null ? lifetime : 'given', averageOrderMinor, ordersPerMonth, marginShare, lifetimeMonths };
}

export function curveQuery(controls: LtvControls, scope: Scope): CurveQuery {
  const { margin, months, acquisitionCostMinor, discountRate } = controls;
  return { scope, margin: margin ?? 'measured', months: Number(months), acquisitionCostMinor, discountRate };
}

export function whatIfQuery(controls: LtvControls, scope: Scope): WhatIfQuery {
  return { curve: curveQuery(controls, scope), retentionUplift: controls.uplift, costMinor: controls.costMinor };
}

export const GROUP_KEYS = ['segment', 'month', 'quarter', 'year', 'product', 'discounted'] as const satisfies readonly LtvGroupKey[];
