import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';
import { type ByteSink, type ColumnType, type ColumnValues, numberAt, type OutputColumn, type TableEncoder, textAt } from './table.ts';

const ROWS_IN_GROUP = 65_536;

const TYPES: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  whole: { type: 'INT64' },
  date: { type: 'INT32', converted_type: 'DATE' },
  moment: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

type Value = string | number | bigint | null;

/** Parquet with Snappy, in groups of 65,536 rows; days are DATE, moments TIMESTAMP without a time zone. */
export async function createParquetEncoder(sink: ByteSink, columns: readonly OutputColumn[]): Promise<TableEncoder> {
  const bytes = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...TYPES[type] })),
  ];
  const parquet = new ParquetWriter({ writer: bytes, schema, createdBy: 'Tenure' });
  // Places in the file are counted by the writer’s offset; its buffer may be emptied between groups.
  const flush = async (): Promise<void> => {
    const written = bytes.getBytes().slice();
    bytes.index = 0;
    await sink.write(written);
  };
  let group: Value[][] = columns.map(() => []);
  const writeGroup = async (): Promise<void> => {
    await parquet.write({ columnData: columns.map(({ name }, index) => ({ name, data: group[index] ?? [] })), rowGroupSize: ROWS_IN_GROUP });
    group = columns.map(() => []);
    await flush();
  };
  return {
    async write(block) {
      for (const [index, { type }] of columns.entries()) {
        const values = block.columns[index] ?? [];
        const target = group[index];
        for (let row = 0; row < block.rows; row++) target?.push(valueAt(type, values, row));
      }
      if ((group[0]?.length ?? 0) >= ROWS_IN_GROUP) await writeGroup();
    },
    async finish() {
      if ((group[0]?.length ?? 0) > 0) await writeGroup();
      await parquet.finish();
      await flush();
      return 1;
    },
    abandon: () => undefined,
  };
}

function valueAt(type: ColumnType, values: ColumnValues, row: number): Value {
  if (type === 'text') return textAt(values, row)?.toWellFormed() ?? null;
  const value = numberAt(values, row);
  if (value === null || type === 'number' || type === 'date') return value;
  return BigInt(Math.round(type === 'moment' ? value * 1000 : value));
}
