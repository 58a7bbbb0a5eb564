import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;
const file = (...parts: string[]) => path.join(here, ...parts);
const nodeExternals = ['electron', 'better-sqlite3', /^node:/, ...builtinModules];

export default defineConfig({
  root: file('renderer'),
  base: './',
  plugins: [react()],
  build: { sourcemap: true, chunkSizeWarningLimit: 2000 },
  environments: {
    client: {
      build: {
        outDir: file('dist/page'),
        emptyOutDir: true,
        target: 'chrome130',
        // The page's content security policy knows neither inline scripts nor data: fonts.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: { index: file('renderer/index.html'), report: file('renderer/report.html') },
        },
      },
    },
    shell: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: file('dist/shell'),
        emptyOutDir: true,
        target: 'node20',
        rolldownOptions: {
          input: {
            main: file('electron/main.ts'),
            engine: file('electron/engine.ts'),
            'data-worker': file('core/engine/data-worker.ts'),
            'compute-worker': file('core/engine/compute-worker.ts'),
            'decode-worker': file('core/engine/decode-worker.ts'),
            'frame-worker': file('core/engine/frame-worker.ts'),
          },
          external: nodeExternals,
          // One flat folder: a worker is found beside whichever chunk starts it.
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        outDir: file('dist/shell'),
        emptyOutDir: false,
        target: 'chrome130',
        rolldownOptions: {
          input: { preload: file('electron/preload.ts') },
          external: ['electron'],
          // A sandboxed preload must be one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'shell', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  test: {
    root: here,
    // Hundreds of threads and processes are started by tests: half of their time would go into compiling the same modules.
    env: { NODE_COMPILE_CACHE: file('.cache/compiled') },
    reporters: ['default', 'json'],
    outputFile: { json: file('.cache/tests.json') },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{unit,golden,renderer}/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/{integration,fuzz}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // A real window on a borrowed screen: once more before a stalled compositor is taken for a fault; the report names what was retried.
          retry: 1,
          globalSetup: file('test/e2e/sample-project.ts'),
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
