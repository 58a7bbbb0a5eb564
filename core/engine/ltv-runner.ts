import { EngineFailure } from '../contract/errors.ts';
import type { CurveQuery, LtvCurve, LtvCustomer, LtvCustomerQuery, LtvFit, LtvGroupKey, LtvGroups, LtvGroupsQuery, LtvQuery, LtvSettings } from '../contract/ltv.ts';
import type { Currency } from '../contract/provenance.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import { provenanceOf } from '../frame/accounting.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { dayOfIso, isoOfDay } from '../maths/calendar.ts';
import type { SegmentKey } from '../metrics/cohort-keys.ts';
import { segmentOfCells } from '../metrics/rfm.ts';
import { acquiredPeriod } from '../metrics/second-order.ts';
import type { ExpectedColumns } from '../metrics/ltv/customer-columns.ts';
import { placeOfCustomer } from '../metrics/ltv/customer-value.ts';
import { type HistoryTotals, marginShareOf } from '../metrics/ltv/formula.ts';
import { membersOf, type PurchaseDays } from '../metrics/ltv/purchase-days.ts';
import { purchaseWork } from '../metrics/ltv/purchase-parts.ts';
import type { CustomerHistory, HistoryPlan } from '../metrics/ltv/summary.ts';
import { spendInScope, spentIn } from '../metrics/spend.ts';
import type { LtvInput } from '../metrics/ltv/ltv-input.ts';
import type { CancelFlags } from './cancel-flags.ts';
import type { ComputePool } from './compute-pool.ts';
import { closeTeam, createTeam } from './fit-team.ts';
import type { KeptWorker } from './kept-worker.ts';
import type { FitAnswer, FitTeam, HoldoutRequest } from './ltv-worker.ts';
import { canonicalText } from './result-cache.ts';
import type { ScoredViews } from './scored-views.ts';
import { createSharedTask, type SharedTask } from './shared-task.ts';
import type { SharedTexts } from './shared-texts.ts';
import { type ViewStore, withoutSegment } from './view-store.ts';
import type { ComputeApi, LoadedProject } from './worker-api.ts';

/** Fits that stay at hand have a row for each customer: so many rows in all, but a few fits in any case. Models side by side are seven. */
const KEPT_ROWS = 2_000_000;
const KEPT_FITS = { least: 4, most: 16 };
const PROGRESS_INTERVAL_MS = 100;

export interface Fit extends FitAnswer {
  provenance: LtvFit['provenance'];
}

export interface LtvRunner {
  /** The fit of a query, or the same from before. Throws CANCELLED, NO_ORDERS, BAD_REQUEST. */
  fit(project: LoadedProject, query: LtvQuery, context: CallContext): Promise<Fit>;
  /** The fit whose figures stand beside customers of a scope; a segment filter chooses among them, and not whom the model is fitted on. */
  beside(project: LoadedProject, scope: Scope, settings: LtvSettings, context: CallContext): Promise<Fit>;
  /** Expectations of such a fit by customer code. */
  columns(project: LoadedProject, scope: Scope, settings: LtvSettings, context: CallContext): Promise<ExpectedColumns>;
  groups(project: LoadedProject, query: LtvGroupsQuery, context: CallContext): Promise<LtvGroups>;
  /** Of the fit that stands beside lists. */
  customer(project: LoadedProject, query: LtvCustomerQuery, context: CallContext): Promise<LtvCustomer>;
  /** Codes of the customers on that list by such a fit, ascending. */
  valuableAtRisk(project: LoadedProject, scope: Scope, settings: LtvSettings, context: CallContext): Promise<Uint32Array>;
  /** Sums over the histories up to the scope’s as-of day. */
  totals(project: LoadedProject, scope: Scope, context: CallContext): Promise<HistoryTotals>;
  /** The curve, and how many customers were won in the year up to the as-of day. */
  curve(project: LoadedProject, query: CurveQuery, context: CallContext): Promise<{ curve: LtvCurve; newCustomers: number }>;
  /** Drops what is at hand. */
  forget(): void;
}

