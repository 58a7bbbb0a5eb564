import type { Selection } from '../contract/customers.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { GapForecast, RfmMovementQuery, RfmQuery } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { forecastsOfSegments } from '../metrics/expected-gaps.ts';
import { cellsOfSegments, cellsWhere, segmentOfCells, statesOf, type RfmFindings } from '../metrics/rfm.ts';
import type { MetricSelection } from '../metrics/selection.ts';
import { type AnalysisRequest, type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import type { CustomerRecords } from './customer-records.ts';
import type { LtvRunner } from './ltv-runner.ts';
import type { RfmMovements } from './rfm-movements.ts';
import { foldCustomers } from './rfm-store.ts';
import type { ScoredViews } from './scored-views.ts';
import type { LoadedProject } from './worker-api.ts';
import { joinCodes } from './join-codes.ts';

/** Who is behind a number. */
export interface CustomerSelector {
  scopeOf(selection: Selection): Scope;
  /** Codes, ascending; `view` is that of the selection’s scope. Throws BAD_REQUEST for what does not exist. */
  select(project: LoadedProject, selection: Selection, view: FrameView, context: CallContext): Promise<Uint32Array>;
}

export interface SelectorParts {
  pool: ComputePool;
  scored: ScoredViews;
  ltv: Pick<LtvRunner, 'valuableAtRisk'>;
  movements: RfmMovements;
  runner: AnalysisRunner;
  recordsOf: (project: LoadedProject) => Promise<CustomerRecords | null>;
  requestOf: (selection: MetricSelection) => AnalysisRequest;
}

export function createCustomerSelector({ pool, scored, ltv, movements, runner, recordsOf, requestOf }: SelectorParts): CustomerSelector {
  const inCells = (project: LoadedProject, query: RfmQuery, wanted: Uint8Array, context: CallContext): Promise<Uint32Array> =>
    scored.use(project, query, context, async (view, { window }) => joinCodes(await foldCustomers(pool, view, 'selectCells', { cell: window.columns.cell, wanted }, context)));

  const onList = (project: LoadedProject, list: 'due-to-reorder' | 'at-risk-and-valuable', query: RfmQuery, context: CallContext): Promise<Uint32Array> =>
    scored.use(project, query, context, async (view, findings) => {
      const plan = {
        list,
        cell: findings.window.columns.cell,
        segmentOf: segmentOfCells(query.settings.segments),
        forecasts: await gapsOfSegments(pool, runner, project, query, view, findings, context),
        monetaryMinor: findings.window.columns.monetaryMinor,
        valuableMinor: findings.quintiles.monetaryMinor[3]!,
      };
      return joinCodes(await foldCustomers(pool, view, 'reorderList', plan, context));
    });

  const moved = (project: LoadedProject, { query, from, to }: { query: RfmMovementQuery; from: string | null; to: string | null }, context: CallContext): Promise<Uint32Array> => {
    const states = statesOf(query.query.settings.segments);
    const stateOf = (state: string | null): number | null => (state === null ? null : positionOf(states, state));
    const wanted = { from: stateOf(from), to: stateOf(to) };
    return movements.use(project, query, context, async (view, plan) => joinCodes(await foldCustomers(pool, view, 'selectMovement', { ...plan, ...wanted }, context)));
  };

  const compute = async (project: LoadedProject, selection: Selection, view: FrameView, context: CallContext): Promise<Uint32Array> => {
    switch (selection.kind) {
      case 'segment':
        positionOf(selection.query.settings.segments.map(({ id }) => id), selection.segment);
        return inCells(project, selection.query, cellsOfSegments(selection.query.settings.segments, [selection.segment]), context);
      case 'rfm-cell': {
        const { recency, frequency, monetary, frequencyMonetary } = selection;
        const fits = (wanted: number | null, score: number): boolean => wanted === null || wanted === score;
        const wanted = cellsWhere((cell) => fits(recency, cell.recency) && fits(frequency, cell.frequency) && fits(monetary, cell.monetary) && fits(frequencyMonetary, cell.frequencyMonetary));
        return inCells(project, selection.query, wanted, context);
      }
      case 'rfm-movement':
        return moved(project, selection, context);
      case 'due-to-reorder':
      case 'at-risk-and-valuable':
        return onList(project, selection.kind, selection.query, context);
      case 'valuable-at-risk': {
        const codes = await ltv.valuableAtRisk(project, selection.scope, selection.ltv, context);
        return codes.filter((code) => view.firstOrder[code] !== NO_CODE);
      }
      case 'birthdays': {
        const records = await recordsOf(project);
        const everybody = (await runner.inView(project, requestOf({ kind: 'all', scope: selection.scope }), view, provenanceIn(project, view, selection.scope), context)) as Uint32Array;
        return everybody.filter((code) => Math.floor((records?.birthday[code] ?? 0) / 100) === selection.month);
      }
      default:
        return (await runner.inView(project, requestOf(selection), view, provenanceIn(project, view, scopeOf(selection)), context)) as Uint32Array;
    }
  };

  return {
    scopeOf,
    select: (project, selection, view, context) => runner.remembered(project, { selection }, () => compute(project, selection, view, context)),
  };
}

function scopeOf(selection: Selection): Scope {
  switch (selection.kind) {
    case 'all':
    case 'birthdays':
    case 'valuable-at-risk':
      return selection.scope;
    case 'rfm-movement':
      return laterScope(selection.query);
    default:
      return selection.query.scope;
  }
}

/** The scope whose as-of date is the later one of the two that are compared. */
function laterScope({ query, compareAsOf }: RfmMovementQuery): Scope {
  return query.scope.asOf !== null && compareAsOf > query.scope.asOf ? { ...query.scope, asOf: compareAsOf } : query.scope;
}

/** Gaps between orders by segment, in the order of the query’s segments. */
export function gapsOfSegments(
  pool: ComputePool,
  runner: AnalysisRunner,
  project: LoadedProject,
  query: RfmQuery,
  view: FrameView,
  { window }: RfmFindings,
  context: CallContext,
): Promise<(GapForecast | null)[]> {
  return runner.remembered(project, { segmentGaps: query }, async () => {
    const { segments } = query.settings;
    const spanDays = Math.max(1, view.asOfDay - view.frame.firstDay + 1);
    const plan = { cell: window.columns.cell, segmentOf: segmentOfCells(segments), segments: segments.length, spanDays };
    return forecastsOfSegments(await foldCustomers(pool, view, 'segmentGaps', plan, context), plan);
  });
}

function positionOf(known: readonly string[], wanted: string): number {
  const position = known.indexOf(wanted);
  if (position < 0) throw new EngineFailure({ code: 'BAD_REQUEST', method: 'customers.list', detail: `no segment ${wanted}` });
  return position;
}
