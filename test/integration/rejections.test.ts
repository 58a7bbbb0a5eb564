import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, describe, expect, test } from 'vitest';
import { ROW_FAULTS, type RowFault } from '../../core/contract/errors.ts';
import { createEngine } from '../../core/engine/engine.ts';
import { createCommandLine } from './cli-harness.ts';

const WORDS = { reasons: Object.fromEntries(ROW_FAULTS.map((fault) => [fault, fault])) as Record<RowFault, string>, isCut: 'cut' };

const { folder, file, tenure, json, end } = createCommandLine();
afterAll(end);

const rowsOf = (name: string): Record<string, string>[] => Papa.parse<Record<string, string>>(readFileSync(join(folder, name), 'utf8').replace(/^\u{feff}/u, ''), { header: true, skipEmptyLines: true }).data;
const unparse = (name: string, rows: Record<string, string>[]): string => file(name, Papa.unparse(rows));

const HEADER = 'Order;Date;Customer;Quantity;Price;Note\n';
const SHOP =
  HEADER +
  '1;31.01.2024;anna;1;2,50;fine\n' +
  '2;31.13.2024;boris;2;3,50;=1+2\n' +
  '3;01.02.2024;"+380 67";x;1,00;"a ""q"""\n' +
  '4;02.02.2024;danylo;1;4,00;one;"two ""2""";3\n';

