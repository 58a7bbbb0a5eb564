import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileTokenSchema } from '../../../core/contract/imports.ts';
import { fileError, writeWhole } from '../../../electron/atomic-file.ts';
import { createFileTokens } from '../../../electron/file-tokens.ts';
import { projectToOpen, sampleFiles } from '../../../electron/places.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('file tokens', () => {
  it('name a path without showing it, once, and grant it to the engine', () => {
    const granted: [string, string, string][] = [];
    const tokens = createFileTokens((...grant) => granted.push(grant));
    const chosen = tokens.add('/home/anna/кава.csv');
    expect(chosen.name).toBe('кава.csv');
    expect(fileTokenSchema.safeParse(chosen.token).success).toBe(true);
    expect(chosen.token).not.toContain('anna');
    expect(tokens.add('/home/anna/../anna/кава.csv')).toEqual(chosen);
    expect(tokens.add('/home/anna/other.csv').token).not.toBe(chosen.token);
    expect(granted.map(([, path]) => path)).toEqual([resolve('/home/anna/кава.csv'), resolve('/home/anna/other.csv')]);
    expect([...tokens.all()]).toEqual(granted);
    expect(tokens.pathOf(chosen.token)).toBe(resolve('/home/anna/кава.csv'));
    expect(tokens.pathOf('/home/anna/кава.csv')).toBeUndefined();
  });

  it('for saving are of their own, and open nothing', () => {
    const granted: [string, string, string][] = [];
    const tokens = createFileTokens((...grant) => granted.push(grant));
    const opened = tokens.add('/home/anna/orders.csv');
    const saved = tokens.addTarget('/home/anna/orders.csv');
    expect(fileTokenSchema.safeParse(saved).success).toBe(true);
    expect(saved).not.toBe(opened.token);
    expect(tokens.addTarget('/home/anna/orders.csv')).not.toBe(saved);
    expect(tokens.pathOf(saved)).toBeUndefined();
    expect(granted.map(([, , use]) => use)).toEqual(['open', 'save', 'save']);
    expect([...tokens.all()]).toEqual(granted);
  });
});

describe('writeWhole', () => {
  it('replaces a file and leaves nothing else behind', async () => {
    const path = join(folder, 'r.pdf');
    await writeFile(path, 'old');
    await writeWhole(path, new TextEncoder().encode('new'));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['r.pdf']);
  });

  it('fails with data and without traces', async () => {
    await mkdir(join(folder, 'taken', 'deep'), { recursive: true });
    const failure = async (path: string) => writeWhole(path, 'x').then(() => null, (thrown: unknown) => fileError(path, thrown));
    expect(await failure(join(folder, 'missing', 'r.pdf'))).toEqual({ code: 'FILE', file: 'r.pdf', fault: 'not-found', line: null });
    expect(await failure(join(folder, 'taken'))).toMatchObject({ code: 'FILE', file: 'taken', fault: 'is-directory' });
    expect(await readdir(folder)).toEqual(['taken']);
    expect(fileError('/x/r.pdf', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toMatchObject({ fault: 'disk-full' });
    expect(fileError('/x/r.pdf', new Error('odd'))).toEqual({ code: 'INTERNAL', detail: 'odd' });
  });
});

describe('projectToOpen', () => {
  it('is the last one while it exists, else the sample', async () => {
    const last = join(folder, 'shop.tenure');
    const sample = { path: join(folder, 'sample.tenure'), sample: true };
    expect(projectToOpen(folder, null)).toEqual(sample);
    expect(projectToOpen(folder, last)).toEqual(sample);
    await writeFile(last, '');
    expect(projectToOpen(folder, last)).toEqual({ path: last, sample: false });
    await writeFile(sample.path, '');
    expect(projectToOpen(folder, sample.path)).toEqual(sample);
  });
});

it('the sample is every file that is made of it, orders first, or nothing', async () => {
  const made = ['customers.csv', 'feedback.csv', 'orders.csv.gz', 'products.csv', 'spend.csv'];
  await mkdir(join(folder, 'sample-data'));
  for (const name of made) {
    expect(sampleFiles(folder)).toEqual([]);
    await writeFile(join(folder, 'sample-data', name), '');
  }
  const files = sampleFiles(folder);
  expect(files[0]).toBe(join(folder, 'sample-data', 'orders.csv.gz'));
  expect(files.map((file) => basename(file)).sort()).toEqual(made);
});
