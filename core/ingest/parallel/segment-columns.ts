/** Kept lines of a segment as columns of one buffer, which threads share. */
export interface SegmentColumns {
  /** Lines that there is room for. */
  capacity: number;
  /** Lines in use. */
  length: number;
  quantity: Float64Array;
  gross: Float64Array;
  net: Float64Array;
  refund: Float64Array;
  /** `null`: the file has no such column. */
  cost: Float64Array | null;
  order: Uint32Array;
  customer: Uint32Array;
  product: Uint32Array;
  moment: Uint32Array;
  line: Uint32Array;
  attributes: Record<string, Uint32Array>;
  status: Uint8Array;
}

export interface SegmentLayout {
  attributeNames: readonly string[];
  hasCost: boolean;
}

/** Room for `capacity` lines, a multiple of 8. */
export function createSegmentColumns(capacity: number, { attributeNames, hasCost }: SegmentLayout): SegmentColumns {
  const bytesPerLine = (hasCost ? 5 : 4) * 8 + (5 + attributeNames.length) * 4 + 1;
  const buffer = new SharedArrayBuffer(capacity * bytesPerLine);
  let at = 0;
  const place = (bytes: number): number => (at += bytes * capacity) - bytes * capacity;
  const floats = (): Float64Array => new Float64Array(buffer, place(8), capacity);
  const codes = (): Uint32Array => new Uint32Array(buffer, place(4), capacity);
  return {
    capacity,
    length: 0,
    quantity: floats(),
    gross: floats(),
    net: floats(),
    refund: floats(),
    cost: hasCost ? floats() : null,
    order: codes(),
    customer: codes(),
    product: codes(),
    moment: codes(),
    line: codes(),
    attributes: Object.fromEntries(attributeNames.map((name) => [name, codes()])),
    status: new Uint8Array(buffer, place(1), capacity),
  };
}

/** The same lines with room for twice as many. */
export function enlarged(columns: SegmentColumns): SegmentColumns {
  const larger = createSegmentColumns(columns.capacity * 2, { attributeNames: Object.keys(columns.attributes), hasCost: columns.cost !== null });
  for (const name of ['quantity', 'gross', 'net', 'refund'] as const) larger[name].set(columns[name]);
  for (const name of ['order', 'customer', 'product', 'moment', 'line'] as const) larger[name].set(columns[name]);
  if (columns.cost !== null) larger.cost?.set(columns.cost);
  for (const [name, codes] of Object.entries(columns.attributes)) larger.attributes[name]?.set(codes);
  larger.status.set(columns.status);
  larger.length = columns.length;
  return larger;
}
