import type { LtvQuery, PurchaseModel } from '../../contract/ltv.ts';
import { allocateForecast, type Forecast, forecastPart, type Horizon, placesByRepeats } from './forecast.ts';
import { PART_TASKS, partCount, partRange, sumPart, type SumParts } from './parts.ts';
import { likelihoodsOf, type PurchaseData } from './purchase-data.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';

/** What a thread needs to take parts of a fit and its forecast. */
export interface PurchaseWork {
  model: PurchaseModel;
  data: PurchaseData;
  horizon: Horizon;
  /** Where forecasts are written, in shared memory. */
  forecast: Forecast;
}

export function purchaseWork(model: PurchaseModel, data: PurchaseData, { horizonDays, discountRate }: Pick<LtvQuery, 'horizonDays' | 'discountRate'>): PurchaseWork {
  return { model, data, horizon: { weeks: horizonDays / 7, discountRate, residual: true }, forecast: allocateForecast(data.patterns.count) };
}

/** Does one part of a task: sums of a likelihood to `sums`, or forecasts to where these belong. */
export function purchaseParts({ model, data, horizon, forecast }: PurchaseWork): (task: number, part: number, parameters: Float64Array, sums: Float64Array) => void {
  const likelihoodOf = likelihoodsOf(data, model);
  let places: Uint32Array | null = null;
  return (task, part, parameters, sums) => {
    if (task !== PART_TASKS.forecast) return sumPart(likelihoodOf(task), part, parameters, sums);
    places ??= placesByRepeats(data.patterns);
    const [from, to] = partRange(places.length, part);
    forecastPart(PURCHASE_PROCESSES[model], parameters, data.patterns, horizon, places.subarray(from, to), forecast);
  };
}

/** The forecast of all patterns, made by whoever takes its parts: `sum`, or this thread alone. */
export function forecastAll(work: PurchaseWork, parameters: Float64Array, sum: SumParts | null, cancelled: () => void): Forecast {
  const parts = partCount(work.data.patterns.count);
  if (sum !== null && parts > 1) sum(PART_TASKS.forecast, parts, parameters);
  else {
    const run = purchaseParts(work);
    const none = new Float64Array(0);
    for (let part = 0; part < parts; part++) {
      cancelled();
      run(PART_TASKS.forecast, part, parameters, none);
    }
  }
  return work.forecast;
}
