import { expect, test } from 'vitest';
import { maskedTable } from '../../../core/engine/tables/mask-table.ts';
import type { ColumnType } from '../../../core/output/table.ts';

test('who somebody is goes by the name of a column in any letters, and e-mails wherever they stand', () => {
  const columns = [
    ['customer', 'text', ['c1', null]],
    ['Email', 'text', ['ann@shop.example', 'not given']],
    ['comment', 'text', ['write to ann@shop.example', 'two @ 5.00 each']],
    ['channel', 'text', ['web', 'web']],
    ['birth_date', 'date', [0, 1]],
    ['units', 'whole', [1, 2]],
  ] as const satisfies [string, ColumnType, readonly unknown[]][];
  const table = maskedTable(
    { columns: columns.map(([name, type]) => ({ name, type })), blocks: [{ rows: 2, columns: columns.map(([, , values]) => values) }] },
    (text) => `#${text.length}`,
  );
  const [block] = [...table.blocks];
  expect(block?.columns.map((values) => Array.from({ length: 2 }, (_, row) => values[row]))).toEqual([
    ['#2', null],
    ['#16', '#9'],
    ['#25', 'two @ 5.00 each'],
    ['web', 'web'],
    [Number.NaN, Number.NaN],
    [1, 2],
  ]);
});
