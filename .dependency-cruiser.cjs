const OURS = '^(core|renderer|electron|test|sample-data)/';

/** The layer `own` may import itself, `allowed`, and whatever is not ours. */
const layer = (own, ...allowed) => ({
  name: `layer-${own.replace('/', '-')}`,
  severity: 'error',
  from: { path: `^${own}/` },
  to: { path: OURS, pathNot: `^(${[own, ...allowed].join('|')})/` },
});

const onlyFrom = (dependency, importers) => ({
  name: `only-importer-of-${dependency}`,
  severity: 'error',
  from: { path: '^(core|renderer|electron)/', pathNot: `^(${importers})/` },
  to: { path: `node_modules/${dependency}/` },
});

const CORE = ['contract', 'maths', 'frame', 'metrics', 'ingest', 'store', 'output'].map((name) => `core/${name}`);

module.exports = {
  forbidden: [
    layer('core/contract'),
    layer('core/maths'),
    layer('core/frame', 'core/contract', 'core/maths'),
    layer('core/metrics', 'core/contract', 'core/maths', 'core/frame'),
    layer('core/ingest', 'core/contract', 'core/maths', 'core/frame'),
    layer('core/store', 'core/contract', 'core/maths', 'core/frame'),
    layer('core/output', 'core/contract', 'core/maths', 'core/frame'),
    layer('core/engine', ...CORE),
    layer('core/cli', ...CORE, 'core/engine'),
    layer('renderer', 'core/contract'),
    layer('electron', 'core/contract', 'core/engine'),
    {
      name: 'shell-without-engine',
      comment: 'The engine runs in a process of its own; only its entry may load it.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/engine\\.ts$' },
      to: { path: '^core/', pathNot: '^core/contract/' },
    },
    {
      name: 'pure-layers',
      comment: 'Numbers in, numbers out: nothing from npm or Node. The contract may validate with zod.',
      severity: 'error',
      from: { path: '^core/(contract|maths|frame|metrics)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'zod-at-the-boundary-only',
      severity: 'error',
      from: { path: '^core/(maths|frame|metrics)/' },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'page-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    onlyFrom('echarts', 'renderer/charts'),
    onlyFrom('better-sqlite3', 'core/store'),
    onlyFrom('electron', 'electron'),
    {
      name: 'no-circular',
      severity: 'error',
      from: { path: OURS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: OURS },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
};
