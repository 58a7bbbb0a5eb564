// Who imports whom, checked by dependency-cruiser; and that the check would notice.
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const folders = ['core', 'renderer', 'electron'];

// dependency-cruiser needs the compiler's JavaScript interface, which TypeScript 7 lacks: without it, it sees no .ts file.
registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^typescript(?=$|\/)/, 'typescript-6'), context),
});
const { cruise } = await import('dependency-cruiser');
const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

async function violations(folder) {
  process.chdir(folder);
  const { output } = await cruise(folders, { ...options, ruleSet: { forbidden }, validate: true, baseDir: folder });
  return output;
}

/** File -> what it imports, and the rule that must object (null: only there to be imported). */
const planted = {
  'core/contract/planted.ts': ["import '../maths/normal.ts';", 'layer-core-contract'],
  'core/maths/planted.ts': ["import type {} from '../contract/errors.ts';", 'layer-core-maths'],
  'core/frame/planted.ts': ["import '../metrics/kpis.ts';", 'layer-core-frame'],
  'core/metrics/planted.ts': ["import '../ingest/planted.ts';", 'layer-core-metrics'],
  'core/ingest/planted.ts': ["import '../store/planted.ts';", 'layer-core-ingest'],
  'core/store/planted.ts': ["import '../engine/planted.ts';", 'layer-core-store'],
  'core/output/planted.ts': ["import '../store/planted.ts';", 'layer-core-output'],
  'core/engine/planted.ts': ["import '../cli/planted.ts';", 'layer-core-engine'],
  'core/cli/planted.ts': ["import '../../renderer/planted.ts';", 'layer-core-cli'],
  'renderer/planted.ts': ["import type {} from '../core/frame/planted.ts';", 'layer-renderer'],
  'electron/planted.ts': ["import '../renderer/planted.ts';", 'layer-electron'],
  'electron/planted-engine.ts': ["import '../core/engine/planted.ts';", 'shell-without-engine'],
  'core/maths/planted-node.ts': ["import 'node:fs';", 'pure-layers'],
  'core/metrics/planted-npm.ts': ["import 'papaparse';", 'pure-layers'],
  'core/frame/planted-zod.ts': ["import 'zod';", 'zod-at-the-boundary-only'],
  'renderer/planted-node.ts': ["import 'node:path';", 'page-without-node'],
  'renderer/app/planted.tsx': ["import * as echarts from 'echarts/core';\nexport const Planted = () => <p>{echarts.version}</p>;", 'only-importer-of-echarts'],
  'core/engine/planted-sql.ts': ["import 'better-sqlite3';", 'only-importer-of-better-sqlite3'],
  'core/engine/planted-shell.ts': ["import 'electron';", 'only-importer-of-electron'],
  'core/ingest/planted-cycle.ts': ["import './planted-cycle-back.ts';", null],
  'core/ingest/planted-cycle-back.ts': ["import './planted-cycle.ts';", 'no-circular'],
  'core/ingest/planted-nowhere.ts': ["import './nowhere.ts';", 'resolvable'],
};

/** Every rule must find the import that breaks it. @returns the rules' names with the files they missed */
async function missedByRules() {
  const copy = mkdtempSync(path.join(tmpdir(), 'tenure-layers-'));
  try {
    for (const folder of folders) cpSync(path.join(repository, folder), path.join(copy, folder), { recursive: true });
    cpSync(path.join(repository, 'package.json'), path.join(copy, 'package.json'));
    symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
    for (const [file, [source]] of Object.entries(planted)) {
      mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      writeFileSync(path.join(copy, file), `${source}\n`);
    }
    const found = new Set((await violations(copy)).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
    const untested = forbidden.map(({ name }) => name).filter((name) => !Object.values(planted).some(([, rule]) => rule === name));
    const missed = Object.entries(planted).flatMap(([file, [, rule]]) => (rule === null || found.has(`${rule} ${file}`) ? [] : [`${rule}: ${file}`]));
    return [...missed, ...untested.map((rule) => `${rule}: nothing planted`)];
  } finally {
    process.chdir(repository);
    rmSync(copy, { recursive: true });
  }
}

const { modules, summary } = await violations(repository);
const seen = new Set(modules.map(({ source }) => source).filter((source) => folders.some((folder) => source.startsWith(`${folder}/`))));
const overlooked = globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx}`), { cwd: repository }).filter((file) => !seen.has(file));
const broken = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
const missed = await missedByRules();

for (const line of broken) console.error(`  ${line}`);
for (const file of overlooked) console.error(`  not looked at: ${file}`);
for (const line of missed) console.error(`  planted, not found: ${line}`);
console.log(
  `Layers: ${seen.size} modules, ${summary.totalDependenciesCruised} imports, ${broken.length} violations, ` +
    `${Object.keys(planted).length - missed.length} of ${Object.keys(planted).length} planted ones found`,
);
if (seen.size === 0 || broken.length + overlooked.length + missed.length > 0) process.exitCode = 1;