describe('rejected rows', () => {
  test('come back in the columns of their file with line, column and reason, safe to open', async () => {
    await tenure('import', 'shop.tenure', file('shop.csv', SHOP));
    expect((await tenure('rejections', 'shop.tenure', '--out', 'mend.csv')).stdout.trim()).toBe('mend.csv: 3 rejected rows of orders');
    expect(readFileSync(join(folder, 'mend.csv'), 'utf8').split('\r\n')[0]).toBe('\u{feff}Order,Date,Customer,Quantity,Price,Note,Tenure: file,Tenure: line,Tenure: column,Tenure: reason,Tenure: further cells');
    const where = { 'Tenure: file': 'shop.csv', 'Tenure: further cells': '' };
    expect(rowsOf('mend.csv')).toEqual([
      { Order: '2', Date: '31.13.2024', Customer: 'boris', Quantity: '2', Price: '3,50', Note: "'=1+2", ...where, 'Tenure: line': '3', 'Tenure: column': 'Date', 'Tenure: reason': 'not a date that exists' },
      { Order: '3', Date: '01.02.2024', Customer: "'+380 67", Quantity: 'x', Price: '1,00', Note: 'a "q"', ...where, 'Tenure: line': '4', 'Tenure: column': 'Quantity', 'Tenure: reason': 'not a number' },
      { Order: '4', Date: '02.02.2024', Customer: 'danylo', Quantity: '1', Price: '4,00', Note: 'one', ...where, 'Tenure: line': '5', 'Tenure: column': '', 'Tenure: reason': 'more cells than the header', 'Tenure: further cells': 'two "2" | 3' },
    ]);
  });

  test('once mended, land with what the apostrophes hid; what is not mended is rejected again, and nothing is there twice', async () => {
    const rows = rowsOf('mend.csv');
    const mended = unparse('mended.csv', rows.map((row) => ({ ...row, Date: row['Date']?.replace('31.13', '13.02') ?? '', Quantity: row['Quantity'] === 'x' ? '5' : (row['Quantity'] ?? '') })));
    const outcome = await json('import', 'shop.tenure', mended);
    expect(outcome).toMatchObject({ rejected: 1, files: [{ rows: 3, imported: 2, rejected: 1, orders: 2 }] });
    const customers = (await json('customers', 'shop.tenure')) as unknown as { customers: { customer: string }[] };
    expect(customers.customers.map(({ customer }) => customer).toSorted()).toEqual(['+380 67', 'anna', 'boris']);
    // The row with further cells is exported again, without a second set of columns.
    await tenure('rejections', 'shop.tenure', '--import', '2', '--out', 'again.csv');
    expect(rowsOf('again.csv')).toMatchObject([{ Order: '4', 'Tenure: file': 'mended.csv', 'Tenure: further cells': 'two "2" | 3' }]);
    const last = unparse('last.csv', rowsOf('again.csv').map((row) => ({ ...row, 'Tenure: further cells': '' })));
    expect(await json('import', 'shop.tenure', last)).toMatchObject({ rejected: 0, files: [{ imported: 1 }] });
    expect(await json('info', 'shop.tenure')).toMatchObject({ lines: 4, orders: 4, customers: 4, grossAmount: 2.5 + 7 + 5 + 4 });
  });

  test('of other rows of the same order do not touch the ones that were imported', async () => {
    await tenure('import', 'lines.tenure', file('lines.csv', 'order,date,customer,product,quantity,price\n7,2024-01-31,a,tea,1,2.00\n7,2024-01-31,a,milk,x,3.00\n7,2024-01-31,a,salt,1,4.00\n'));
    await tenure('rejections', 'lines.tenure', '--out', 'lines-mend.csv');
    const mended = unparse('lines-mended.csv', rowsOf('lines-mend.csv').map((row) => ({ ...row, quantity: '2' })));
    await json('import', 'lines.tenure', mended);
    expect(await json('info', 'lines.tenure')).toMatchObject({ lines: 3, orders: 1, grossAmount: 2 + 6 + 4 });
  });

  test('of files with different columns are united by name; those of another kind have a file of their own', async () => {
    const one = file('one.csv', 'order,date,customer,quantity,price\n1,2024-01-31,a,x,2\n');
    const two = file('two.csv', 'order,date,customer,city,quantity,price\n2,2024-01-31,b,Lviv,1,y\n3,2024-01-31,b,Lviv,1,5\n');
    const people = file('people.csv', 'customer id,name,birth date,city\nc1,Anna,1990-02-31,Kyiv\nc2,Olha,1991-02-01,Lviv\n');
    await tenure('import', 'mixed.tenure', one, two, people);
    const { files } = await json('rejections', 'mixed.tenure', '--out', 'all.csv');
    expect(files).toEqual([{ kind: 'orders', file: 'all.csv', rows: 2 }, { kind: 'customers', file: 'all-customers.csv', rows: 1 }]);
    expect(rowsOf('all.csv').map(({ order, city, price }) => [order, city, price])).toEqual([['1', '', '2'], ['2', 'Lviv', 'y']]);
    expect(rowsOf('all-customers.csv').map((row) => row['name'])).toEqual(['Anna']);
  });

  test('can be listed; an import that is not there is named', async () => {
    expect(await json('rejections', 'lines.tenure')).toMatchObject({ rejected: 1, rejections: [{ file: 'lines.csv', line: 3, column: 'quantity', reason: 'bad-number', value: 'x' }] });
    expect((await tenure('rejections', 'lines.tenure')).stdout).toMatch(/lines\.csv +3 +quantity +not a number +x/u);
    expect(await tenure('rejections', 'lines.tenure', '--import', '99')).toMatchObject({ code: 1, stdout: '' });
    expect(await tenure('rejections', 'lines.tenure', '--out', 'nowhere/x.csv')).toMatchObject({ code: 1, stderr: 'tenure: x.csv: the folder to write to is not there; make it, or choose another\n' });
  });
});

test('a token for opening writes nothing, and one for saving opens nothing', async () => {
  const engine = createEngine({ computeThreads: 1 });
  try {
    const project = join(folder, 'lines.tenure');
    await engine.call('project.open', { file: engine.grant(project), create: false });
    const before = readFileSync(join(folder, 'lines.csv'));
    const opened = engine.grant(join(folder, 'lines.csv'));
    await expect(engine.call('import.exportRejections', { importId: null, file: opened, words: WORDS })).rejects.toMatchObject({ error: { code: 'FILE', fault: 'not-found' } });
    expect(readFileSync(join(folder, 'lines.csv'))).toEqual(before);
    const saved = engine.grantTarget(join(folder, 'lines.csv'));
    await expect(engine.call('import.inspect', { file: saved, plan: null })).rejects.toMatchObject({ error: { code: 'FILE', fault: 'not-found' } });
  } finally {
    await engine.close();
  }
});
