import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateOrders, ORDERS_VERSION } from './generate.ts';
import { median, type Outcome, type Row, type Task } from './measurement.ts';

/** Tenure beside DuckDB on the same file, in turn, each measurement in a process of its own.
 *  node test/bench/main.ts [--lines 1000000,10000000,20000000] [--runs 3]; the defaults leave out the largest */

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = `${root}.cache/bench`;
const THREADS = availableParallelism();
const PEERS = ['tenure', 'duckdb'] as const;
type Peer = (typeof PEERS)[number];

interface Line {
  lines: number;
  work: string;
  /** Empty where DuckDB has nothing to compare with. */
  milliseconds: Record<Peer, number[]>;
  peakMegabytes: Record<Peer, number>;
  /** Whether both found the same; `null` where there is nothing to compare. */
  same: boolean | null;
}

const { values } = parseArgs({ options: { lines: { type: 'string', default: '1000000,10000000' }, runs: { type: 'string', default: '3' } } });
const runs = Number(values.runs);
const sizes = values.lines.split(',').map(Number);
if (!(runs >= 1) || sizes.some((size) => !(size >= 1000))) throw new RangeError('--lines takes numbers from 1000 on, --runs one from 1 on');

const lines: Line[] = [];
for (const size of sizes) lines.push(...(await benchmark(size)));
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${THREADS} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.versions.node}, DuckDB ${duckDbVersion()}; ${THREADS} threads each, medians of ${runs}`;
print(`\n${machine}\n\n${table(lines)}\n`);
mkdirSync(new URL('output', import.meta.url), { recursive: true });
writeFileSync(new URL('output/bench.json', import.meta.url), JSON.stringify({ at: new Date().toISOString(), machine, lines }, null, 2));
if (lines.some(({ same }) => same === false)) process.exitCode = 1;

async function benchmark(size: number): Promise<Line[]> {
  const name = `${cache}/orders-${ORDERS_VERSION}-${size}`;
  const csv = `${name}.csv`;
  if (!existsSync(csv)) {
    note(`writing ${size.toLocaleString('en')} lines to ${csv}`);
    generateOrders(csv, size);
  }
  note(`${size.toLocaleString('en')} lines, ${Math.round(statSync(csv).size / 1e6)} MB`);
  const stores = { tenure: `${name}.tenure`, duckdb: `${name}.duckdb` };
  const asOf = Array.from({ length: runs }, (_, run) => `2024-11-${String(28 - run).padStart(2, '0')}`);
  const queries = (query: 'cohorts' | 'series' | 'rfm', channel: string | null) => (peer: Peer) => measure(peer, [{ kind: 'queries', query, store: stores[peer], threads: THREADS, asOf, channel }]);
  const lifetimes = (model: 'bg-nbd' | 'pareto-nbd') => (peer: Peer) =>
    peer === 'tenure' ? measure(peer, [{ kind: 'ltv', model, store: stores[peer], threads: THREADS, asOf }]) : Promise.resolve(combined([]));
  const repeated = Array.from({ length: runs });

  const anew = async (peer: Peer, task: Task): Promise<Outcome> => {
    const outcomes: Outcome[] = [];
    for (const _run of repeated) {
      for (const suffix of ['', '-wal', '-shm', '.wal']) rmSync(task.store + suffix, { force: true });
      outcomes.push(await inOwnProcess(peer, task));
    }
    return combined(outcomes);
  };

  return [
    await compare(size, 'import CSV', (peer) => anew(peer, { kind: 'import', csv, store: stores[peer], threads: THREADS })),
    await compare(size, 'cancel of an import halfway', (peer) =>
      peer === 'tenure' ? anew(peer, { kind: 'cancel', csv, store: `${cache}/cancelled.tenure`, threads: THREADS }) : Promise.resolve(combined([])),
    ),
    await compare(size, 'open to first figures', (peer) => measure(peer, repeated.map(() => ({ kind: 'open', store: stores[peer], threads: THREADS })))),
    await compare(size, 'cohort matrix, new as-of date', queries('cohorts', null)),
    await compare(size, 'cohort matrix, new date and filter', queries('cohorts', 'online')),
    await compare(size, 'KPI series, new as-of date', queries('series', null)),
    await compare(size, 'RFM with segments, new as-of date', queries('rfm', null)),
    await compare(size, 'RFM with segments, new date and filter', queries('rfm', 'online')),
    await compare(size, 'BG/NBD, Gamma-Gamma and every CLV, new date', lifetimes('bg-nbd')),
    await compare(size, 'Pareto/NBD, Gamma-Gamma and every CLV, new date', lifetimes('pareto-nbd')),
  ];
}

async function compare(size: number, work: string, run: (peer: Peer) => Promise<Outcome>): Promise<Line> {
  const outcomes = { tenure: await run('tenure'), duckdb: await run('duckdb') };
  const { tenure, duckdb } = outcomes;
  const same = tenure.rows.length === 0 && duckdb.rows.length === 0 ? null : equalRows(tenure.rows, duckdb.rows);
  const line: Line = {
    lines: size,
    work,
    milliseconds: { tenure: tenure.milliseconds, duckdb: duckdb.milliseconds },
    peakMegabytes: { tenure: tenure.peakMegabytes, duckdb: duckdb.peakMegabytes },
    same,
  };
  note(`  ${work}: ${PEERS.filter((peer) => line.milliseconds[peer].length > 0).map((peer) => `${peer} ${seconds(median(line.milliseconds[peer]))}`).join(', ')}${same === false ? '; RESULTS DIFFER' : ''}`);
  if (same === false) note(`    first difference: ${firstDifference(tenure.rows, duckdb.rows)}`);
  return line;
}

async function measure(peer: Peer, tasks: Task[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const task of tasks) outcomes.push(await inOwnProcess(peer, task));
  return combined(outcomes);
}

function combined(outcomes: Outcome[]): Outcome {
  return {
    milliseconds: outcomes.flatMap(({ milliseconds }) => milliseconds),
    peakMegabytes: Math.max(...outcomes.map((outcome) => outcome.peakMegabytes)),
    rows: outcomes[0]?.rows ?? [],
  };
}

function inOwnProcess(peer: Peer, task: Task): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL(`${peer}-child.ts`, import.meta.url)), JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Outcome);
      else reject(new Error(`${peer}: ${task.kind} ended with ${code}`));
    });
  });
}

function equalRows(left: Row[], right: Row[]): boolean {
  return left.length === right.length && left.every((row, index) => row.length === right[index]?.length && row.every((cell, column) => cell === right[index]?.[column]));
}

function firstDifference(left: Row[], right: Row[]): string {
  const index = left.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(right[at]));
  const at = index < 0 ? left.length : index;
  return `row ${at} of ${left.length} and ${right.length}: ${JSON.stringify(left[at])} against ${JSON.stringify(right[at])}`;
}

function table(rows: Line[]): string {
  const header = ['lines', 'work', 'Tenure', 'DuckDB', 'Tenure/DuckDB', 'Tenure peak', 'DuckDB peak', 'same result'];
  const cells = rows.map((row) => {
    const [tenure, duckdb] = [median(row.milliseconds.tenure), median(row.milliseconds.duckdb)];
    return [
      `${row.lines / 1e6} M`,
      row.work,
      seconds(tenure),
      Number.isNaN(duckdb) ? '' : seconds(duckdb),
      Number.isNaN(duckdb) ? '' : tenure < duckdb ? `1/${(duckdb / tenure).toFixed(1)}` : `${(tenure / duckdb).toFixed(1)} ×`,
      `${Math.round(row.peakMegabytes.tenure)} MB`,
      Number.isNaN(duckdb) ? '' : `${Math.round(row.peakMegabytes.duckdb)} MB`,
      row.same === null ? '' : row.same ? 'yes' : 'NO',
    ];
  });
  const widths = header.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]): string => row.map((cell, column) => (column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [header, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

function duckDbVersion(): string {
  return (JSON.parse(readFileSync(`${root}node_modules/@duckdb/node-api/package.json`, 'utf8')) as { version: string }).version;
}

function print(text: string): void {
  process.stdout.write(text);
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
