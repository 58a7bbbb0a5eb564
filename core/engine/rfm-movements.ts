import { EngineFailure } from '../contract/errors.ts';
import type { RfmMovement, RfmMovementQuery, RfmQuery } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { isoOfDay } from '../maths/calendar.ts';
import { finishMovement, planMovement, type MovementPlan, type RfmFindings } from '../metrics/rfm.ts';
import { type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import { foldCustomers, type RfmStore } from './rfm-store.ts';
import { withoutSegment, type ViewStore } from './view-store.ts';
import type { LoadedProject } from './worker-api.ts';

interface Dated {
  asOfDay: number;
  findings: RfmFindings;
}

export interface RfmMovements {
  /** `view` is that of the later date. */
  use<T>(project: LoadedProject, query: RfmMovementQuery, context: CallContext, work: (view: FrameView, plan: MovementPlan, sides: { from: Dated; to: Dated }) => Promise<T>): Promise<T>;
  movement(project: LoadedProject, query: RfmMovementQuery, context: CallContext): Promise<RfmMovement>;
}

export function createRfmMovements(pool: ComputePool, views: ViewStore, rfm: RfmStore, runner: AnalysisRunner): RfmMovements {
  const use: RfmMovements['use'] = (project, movement, context, work) => {
    const { compareAsOf, cutPoints } = movement;
    // Who is in a segment on one date moves out of it by the other: the filter would hide what is looked for.
    const query: RfmQuery = { ...movement.query, scope: withoutSegment(movement.query.scope) };
    const asOf = query.scope.asOf ?? isoOfDay(project.frame.lastDay);
    if (asOf === compareAsOf) throw new EngineFailure({ code: 'BAD_REQUEST', method: 'rfm.movement', detail: 'the two dates are the same' });
    const [first, second] = [asOf, compareAsOf].toSorted();
    const at = (day: string): RfmQuery => ({ ...query, scope: { ...query.scope, asOf: day } });
    return views.use(project, at(first!).scope, context, (before) =>
      rfm.use(before, at(first!), context, (from) =>
        views.use(project, at(second!).scope, context, (after) =>
          rfm.use(after, { ...at(second!), ...(cutPoints === 'first' && { among: from }) }, context, (to) =>
            work(after, planMovement(query.settings.segments, from.window.columns.cell, to.window.columns.cell), {
              from: { asOfDay: before.asOfDay, findings: from },
              to: { asOfDay: after.asOfDay, findings: to },
            }),
          ),
        ),
      ),
    );
  };

  return {
    use,
    movement: (project, query, context) =>
      runner.remembered(project, { movement: query }, () =>
        use(project, query, context, async (view, plan, sides) => {
          const partials = await foldCustomers(pool, view, 'rfmMovement', plan, context);
          return finishMovement(query, sides, partials, provenanceIn(project, view, withoutSegment(query.query.scope)));
        }),
      ),
  };
}
