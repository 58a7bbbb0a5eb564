import type { CurveQuery, LtvCurve, LtvCustomersQuery, LtvFit, LtvGroups } from '../contract/ltv.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { type ExpectedColumns, expectedColumns } from '../metrics/ltv/customer-columns.ts';
import { type CustomerPage, pageOfCustomers, valuableAtRisk } from '../metrics/ltv/customer-page.ts';
import { type CustomerValues, valueOfCustomer } from '../metrics/ltv/customer-value.ts';
import { type CurvePartial, finishCurve, foldCurve, mergeCurves } from '../metrics/ltv/curve.ts';
import { fitLtv } from '../metrics/ltv/fit-ltv.ts';
import { type HistoryTotals, totalHistories } from '../metrics/ltv/formula.ts';
import { groupLtv, type GroupRequest } from '../metrics/ltv/groups.ts';
import { type HoldoutData, validate } from '../metrics/ltv/holdout.ts';
import { type FittedLtv, type LtvInput, stopper } from '../metrics/ltv/ltv-input.ts';
import { addDays, foldPurchaseDays, type PurchaseDays, type PurchaseDaysPlan, transactionsOf } from '../metrics/ltv/purchase-days.ts';
import { gatherPurchases, type PurchaseData } from '../metrics/ltv/purchase-data.ts';
import { purchaseParts, type PurchaseWork } from '../metrics/ltv/purchase-parts.ts';
import { validateRenewals } from '../metrics/ltv/renewal-holdout.ts';
import { totalsOfPlaces } from '../metrics/ltv/totals.ts';
import { type CustomerHistory, foldHistories, type HistoryPlan, mergeHistories } from '../metrics/ltv/summary.ts';
import { argsort } from './argsort.ts';
import { helpTeam, leadTeam, type TeamMemory } from './fit-team.ts';
import { type SharedTexts, textAt } from './shared-texts.ts';
import type { Job, Pieces } from './worker-api.ts';

/** What the compute threads do for lifetime value. */
export interface LtvComputeApi {
  foldHistories: (request: { job: Job; view: FrameView; plan: HistoryPlan }) => Pieces<CustomerHistory>;
  mergeHistories: (request: CustomerHistory[]) => CustomerHistory;
  foldPurchaseDays: (request: { job: Job; view: FrameView; plan: PurchaseDaysPlan }) => Pieces<PurchaseDays>;
  gatherPurchases: (request: { history: CustomerHistory; minorPerMajor: number }) => PurchaseData;
  /** `team`: several threads sum the likelihoods, this one leads. */
  fitLtv: (request: { input: Omit<LtvInput, 'cancelled' | 'team'>; holdout: HoldoutRequest | null; slot: number; team: FitTeam | null }) => FitAnswer;
  /** Sums parts of likelihoods for the thread that fits, until the team is closed. */
  helpFit: (request: FitTeam) => null;
  /** `ranks` are those of the customers’ names, where these are sorted by. */
  pageOfCustomers: (request: { state: FittedLtv['state']; query: LtvCustomersQuery; ranks: Uint32Array | null }) => CustomerPage;
  expectedColumns: (request: { state: FittedLtv['state']; customers: number }) => ExpectedColumns;
  /** Sums over those customers of the history whose cell is wanted; `cell` is by customer code. */
  totalsOfCells: (request: { state: FittedLtv['state']; cell: Uint8Array; wanted: Uint8Array }) => ReturnType<typeof totalsOfPlaces>;
  valueOfCustomer: (request: { state: FittedLtv['state']; place: number }) => CustomerValues;
  /** Codes of the customers on the list, ascending. */
  valuableAtRisk: (request: FittedLtv['state']) => Uint32Array;
  /** `channels`: an attribute of orders that may hold the names of channels. */
  groupLtv: (request: Omit<GroupRequest, 'textOf' | 'channelKey'> & { state: FittedLtv['state']; texts: SharedTexts | null; channels: { field: string; texts: SharedTexts } | null }) => Omit<LtvGroups, 'provenance'>;
  totalHistories: (request: { parts: CustomerHistory[]; hasCost: boolean }) => HistoryTotals;
  foldCurve: (request: { job: Job; view: FrameView; months: number }) => Pieces<CurvePartial>;
  finishCurve: (request: { query: CurveQuery; parts: CurvePartial[]; measured: number | null; spentMinor: number | null; provenance: Provenance }) => { curve: LtvCurve; newCustomers: number };
}

