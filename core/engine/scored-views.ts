import type { RfmQuery } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { FrameView } from '../frame/order-frame.ts';
import type { RfmFindings } from '../metrics/rfm.ts';
import type { RfmStore } from './rfm-store.ts';
import { type ViewStore, withoutSegment } from './view-store.ts';
import type { LoadedProject } from './worker-api.ts';

/** A scope with the scores of its customers. A segment filter leaves fewer customers and scores nobody anew: the cut points are those of
 *  the scope without it. */
export interface ScoredViews {
  /** View and scores stay as they are until `work` has ended. */
  use<T>(project: LoadedProject, query: RfmQuery, context: CallContext, work: (view: FrameView, findings: RfmFindings) => Promise<T>): Promise<T>;
}

export function createScoredViews(views: ViewStore, rfm: RfmStore): ScoredViews {
  return {
    use: (project, { scope, settings }, context, work) => {
      const everybody = withoutSegment(scope);
      return views.use(project, everybody, context, (base) =>
        rfm.use(base, { scope: everybody, settings }, context, (ofAll) =>
          scope.segment === undefined
            ? work(base, ofAll)
            : views.use(project, scope, context, (view) => rfm.use(view, { scope, settings, among: ofAll }, context, (findings) => work(view, findings))),
        ),
      );
    },
  };
}
