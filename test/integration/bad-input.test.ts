import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipOf } from '../golden/ingest/formats/write-zip.ts';
import { createCommandLine } from './cli-harness.ts';

const HEADER = 'order,date,customer,quantity,price';
const ROW = '1,2024-01-31,a,1,2.50';

const { folder, file, tenure, end } = createCommandLine();
afterAll(end);

function lineOf100Megabytes(): string {
  const handle = openSync(join(folder, 'line.csv'), 'w');
  writeSync(handle, `${HEADER}\n${ROW}\n2,2024-01-31,`);
  for (let megabyte = 0; megabyte < 100; megabyte++) writeSync(handle, 'a'.repeat(1 << 20));
  writeSync(handle, ',1,2.50\n');
  closeSync(handle);
  return 'line.csv';
}

const columns = (count: number): string => {
  const further = Array.from({ length: count - 5 }, (_, column) => `c${column}`);
  return `${HEADER},${further.join(',')}\n${ROW},${further.join(',')}\n`;
};

describe('bad input is one sentence, exit code 1 and no project', () => {
  const cases: [string, () => string, RegExp][] = [
    ['a picture', () => file('picture.csv', Buffer.from('89504e470d0a1a0a0000000d4948445200000280', 'hex')), /^tenure: picture\.csv: this is not a table of any known kind/u],
    ['a text document', () => file('letter.csv', zipOf([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'word/document.xml', content: '<w/>' }])), /^tenure: letter\.csv: this format cannot be read/u],
    ['a folder without files', () => (mkdirSync(join(folder, 'nothing')), 'nothing'), /^tenure: the folder nothing holds no order files$/mu],
    ['nothing but spaces', () => file('spaces.csv', '   \n\n \t;;\n'), /^tenure: spaces\.csv: the file is empty$/mu],
    ['prices in two columns of one name', () => file('twice.csv', 'order,date,customer,price,price\n1,2024-01-31,a,2.50,3\n'), /^tenure: twice\.csv: several columns are called "price" and differ; say which one to read by its number, with --map unitPrice=N$/mu],
    ['two character sets', () => file('sets.csv', Buffer.concat([Buffer.from(`${HEADER}\n`), ...[1, 2, 3].map((order) => Buffer.concat([Buffer.from(`${order},2024-01-31,`), Buffer.from([0xcf, 0xe0, 0xe2, 0xeb, 0xee]), Buffer.from(',1,2\n')])), Buffer.from('4,2024-01-31,Олена,1,2\n')])), /^tenure: sets\.csv, line 5: this line is in UTF-8, and the file in another character set/u],
    ['a line of 100 MB', lineOf100Megabytes, /^tenure: line\.csv, line 3: a line is too long/u],
    ['5,001 columns', () => file('wide.csv', columns(5001)), /^tenure: wide\.csv, line 1: there are more columns than can be read/u],
    ['an unclosed quote', () => file('quote.csv', `${HEADER}\n${ROW}\n"2,2024-01-31,a,1,1\n${ROW}\n`), /^tenure: quote\.csv, line 3: a quote is opened and never closed/u],
    ['customers without a column of customers', () => file('people.csv', 'a,b\nx,y\n'), /no column found for customer, email, phone;/u],
  ];
  test.each(cases)('%s', { timeout: 180_000 }, async (name, path, sentence) => {
    const { code, stdout, stderr } = await tenure('import', 'none.tenure', path(), ...(name.startsWith('customers') ? ['--kind', 'customers'] : []));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(folder, 'none.tenure'))).toBe(false);
  });
});

test('5,000 columns are read', { timeout: 180_000 }, async () => {
  expect(await tenure('import', 'wide.tenure', file('just.csv', columns(5000)))).toMatchObject({ code: 0, stderr: '' });
});

test('an import of which no row landed says so and ends with 1; its rows can be mended', { timeout: 180_000 }, async () => {
  const path = file('later.csv', `${HEADER}\n1,soon,a,1,2.50\n2,later,b,1,2.50\n`);
  const { code, stderr, stdout } = await tenure('import', 'later.tenure', path);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'tenure: no row was imported: all 2 were rejected, for the reasons above; check how the columns are read, or mend the rows ("tenure rejections later.tenure --out F.csv")\n' });
  expect(stdout).toMatch(/later\.csv +3 +date +not a date that exists +later/u);
  expect((await tenure('rejections', 'later.tenure', '--out', 'mend.csv')).code).toBe(0);
});

