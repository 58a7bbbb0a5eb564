import type { RfmMovement, RfmMovementQuery, RfmQuery, RfmResult } from '../../../core/contract/rfm.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import { DEFAULT_RFM, type RfmSettings } from '../../../core/contract/segments.ts';
import { provenanceOf } from '../../../core/frame/accounting.ts';
import type { FrameView } from '../../../core/frame/order-frame.ts';
import { customerRanges, type CustomerRange } from '../../../core/frame/ranges.ts';
import {
  binsOfMonetary,
  finishMovement,
  finishRfm,
  foldMonetary,
  foldMovement,
  foldRfmValues,
  foldScores,
  mergeRfmTallies,
  mergeScores,
  planMonetary,
  planMovement,
  planRfm,
  prepareRfm,
  quintilesOf,
  type RfmFindings,
} from '../../../core/metrics/rfm.ts';
import type { RfmCutPoints } from '../../../core/contract/rfm.ts';

const CURRENCY = { code: 'EUR', minorUnitDigits: 2 };

/** The steps of the engine over the given ranges of customers. */
export function scoreView(view: FrameView, settings: Pick<RfmSettings, 'lookBackDays' | 'scoring'> = DEFAULT_RFM, given: RfmCutPoints | null = null, ranges: CustomerRange[] = customerRanges(view.frame, 2)): RfmFindings {
  const columns = prepareRfm(view.frame.customers);
  const window = planRfm(view, columns, settings.lookBackDays);
  const tally = mergeRfmTallies(ranges.map(({ from, to }) => foldRfmValues(view, window, from, to)));
  const monetary = planMonetary(columns, tally);
  const amounts = Float64Array.from(ranges.flatMap(({ from, to }) => [...foldMonetary(monetary, from, to)]));
  const quintiles = quintilesOf(tally, monetary, amounts);
  const { scoring } = settings;
  const thresholds =
    scoring.kind === 'quantile'
      ? null
      : { recencyDays: Float64Array.from(scoring.recencyDays), frequency: Float64Array.from(scoring.frequency), monetaryMinor: Float64Array.from(scoring.monetaryMinor) };
  const cutPoints = given ?? thresholds ?? quintiles;
  const monetaryBins = binsOfMonetary(tally);
  const plan = { columns, cutPoints, spanDays: window.spanDays, monetaryBins };
  return { window, tally, quintiles, cutPoints, monetaryBins, sums: mergeScores(ranges.map(({ from, to }) => foldScores(plan, from, to))) };
}

export const rfmQuery = (settings: Partial<RfmSettings> = {}): RfmQuery => ({ scope: DEFAULT_SCOPE, settings: { ...DEFAULT_RFM, ...settings } });

export function runRfm(view: FrameView, settings: Partial<RfmSettings> = {}, ranges: CustomerRange[] = customerRanges(view.frame, 2)): RfmResult {
  const query = rfmQuery(settings);
  return finishRfm(query, scoreView(view, query.settings, null, ranges), provenanceOf(view, [], CURRENCY));
}

export function runMovement(before: FrameView, after: FrameView, settings: Partial<RfmSettings> = {}, cutPoints: RfmMovementQuery['cutPoints'] = 'own'): RfmMovement {
  const query = rfmQuery(settings);
  const from = scoreView(before, query.settings);
  const to = scoreView(after, query.settings, cutPoints === 'first' ? from.cutPoints : null);
  const plan = planMovement(query.settings.segments, from.window.columns.cell, to.window.columns.cell);
  const partials = customerRanges(after.frame, 2).map((range) => foldMovement(plan, range.from, range.to));
  const sides = { from: { asOfDay: before.asOfDay, findings: from }, to: { asOfDay: after.asOfDay, findings: to } };
  return finishMovement({ query, compareAsOf: '2000-01-01', cutPoints }, sides, partials, provenanceOf(after, [], CURRENCY));
}
