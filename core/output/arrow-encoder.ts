import { AsyncByteQueue, type Data, DateDay, Field, Float64, Int64, makeData, RecordBatch, RecordBatchFileWriter, Schema, Struct, TimestampMillisecond, Utf8, vectorFromArray } from 'apache-arrow';
import { type ByteSink, type ColumnType, type ColumnValues, numberAt, type OutputColumn, type TableEncoder, textAt } from './table.ts';

/** An Arrow file (Feather 2) without compression, a record batch for each block; days are date32, moments timestamp[ms] without a time zone. */
export async function createArrowEncoder(sink: ByteSink, columns: readonly OutputColumn[]): Promise<TableEncoder> {
  const fields = columns.map(({ name, type }) => new Field(name, arrowType(type), true));
  const schema = new Schema(fields);
  const pending: Uint8Array[] = [];
  const queue = new AsyncByteQueue();
  queue.write = (bytes) => void pending.push(Uint8Array.from(bytes as Uint8Array));
  const writer = new RecordBatchFileWriter();
  writer.reset(queue, schema);
  const drain = async (): Promise<void> => {
    for (const bytes of pending.splice(0)) await sink.write(bytes);
  };
  return {
    async write({ rows, columns: values }) {
      if (rows === 0) return;
      const children = columns.map(({ type }, index) => arrowData(type, values[index] ?? [], rows));
      writer.write(new RecordBatch(schema, makeData({ type: new Struct(fields), length: rows, nullCount: 0, children })));
      await drain();
    },
    async finish() {
      writer.finish();
      await drain();
      return 1;
    },
    abandon: () => undefined,
  };
}

function arrowType(type: ColumnType): Utf8 | Float64 | Int64 | DateDay | TimestampMillisecond {
  switch (type) {
    case 'text':
      return new Utf8();
    case 'number':
      return new Float64();
    case 'whole':
      return new Int64();
    case 'date':
      return new DateDay();
    case 'moment':
      return new TimestampMillisecond();
  }
}

function arrowData(type: ColumnType, values: ColumnValues, rows: number): Data {
  if (type === 'text') return vectorFromArray(Array.from({ length: rows }, (_, row) => textAt(values, row)?.toWellFormed() ?? null), new Utf8()).data[0] as Data;
  const nullBitmap = new Uint8Array(Math.ceil(rows / 8));
  let nullCount = 0;
  const fill = <T extends { [row: number]: number | bigint }>(data: T, of: (value: number) => T[number]): T => {
    for (let row = 0; row < rows; row++) {
      const value = numberAt(values, row);
      if (value === null) nullCount++;
      else {
        data[row] = of(value);
        nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
      }
    }
    return data;
  };
  const whole = (value: number): bigint => BigInt(Math.round(value));
  switch (type) {
    case 'number': {
      const data = fill(new Float64Array(rows), (value) => value);
      return makeData({ type: new Float64(), length: rows, nullCount, nullBitmap, data });
    }
    case 'whole': {
      const data = fill(new BigInt64Array(rows), whole);
      return makeData({ type: new Int64(), length: rows, nullCount, nullBitmap, data });
    }
    case 'date': {
      const data = fill(new Int32Array(rows), (value) => value);
      return makeData({ type: new DateDay(), length: rows, nullCount, nullBitmap, data });
    }
    case 'moment': {
      const data = fill(new BigInt64Array(rows), (value) => whole(value * 1000));
      return makeData({ type: new TimestampMillisecond(), length: rows, nullCount, nullBitmap, data });
    }
  }
}