test('what nobody can know is read as the user says', { timeout: 180_000 }, async () => {
  const twice = file('said.csv', 'order,date,customer,price,price\n1,2024-01-31,a,2.50,3\n');
  const { stdout } = await tenure('import', 'said.tenure', twice, '--map', 'unitPrice=5', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ files: [{ imported: 1, grossAmount: 3 }] });
  expect((await tenure('import', 'other.tenure', twice, '--currency', 'PLN')).stderr).toMatch(/several columns are called "price" and differ/u);
  const sets = file('sets-said.csv', Buffer.concat([Buffer.from(`${HEADER}\n1,2024-01-31,`), Buffer.from([0xcf, 0xe0, 0xe2, 0xeb, 0xee]), Buffer.from(',1,2\n2,2024-01-31,Олена,1,2\n')]));
  expect(await tenure('import', 'sets.tenure', sets, '--encoding', 'windows-1251')).toMatchObject({ code: 0, stderr: expect.stringMatching(/^tenure: sets-said\.csv, line 3: this line is in UTF-8/u) as string });
});

test('columns of one name and values under late keys are pointed out', { timeout: 180_000 }, async () => {
  expect(await tenure('import', 'notes.tenure', file('notes.csv', 'order,date,customer,price,note,note\n1,2024-01-31,a,2.50,x,y\n'))).toMatchObject({ code: 0, stderr: expect.stringMatching(/several columns are called "note"/u) as string });
  const records = Array.from({ length: 1010 }, (_, order) => ({ order, date: '2024-01-31', customer: 'a', price: 2, ...(order >= 1005 && { late: 1 }) }));
  const { code, stderr } = await tenure('import', 'late.tenure', file('late.json', JSON.stringify(records)));
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'tenure: late.json: 5 values stand under keys that the first 1,000 records do not have, and were left out\n' });
});

describe.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('a full disk (skipped where a small one cannot be mounted)', () => {
  let disk: string;
  let mounted = false;
  beforeAll(() => {
    disk = join(folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
      mounted = true;
    } catch {
      console.log('skipped: no small disk can be mounted here');
    }
  });
  afterAll(() => {
    if (mounted) execFileSync('umount', [disk]);
  });

  test('an import leaves the project as it was, and an export nothing', { timeout: 180_000 }, async (context) => {
    if (!mounted) return context.skip();
    expect((await tenure('import', 'disk/shop.tenure', file('small.csv', `${HEADER}\n${ROW}\n`))).code).toBe(0);
    const before = JSON.parse((await tenure('info', 'disk/shop.tenure', '--json')).stdout) as { fingerprint: string };
    const many = Array.from({ length: 200_000 }, (_, row) => `${row},2024-01-31,customer ${(row * 7919) % 100_003},1,${row % 97}.50`);
    const { code, stderr } = await tenure('import', 'disk/shop.tenure', file('large.csv', `${HEADER}\n${many.join('\n')}\n`));
    expect({ code, stderr: stderr.replace(/^tenure: \S+: /u, '') }).toEqual({ code: 1, stderr: 'the disk is full; make room and try again. The project is as it was\n' });
    expect((JSON.parse((await tenure('info', 'disk/shop.tenure', '--json')).stdout) as { fingerprint: string }).fingerprint).toBe(before.fingerprint);
    const filler = openSync(join(disk, 'filler'), 'w');
    expect(() => {
      for (;;) writeSync(filler, Buffer.alloc(4096));
    }).toThrow(/ENOSPC/u);
    closeSync(filler);
    expect((await tenure('info', 'disk/shop.tenure')).stderr).toMatch(/^tenure: .*shop\.tenure: the disk is full; make room and try again\. The project is as it was\n$/u);
    expect((await tenure('import', 'beside.tenure', file('beside.csv', `${HEADER}\n${ROW}\nx,y,z,1,1\n`))).code).toBe(0);
    expect(await tenure('rejections', 'beside.tenure', '--out', 'disk/mend.csv')).toMatchObject({ code: 1, stderr: 'tenure: mend.csv: the disk is full, so the file was not written; make room and try again\n' });
    expect(existsSync(join(disk, 'mend.csv'))).toBe(false);
  });
});
