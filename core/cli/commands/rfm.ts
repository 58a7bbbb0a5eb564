import { resolve } from 'node:path';
import type { CustomerColumn } from '../../contract/customers.ts';
import type { Currency } from '../../contract/provenance.ts';
import type { RfmCutPoints, RfmGrid, RfmMovement, RfmResult } from '../../contract/rfm.ts';
import type { RfmSettings } from '../../contract/segments.ts';
import { accountingJson } from '../accounting.ts';
import type { Command } from '../command.ts';
import { formatCount, formatMoney, formatRatio, formatShare, majorUnits, numberOrNull } from '../numbers.ts';
import { dateOption, fileOption, SCOPE_HELP, SCOPE_OPTIONS, scopeOf, wordOption } from '../options.ts';
import { onlyProject, withProject } from '../project-session.ts';
import { checkRfmOptions, RFM_HELP, RFM_OPTIONS, rfmSettingsOf } from '../rfm-options.ts';
import { segmentName } from '../segment-names.ts';
import { safeText, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';

interface Answer {
  result: RfmResult;
  movement: RfmMovement | null;
  /** Rows of the customers’ file; `null`: none was asked for. */
  written: number | null;
}

export const rfmCommand: Command = {
  name: 'rfm',
  summary: 'Segments by recency, frequency and monetary value, and how customers move between them',
  help: `Usage: tenure rfm <project> [options]

Scores customers 1 to 5 by days since the last order, number of orders and net revenue, and puts them into the
project’s segments. A score is 1 + the number of the four cut points that the value is strictly better than; cut points
are quintiles of the customers’ values (R-7) unless given.

Options
${RFM_HELP}
  --compare-as-of D          also the segments as of this day, and who moved from which to which
  --cut-points W             own (default): each day is scored by its own quintiles; first: both by those of the earlier day
  --customers F.csv          write every scored customer: customer,recencyDays,frequency,monetary,r,f,m,fm,segment
  --masked                   hashes in place of customers in that file
${SCOPE_HELP}

JSON
  {"asOf","currency","fingerprint","lookBackDays","scoring","customers","netRevenue","outsideLookBack":{…},
   "cutPoints":{"recencyDays":[4],"frequency":[4],"monetary":[4]},
   "segments":[{"segment","id","customers","share","interval":[lo,hi],"netRevenue","netShare","averageOrderValue","ordersPerCustomer",
   "meanDaysSinceOrder","medianDaysSinceOrder"}],
   "recencyFrequency":{"customers":[[…]],"netRevenue":[[…]]} (rows R 1–5, columns F 1–5),"frequencyMonetary":{…},"customersFile":rows,
   "migration":[[…]] (customers; rows the earlier day, columns the later),"migrationStates":[…],"migrationFrom","migrationTo",
   "migrationCutPoints":{"rule","from":{…},"to":{…}},
   "counted":{…},"leftOut":[…],"afterAsOf":{…},"file":{…}}; without --compare-as-of the migration keys are null

Examples
  tenure rfm shop.tenure --look-back-days 730
  tenure rfm shop.tenure --compare-as-of 2024-12-31 --json
`,
  options: { ...SCOPE_OPTIONS, ...RFM_OPTIONS, 'compare-as-of': { type: 'string' }, 'cut-points': { type: 'string' }, customers: { type: 'string' }, masked: { type: 'boolean' } },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    checkRfmOptions(options);
    const scope = scopeOf(options);
    const compareAsOf = dateOption(options, 'compare-as-of');
    const path = fileOption(options, 'customers');
    const cutPoints = wordOption(options, 'cut-points', ['own', 'first'], 'own');
    const answer = await withProject(project, false, terminal, async ({ engine, info, call }): Promise<Answer> => {
      const settings = rfmSettingsOf(options, await call('segments.read', null), info.currency?.minorUnitDigits ?? 0);
      const query = { scope, settings };
      const result = await call('rfm.table', query);
      if (compareAsOf === result.provenance.asOf) throw new UsageError(`--compare-as-of ${compareAsOf} is the as-of day itself; name an earlier or a later day`);
      const movement = compareAsOf === null ? null : await call('rfm.movement', { query, compareAsOf, cutPoints });
      if (path === undefined) return { result, movement, written: null };
      const file = engine.grantTarget(resolve(path));
      const { rows } = await call('customers.export', {
        selection: { kind: 'rfm-cell', query, recency: null, frequency: null, monetary: null, frequencyMonetary: null },
        sort: 'customer', descending: false, rfm: settings, columns: FILE_COLUMNS, names: namesOf(settings), masked: options.flag('masked'), byteOrderMark: false, format: 'csv', file,
      });
      return { result, movement, written: rows };
    });
    terminal.print(options.flag('json') ? JSON.stringify(rfmJson(answer)) : rfmText(answer));
  },
};

/** customer,recencyDays,frequency,monetary,r,f,m,fm,segment */
const FILE_COLUMNS: CustomerColumn[] = ['customer', 'recency', 'frequency', 'monetary', 'recencyScore', 'frequencyScore', 'monetaryScore', 'frequencyMonetaryScore', 'segment'];

const namesOf = ({ segments }: RfmSettings): Record<string, string> => Object.fromEntries(segments.map(({ id }) => [id, segmentName(segments, id)]));