export function createLtvRunner(pool: ComputePool, views: ViewStore, scored: ScoredViews, flags: CancelFlags): LtvRunner {
  const fits = new Map<string, SharedTask<Fit>>();
  const columnsOf = new WeakMap<Fit, ExpectedColumns>();

  const histories = (view: FrameView, plan: HistoryPlan, context: CallContext): Promise<CustomerHistory[]> =>
    pool.spread(view.frame, context, (thread, job) => thread.call('foldHistories', { job, view, plan }));

  const purchaseDays = (view: FrameView, plan: { member: Uint8Array; from: number; to: number; repeatsOnly: boolean }, context: CallContext): Promise<PurchaseDays[]> =>
    pool.spread(view.frame, context, (thread, job) => thread.call('foldPurchaseDays', { job, view, plan }));

  const fitTogether = async (input: Omit<LtvInput, 'cancelled' | 'team'>, holdout: HoldoutRequest | null, slot: number, context: CallContext): Promise<FitAnswer> => {
    const { model } = input.query;
    if (model === 'sbg') return pool.call('fitLtv', { input, holdout, slot, team: null });
    const data = await pool.call('gatherPurchases', { history: input.history, minorPerMajor: 10 ** input.minorUnitDigits });
    const memory = createTeam();
    const team: FitTeam = { memory, work: purchaseWork(model, data, input.query) };
    const timer = setInterval(() => {
      const [evaluations, logLikelihood] = memory.progress;
      context.progress({ stage: 'computing', unit: 'customers', done: 0, total: null, fit: { evaluations: evaluations!, logLikelihood: logLikelihood! } });
    }, PROGRESS_INTERVAL_MS);
    let fault: unknown = null;
    try {
      // A helper that fails leaves a part without its sum: the fit must not wait for it.
      const help = (thread: KeptWorker<ComputeApi>): Promise<unknown> =>
        thread.call('helpFit', team).catch((thrown: unknown) => {
          fault = thrown;
          flags.raise(slot);
        });
      return await pool.together((thread) => thread.call('fitLtv', { input, holdout, slot, team }), help, () => closeTeam(memory));
    } catch (thrown) {
      // The fit only heard that it was to stop.
      throw fault !== null && !context.signal.aborted ? fault : thrown;
    } finally {
      clearInterval(timer);
    }
  };

  const compute = async (project: LoadedProject, query: LtvQuery, context: CallContext): Promise<Fit> => {
    const { frame } = project;
    const currency = currencyOf(project);
    const asOf = query.scope.asOf === null ? frame.lastDay : dayOfIso(query.scope.asOf);
    const observationEnd = query.observationEnd === null ? asOf : dayOfIso(query.observationEnd);
    const holdoutEnd = query.holdoutEnd === null ? null : dayOfIso(query.holdoutEnd);
    if (holdoutEnd !== null && holdoutEnd <= observationEnd) {
      throw new EngineFailure({ code: 'BAD_REQUEST', method: 'ltv.fit', detail: 'the holdout must end after the observation' });
    }
    const dayScope = (day: number): Scope => ({ ...query.scope, asOf: isoOfDay(day) });
    return views.use(project, dayScope(observationEnd), context, async (view) => {
      const history = await pool.call('mergeHistories', await histories(view, { acquired: acquiredPeriod(query.acquired), withOnlyZeroValue: query.model !== 'sbg' }, context));
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
      const answer = await flags.guard(context.signal, (slot) => fitTogether(input, holdout, slot, context));
      return { ...answer, provenance: provenanceOf(view, query.scope.filters, currency) };
    });
  };

  const totals: LtvRunner['totals'] = (project, scope, context) =>
    views.use(project, scope, context, async (view) => {
      const parts = await histories(view, { acquired: acquiredPeriod(null), withOnlyZeroValue: false }, context);
      return pool.call('totalHistories', { parts, hasCost: project.frame.cost !== null });
    });

  const fit: LtvRunner['fit'] = (project, query, context) => {
    const key = `${project.frame.fingerprint} ${canonicalText([project.info.currency, query])}`;
    let task = fits.get(key);
    if (task === undefined || task.lost()) task = createSharedTask((shared) => compute(project, query, shared));
    fits.delete(key);
    fits.set(key, task);
    const most = Math.min(KEPT_FITS.most, Math.max(KEPT_FITS.least, Math.floor(KEPT_ROWS / Math.max(1, project.frame.customers))));
    for (const oldest of fits.keys()) {
      if (fits.size <= most) break;
      fits.delete(oldest);
    }
    return task.join(context);
  };

  const beside: LtvRunner['beside'] = (project, scope, settings, context) => fit(project, { ...settings, scope: withoutSegment(scope), holdoutEnd: null }, context);

  return {
    fit,
    totals,
    beside,
    columns: async (project, scope, settings, context) => {
      const found = await beside(project, scope, settings, context);
      const known = columnsOf.get(found);
      if (known !== undefined) return known;
      const columns = await pool.call('expectedColumns', { state: found.state, customers: project.frame.customers });
      columnsOf.set(found, columns);
      return columns;
    },
    groups: async (project, { ltv, by, rfm: settings }, context) => {
      const texts = textsOf(project, by);
      const { state, provenance } = await fit(project, ltv, context);
      const scope: Scope = { ...ltv.scope, asOf: provenance.asOf };
      const groupsIn = async (view: FrameView, segments: SegmentKey | null): Promise<LtvGroups> => {
        const groups = await pool.call('groupLtv', { state, view, by, texts, segments, spend: project.spend, channels: channelTexts(project) });
        return { ...groups, provenance };
      };
      if (by !== 'segment' || settings === undefined) return views.use(project, scope, context, (view) => groupsIn(view, null));
      const { segments } = settings;
      const names = { segmentOf: segmentOfCells(segments), ids: segments.map(({ id }) => id), names: [] };
      return scored.use(project, { scope, settings }, context, (view, { window }) => groupsIn(view, { cell: window.columns.cell, ...names }));
    },
    customer: async (project, query, context) => {
      const code = project.representative?.[query.code] ?? query.code;
      const { state, result, provenance } = await beside(project, query.scope, query.ltv, context);
      const place = placeOfCustomer(state, code);
      const common = { provenance, query, observationEnd: result.observationEnd, spendFault: result.spend?.fault ?? null };
      if (place < 0) return { ...common, absent: 'not-in-model', warnings: [], history: null, pAlive: null, expectedTransactions: null, expectedSpendMinor: null, clvMinor: null };
      const warnings = result.warnings.filter((warning) => warning !== 'one-time-buyers-alive' || state.history.repeats[place] === 0);
      return { ...common, absent: result.purchase.fault, warnings, ...(await pool.call('valueOfCustomer', { state, place })) };
    },
    valuableAtRisk: async (project, scope, settings, context) => pool.call('valuableAtRisk', (await beside(project, scope, settings, context)).state),
    curve: async (project, query, context) => {
      const measured = query.margin === 'measured' ? marginShareOf(await totals(project, query.scope, context)) : null;
      return views.use(project, query.scope, context, async (view) => {
        const parts = await pool.spread(view.frame, context, (thread, job) => thread.call('foldCurve', { job, view, months: query.months }));
        const spent = spendInScope(project.spend, query.scope, [], view.asOfDay);
        const spentMinor = spent.kind === 'known' ? spentIn(spent.acquisition, view.frame.firstDay, view.asOfDay + 1) : null;
        return pool.call('finishCurve', { query, parts, measured, spentMinor, provenance: provenanceOf(view, query.scope.filters, currencyOf(project)) });
      });
    },
    forget: () => fits.clear(),
  };
}

function currencyOf({ info }: LoadedProject): Currency {
  if (info.currency === null) throw new EngineFailure({ code: 'NO_ORDERS' });
  return info.currency;
}

function textsOf({ texts, products, frame }: LoadedProject, by: LtvGroupKey): SharedTexts | null {
  if (by === 'product') return products;
  const prefix = 'attribute:';
  if (!by.startsWith(prefix)) return null;
  const field = by.slice(prefix.length);
  const found = Object.hasOwn(texts, field) ? texts[field] : undefined;
  if (found === undefined) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known: Object.keys(frame.attributes) });
  return found;
}

/** Attributes of orders under which the names of channels are looked for, the likelier first. */
const CHANNEL_FIELDS = ['channel', 'source'] as const;

function channelTexts({ texts }: LoadedProject): { field: string; texts: SharedTexts } | null {
  const field = CHANNEL_FIELDS.find((name) => Object.hasOwn(texts, name));
  const found = field === undefined ? undefined : texts[field];
  return field === undefined || found === undefined ? null : { field, texts: found };
}