export interface FitTeam {
  memory: TeamMemory;
  work: PurchaseWork;
}

export interface HoldoutRequest extends Pick<HoldoutData, 'observationEnd' | 'holdoutEnd' | 'firstDay'> {
  calibration: PurchaseDays[];
  holdout: PurchaseDays[];
}

export interface FitAnswer {
  result: Omit<LtvFit, 'provenance'>;
  state: FittedLtv['state'];
}

type Work = <T>(job: Job, piece: (from: number, to: number) => T) => Pieces<T>;

/** `cancelledIn` reads the cancel flag of a slot. */
export function ltvMethods(work: Work, cancelledIn: (slot: number) => () => boolean): { [M in keyof LtvComputeApi]: (request: Parameters<LtvComputeApi[M]>[0]) => Promise<ReturnType<LtvComputeApi[M]>> } {
  return {
    foldHistories: async ({ job, view, plan }) => work(job, (from, to) => foldHistories(view, plan, from, to)),
    mergeHistories: async (parts) => mergeHistories(parts),
    foldPurchaseDays: async ({ job, view, plan }) => work(job, (from, to) => foldPurchaseDays(view, plan, from, to)),
    pageOfCustomers: async ({ state, query, ranks }) => pageOfCustomers(state, query, ranks, argsort),
    expectedColumns: async ({ state, customers }) => expectedColumns(state, customers),
    totalsOfCells: async ({ state, cell, wanted }) => {
      const { customer } = state.history;
      const places = Uint32Array.from(customer.keys()).filter((place) => wanted[cell[customer[place]!]!] === 1);
      return totalsOfPlaces(state, places);
    },
    valueOfCustomer: async ({ state, place }) => valueOfCustomer(state, place),
    valuableAtRisk: async (state) => valuableAtRisk(state).map((place) => state.history.customer[place]!),
    groupLtv: async ({ state, texts, channels, ...request }) =>
      groupLtv(state, {
        ...request,
        textOf: (code) => (texts === null ? '' : textAt(texts, code)),
        channelKey: channels === null ? null : { field: channels.field, textOf: (code) => textAt(channels.texts, code) },
      }),
    totalHistories: async ({ parts, hasCost }) => totalHistories(mergeHistories(parts), hasCost),
    foldCurve: async ({ job, view, months }) => work(job, (from, to) => foldCurve(view, months, from, to)),
    finishCurve: async ({ query, parts, measured, spentMinor, provenance }) => {
      const partial = mergeCurves(parts);
      return { curve: finishCurve(query, partial, measured, spentMinor, provenance), newCustomers: partial.newCustomers };
    },
    gatherPurchases: async ({ history, minorPerMajor }) => gatherPurchases(history, minorPerMajor),
    helpFit: async (team) => {
      await helpTeam(team.memory, purchaseParts(team.work));
      return null;
    },
    fitLtv: async ({ input, holdout, slot, team }) => {
      const cancelled = cancelledIn(slot);
      const { result, state } = fitLtv(team === null ? { ...input, cancelled } : { ...input, cancelled, team: { work: team.work, sum: leadTeam(team.memory, purchaseParts(team.work), cancelled), watch: watchOf(team) } });
      if (holdout === null) return { state, result: { ...result, holdout: null } };
      const stop = stopper(cancelled);
      stop();
      const data = holdoutData(input.history, holdout);
      return { state, result: { ...result, holdout: validate(state, data, stop), renewalHoldout: validateRenewals(state, data) } };
    },
  };
}

function watchOf({ memory: { progress } }: FitTeam): (logLikelihood: number) => void {
  return (logLikelihood) => {
    progress[0]!++;
    progress[1] = logLikelihood;
  };
}

function holdoutData(history: CustomerHistory, { calibration, holdout, ...days }: HoldoutRequest): HoldoutData {
  return { ...days, transactions: transactionsOf(history, holdout), calibrationByDay: addDays(calibration), holdoutByDay: addDays(holdout) };
}
