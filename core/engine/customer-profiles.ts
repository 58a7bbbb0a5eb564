import type { CustomerProfile, CustomerProfileQuery, NextOrder } from '../contract/customer-profile.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { GapForecast, RfmQuery } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { dayOfMoment, isoOfDay } from '../maths/calendar.ts';
import { documentsOf, favouriteProducts, kindOfDocument, linesOf, ordersOf, refundOf, rfmHistory } from '../metrics/customer-timeline.ts';
import { summariseCustomers } from '../metrics/customers.ts';
import { forecastOfGaps, gapsOfCustomer } from '../metrics/expected-gaps.ts';
import { NO_SEGMENT, scoresOfCell, segmentOfCells, type RfmFindings } from '../metrics/rfm.ts';
import { type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import type { CustomerFacts } from './customer-records.ts';
import { gapsOfSegments } from './customer-selection.ts';
import type { KeptWorker } from './kept-worker.ts';
import type { Mask } from './mask.ts';
import type { ScoredViews } from './scored-views.ts';
import { codeOf, type SharedTexts, textAt } from './shared-texts.ts';
import type { DataApi, LoadedProject } from './worker-api.ts';

const MOST_DOCUMENTS = 500;
const MOST_FAVOURITES = 10;
const MOST_ANSWERS = 200;

export interface CustomerProfileParts {
  pool: ComputePool;
  scored: ScoredViews;
  runner: AnalysisRunner;
  data: KeptWorker<DataApi>;
  maskOf: (project: LoadedProject) => Promise<Mask>;
}

/** One customer from all sides, on the as-of day of the scope. */
export function createCustomerProfiles({ pool, scored, runner, data, maskOf }: CustomerProfileParts) {
  const profile = async (project: LoadedProject, query: CustomerProfileQuery, view: FrameView, findings: RfmFindings, context: CallContext): Promise<CustomerProfile> => {
    const code = customerOf(project, query.customer);
    const settings = query.rfm;
    const documents = documentsOf(view, code);
    const shown = documents.slice(-MOST_DOCUMENTS);
    const orders = ordersOf(view, code);
    const rfmQuery: RfmQuery = { scope: query.scope, settings };
    const [facts, orderIds, forecasts, mask] = await Promise.all([
      data.call('customerFacts', { customer: code }),
      data.call('orderIds', { codes: Uint32Array.from(shown, (order) => view.frame.orderCode[order]!) }),
      gapsOfSegments(pool, runner, project, rfmQuery, view, findings, context),
      query.masked ? maskOf(project) : null,
    ]);
    const hidden = mask ?? ((text: string): string => text);
    const summary = summariseCustomers(view, Uint32Array.of(code));
    const lastDay = orders.length === 0 ? null : view.frame.day[orders.at(-1)!]!;
    const gapsDays = gapsOfCustomer(view, code);
    const cell = findings.window.columns.cell[code]!;
    const segment = segmentOfCells(settings.segments)[cell]!;
    const ofSegment = segment === NO_SEGMENT ? null : forecasts[segment]!;
    const history = rfmHistory(view, code, settings.lookBackDays);
    return {
      provenance: provenanceIn(project, view, query.scope),
      code,
      customer: hidden(textAt(project.customers, code)),
      record: recordOf(facts, mask),
      attributes: attributesOf(project, orders),
      timeline: timelineOf(project, view, code, documents.length, shown, orderIds),
      orders: orders.length,
      netMinor: summary.netMinor[0]!,
      firstOrder: orders.length === 0 ? null : isoOfDay(view.frame.day[orders[0]!]!),
      lastOrder: lastDay === null ? null : isoOfDay(lastDay),
      scores: segment === NO_SEGMENT ? null : scoresOf(findings, code, cell, settings.segments[segment]!.id),
      history: { asOf: Array.from(history.day, isoOfDay), recencyDays: history.recencyDays, frequency: history.frequency, monetaryMinor: history.monetaryMinor },
      firstProducts: favouriteProducts(view, orders.slice(0, 1), MOST_FAVOURITES).map((bought) => productOf(project, bought.code)),
      favouriteProducts: favouriteProducts(view, orders, MOST_FAVOURITES).map(({ code: product, ...totals }) => ({ ...productOf(project, product), ...totals })),
      gapsDays,
      next: { own: nextOrder(lastDay, forecastOfGaps(gapsDays)), segment: nextOrder(lastDay, ofSegment) },
      feedback: feedbackOf(facts, view.asOfDay, query.masked),
    };
  };

  return {
    profile: (project: LoadedProject, query: CustomerProfileQuery, context: CallContext): Promise<CustomerProfile> =>
      scored.use(project, { scope: query.scope, settings: query.rfm }, context, (view, findings) => profile(project, query, view, findings, context)),
  };
}

/** Whom a customer who was merged counts as. */
function customerOf({ customers, representative }: LoadedProject, customer: CustomerProfileQuery['customer']): number {
  const code = 'code' in customer ? customer.code : codeOf(customers, customer.name);
  if (code >= 0 && code < customers.size) return representative?.[code] ?? code;
  throw new EngineFailure({ code: 'BAD_REQUEST', method: 'customers.profile', detail: 'there is no such customer' });
}

function timelineOf(project: LoadedProject, view: FrameView, customer: number, total: number, shown: number[], order: string[]): CustomerProfile['timeline'] {
  const { frame } = view;
  const lines = shown.map((document) => linesOf(frame, document));
  const all = lines.flat();
  const lineStart = new Uint32Array(shown.length + 1);
  lines.forEach((own, at) => (lineStart[at + 1] = lineStart[at]! + own.length));
  return {
    total,
    order,
    day: Int32Array.from(shown, (document) => frame.day[document]!),
    kind: shown.map((document) => kindOfDocument(view, document)),
    measured: Uint8Array.from(shown, (document) => ((view.flags[document]! & VIEW.measured) === 0 ? 0 : 1)),
    netMinor: Float64Array.from(shown, (document) => frame.net[document]!),
    refundMinor: Float64Array.from(shown, (document) => refundOf(view, customer, document)),
    lineStart,
    product: all.map((line) => productOf(project, frame.product[line]!).product),
    productName: all.map((line) => productOf(project, frame.product[line]!).name),
    quantity: Float64Array.from(all, (line) => frame.quantity[line]!),
    lineNetMinor: Float64Array.from(all, (line) => frame.lineNet[line]!),
  };
}

/** Names are as many as products, or fewer. */
export function productOf({ products, productNames }: LoadedProject, code: number): { product: string; name: string } {
  const text = (texts: SharedTexts): string => (code === NO_CODE || code >= texts.size ? '' : textAt(texts, code));
  return { product: text(products), name: text(productNames) };
}

function attributesOf({ frame, texts }: LoadedProject, orders: number[]): CustomerProfile['attributes'] {
  const [first, last] = [orders[0], orders.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Object.entries(frame.attributes).map(([field, codes]) => {
    const text = (order: number): string => (codes[order] === NO_CODE || texts[field] === undefined ? '' : textAt(texts[field], codes[order]!));
    return { field, first: text(first), last: text(last) };
  });
}

function scoresOf({ window }: RfmFindings, code: number, cell: number, segment: string): CustomerProfile['scores'] {
  const { recency, frequency, monetary } = scoresOfCell(cell);
  const { recencyDays, frequency: orders, monetaryMinor } = window.columns;
  return {
    recencyDays: recencyDays[code]!,
    frequency: orders[code]!,
    monetaryMinor: monetaryMinor[code]!,
    recencyScore: recency,
    frequencyScore: frequency,
    monetaryScore: monetary,
    segment,
  };
}

function nextOrder(lastDay: number | null, forecast: GapForecast | null): NextOrder | null {
  if (lastDay === null || forecast === null) return null;
  const after = (days: number): string => isoOfDay(lastDay + Math.round(days));
  return { ...forecast, day: after(forecast.medianDays), from: after(forecast.lowerDays), to: after(forecast.upperDays) };
}

/** `null`: the project has no record of the customer. */
function recordOf({ record }: CustomerFacts, mask: Mask | null): CustomerProfile['record'] {
  if (record.rows === 0) return null;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const secret = (value: unknown): string | null => (typeof value === 'string' && mask !== null ? mask(value) : text(value));
  const [birthDay, consent, attributes] = [record.birthDay[0], record.consent[0], text(record.attributes[0])];
  return {
    name: secret(record.name[0]),
    email: secret(record.email[0]),
    phone: secret(record.phone[0]),
    birthDay: typeof birthDay === 'number' && mask === null ? isoOfDay(birthDay) : null,
    city: text(record.city[0]),
    country: text(record.country[0]),
    source: text(record.source[0]),
    consent: typeof consent === 'number' ? consent === 1 : null,
    attributes: mask === null && attributes !== null ? Object.entries(JSON.parse(attributes) as Record<string, string>).map(([field, value]) => ({ field, value })) : [],
  };
}

function feedbackOf({ feedback }: CustomerFacts, asOfDay: number, masked: boolean): CustomerProfile['feedback'] {
  const rows = Array.from({ length: feedback.rows }, (_, row) => row)
    .filter((row) => dayOfMoment(Number(feedback.moment[row])) <= asOfDay)
    .toSorted((one, other) => Number(feedback.moment[one]) - Number(feedback.moment[other]))
    .slice(-MOST_ANSWERS);
  const numbers = (column: readonly unknown[]): (number | null)[] => rows.map((row) => (typeof column[row] === 'number' ? column[row] : null));
  const texts = (column: readonly unknown[]): string[] => rows.map((row) => (typeof column[row] === 'string' ? column[row] : ''));
  return {
    day: rows.map((row) => isoOfDay(dayOfMoment(Number(feedback.moment[row])))),
    survey: texts(feedback.survey),
    channel: texts(feedback.channel),
    nps: numbers(feedback.nps),
    csat: numbers(feedback.csat),
    ces: numbers(feedback.ces),
    stars: numbers(feedback.stars),
    text: masked ? rows.map(() => '') : texts(feedback.text),
  };
}