function rfmJson({ result, movement, written }: Answer): Record<string, unknown> {
  const { provenance, query, segments } = result;
  const { currency } = provenance;
  const grid = query.settings.segments;
  return {
    asOf: provenance.asOf,
    currency: currency.code,
    fingerprint: provenance.fingerprint,
    lookBackDays: query.settings.lookBackDays,
    scoring: query.settings.scoring.kind,
    customers: result.customers,
    orders: result.orders,
    netRevenue: majorUnits(result.netMinor, currency),
    outsideLookBack: { customers: result.outsideLookBack.customers, netRevenue: majorUnits(result.outsideLookBack.netMinor, currency) },
    cutPoints: cutPointsJson(result.cutPoints, currency),
    segments: segments.segment.map((id, index) => ({
      segment: segmentName(grid, id),
      id,
      customers: segments.customers[index],
      share: numberOrNull(segments.share[index]),
      interval: Number.isNaN(segments.shareLower[index]) ? null : [segments.shareLower[index], segments.shareUpper[index]],
      netRevenue: majorUnits(segments.netMinor[index] ?? null, currency),
      netShare: numberOrNull(segments.netShare[index]),
      averageOrderValue: majorUnits(segments.averageOrderMinor[index] ?? null, currency),
      ordersPerCustomer: numberOrNull(segments.ordersPerCustomer[index]),
      meanDaysSinceOrder: numberOrNull(segments.meanRecencyDays[index]),
      medianDaysSinceOrder: numberOrNull(segments.medianRecencyDays[index]),
    })),
    recencyFrequency: gridJson(result.recencyFrequency, currency),
    frequencyMonetary: gridJson(result.frequencyMonetary, currency),
    customersFile: written,
    migration: movement === null ? null : rowsOf(movement),
    migrationStates: movement === null ? null : movement.states.map((state) => segmentName(grid, state)),
    migrationFrom: movement?.from.asOf ?? null,
    migrationTo: movement?.to.asOf ?? null,
    migrationCutPoints:
      movement === null
        ? null
        : { rule: movement.query.cutPoints, from: cutPointsJson(movement.from.cutPoints, currency), to: cutPointsJson(movement.to.cutPoints, currency) },
    ...accountingJson(provenance),
  };
}

function cutPointsJson({ recencyDays, frequency, monetaryMinor }: RfmCutPoints, currency: Currency): Record<string, (number | null)[]> {
  return {
    recencyDays: Array.from(recencyDays, numberOrNull),
    frequency: Array.from(frequency, numberOrNull),
    monetary: Array.from(monetaryMinor, (cut) => majorUnits(cut, currency)),
  };
}

function gridJson({ customers, netMinor }: RfmGrid, currency: Currency): Record<string, (number | null)[][]> {
  const rows = (column: Float64Array): number[][] => Array.from({ length: 5 }, (_, row) => Array.from(column.subarray(row * 5, row * 5 + 5)));
  return { customers: rows(customers), netRevenue: rows(netMinor).map((row) => row.map((net) => majorUnits(net, currency))) };
}

function rowsOf({ states, migration }: RfmMovement): number[][] {
  return states.map((_, row) => Array.from(migration.subarray(row * states.length, (row + 1) * states.length)));
}

function rfmText({ result, movement, written }: Answer): string {
  const { provenance, query, segments, cutPoints } = result;
  const { currency } = provenance;
  const grid = query.settings.segments;
  const rows = segments.segment.map((id, index) => [
    safeText(segmentName(grid, id)),
    formatCount(segments.customers[index]),
    formatShare(segments.share[index]),
    formatMoney(segments.netMinor[index] ?? null, currency),
    formatShare(segments.netShare[index]),
    formatMoney(segments.averageOrderMinor[index] ?? null, currency),
    formatRatio(segments.ordersPerCustomer[index]),
    formatCount(segments.medianRecencyDays[index]),
  ]);
  const lookBack = query.settings.lookBackDays === null ? 'all history' : `the last ${formatCount(query.settings.lookBackDays)} days`;
  const cuts = [
    ['Days since the last order', ...Array.from(cutPoints.recencyDays, formatRatio)],
    ['Orders', ...Array.from(cutPoints.frequency, formatRatio)],
    ['Net revenue', ...Array.from(cutPoints.monetaryMinor, (cut) => formatMoney(cut, currency))],
  ];
  return [
    `${formatCount(result.customers)} customers with an order in ${lookBack}, as of ${provenance.asOf}; ${formatCount(result.outsideLookBack.customers)} with earlier orders only`,
    '',
    textTable(['Segment', 'Customers', 'Share', 'Net revenue', 'Share', 'Average order', 'Orders each', 'Median days since'], rows),
    '',
    textTable(['Cut points', '1', '2', '3', '4'], cuts),
    ...(movement === null ? [] : ['', movementText(movement)]),
    ...(written === null ? [] : ['', `${formatCount(written)} customers written`]),
  ].join('\n');
}

function movementText(movement: RfmMovement): string {
  const { states, query } = movement;
  const name = (state: string): string => safeText(segmentName(query.query.settings.segments, state));
  const scored = query.cutPoints === 'own' ? 'each day scored by its own cut points' : 'both days scored by the cut points of the earlier one';
  const rows = rowsOf(movement).map((row, index) => [name(states[index] ?? ''), ...row.map((count) => (count === 0 ? '' : formatCount(count)))]);
  return [`From ${movement.from.asOf} (rows) to ${movement.to.asOf} (columns); ${scored}`, '', textTable(['', ...states.map(name)], rows)].join('\n');
}
