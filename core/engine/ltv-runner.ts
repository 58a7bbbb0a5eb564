import { EngineFailure } from '../contract/errors.ts';
import type { LtvFit, LtvQuery } from '../contract/ltv.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import { provenanceOf } from '../frame/accounting.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { dayOfIso, isoOfDay } from '../maths/calendar.ts';
import type { DayPeriod } from '../metrics/periods.ts';
import { acquiredPeriod } from '../metrics/second-order.ts';
import { membersOf, type PurchaseDays } from '../metrics/ltv/purchase-days.ts';
import type { CustomerHistory } from '../metrics/ltv/summary.ts';
import type { CancelFlags } from './cancel-flags.ts';
import type { ComputePool } from './compute-pool.ts';
import type { FitAnswer, HoldoutRequest } from './ltv-worker.ts';
import { canonicalText } from './result-cache.ts';
import { createSharedTask, type SharedTask } from './shared-task.ts';
import type { ViewStore } from './view-store.ts';
import type { LoadedProject } from './worker-api.ts';

/** Fits that stay at hand, with a row for each customer. */
const KEPT_FITS = 4;

export interface Fit extends FitAnswer {
  provenance: LtvFit['provenance'];
}

export interface LtvRunner {
  /** The fit of a query, or the same from before. Throws CANCELLED, NO_ORDERS, BAD_REQUEST. */
  fit(project: LoadedProject, query: LtvQuery, context: CallContext): Promise<Fit>;
  /** Drops what is at hand. */
  forget(): void;
}

export function createLtvRunner(pool: ComputePool, views: ViewStore, flags: CancelFlags): LtvRunner {
  const fits = new Map<string, SharedTask<Fit>>();

  const histories = (view: FrameView, acquired: DayPeriod, context: CallContext): Promise<CustomerHistory[]> =>
    pool.spread(view.frame, context, (thread, job) => thread.call('foldHistories', { job, view, acquired }));

  const purchaseDays = (view: FrameView, plan: { member: Uint8Array; from: number; to: number; repeatsOnly: boolean }, context: CallContext): Promise<PurchaseDays[]> =>
    pool.spread(view.frame, context, (thread, job) => thread.call('foldPurchaseDays', { job, view, plan }));

  const compute = async (project: LoadedProject, query: LtvQuery, context: CallContext): Promise<Fit> => {
    const { frame, info } = project;
    if (info.currency === null) throw new EngineFailure({ code: 'NO_ORDERS' });
    const { currency } = info;
    const asOf = query.scope.asOf === null ? frame.lastDay : dayOfIso(query.scope.asOf);
    const observationEnd = query.observationEnd === null ? asOf : dayOfIso(query.observationEnd);
    const holdoutEnd = query.holdoutEnd === null ? null : dayOfIso(query.holdoutEnd);
    if (holdoutEnd !== null && holdoutEnd <= observationEnd) {
      throw new EngineFailure({ code: 'BAD_REQUEST', method: 'ltv.fit', detail: 'the holdout must end after the observation' });
    }
    const dayScope = (day: number): Scope => ({ ...query.scope, asOf: isoOfDay(day) });
    return views.use(project, dayScope(observationEnd), context, async (view) => {
      const history = await pool.call('mergeHistories', await histories(view, acquiredPeriod(query.acquired), context));
      const member = membersOf(history, frame.customers);
      const firstDay = observationEnd - history.ageDays.reduce((most, age) => Math.max(most, age), 0);
      const lastDay = holdoutEnd ?? asOf;
      let firstSeenLater = 0;
      let holdout: HoldoutRequest | null = null;
      if (lastDay > observationEnd) {
        const later = await views.use(project, dayScope(lastDay), context, (laterView) =>
          purchaseDays(laterView, { member, from: observationEnd + 1, to: lastDay, repeatsOnly: false }, context),
        );
        firstSeenLater = later.reduce((sum, { newcomers }) => sum + newcomers, 0);
        if (holdoutEnd !== null) {
          const calibration = await purchaseDays(view, { member, from: firstDay, to: observationEnd, repeatsOnly: true }, context);
          holdout = { observationEnd, holdoutEnd, firstDay, calibration, holdout: later };
        }
      }
      const input = { query, history, observationEnd, hasCost: frame.cost !== null, minorUnitDigits: currency.minorUnitDigits, firstSeenLater };
      const answer = await flags.guard(context.signal, (slot) => pool.call('fitLtv', { input, holdout, slot }));
      return { ...answer, provenance: provenanceOf(view, query.scope.filters, currency) };
    });
  };

  return {
    forget: () => fits.clear(),
    fit(project, query, context) {
      const key = `${project.frame.fingerprint} ${canonicalText([project.info.currency, query])}`;
      let task = fits.get(key);
      if (task === undefined || task.lost()) task = createSharedTask((shared) => compute(project, query, shared));
      fits.delete(key);
      fits.set(key, task);
      for (const oldest of fits.keys()) {
        if (fits.size <= KEPT_FITS) break;
        fits.delete(oldest);
      }
      return task.join(context);
    },
  };
}
