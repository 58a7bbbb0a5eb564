/** Results by key, the least recently used dropped first once their estimated size passes the bound. */
export interface ResultCache {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  clear(): void;
  /** Estimated bytes held. */
  bytes(): number;
}

export function createResultCache(maxBytes: number): ResultCache {
  const entries = new Map<string, { value: unknown; bytes: number }>();
  let held = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      const bytes = estimateBytes(value) + key.length * 2;
      if (bytes > maxBytes) return;
      held += bytes - (entries.get(key)?.bytes ?? 0);
      entries.delete(key);
      entries.set(key, { value, bytes });
      for (const [oldest, entry] of entries) {
        if (held <= maxBytes) break;
        entries.delete(oldest);
        held -= entry.bytes;
      }
    },
    clear() {
      entries.clear();
      held = 0;
    },
    bytes: () => held,
  };
}

/** Text with the same content for equal values, whatever the order of their keys. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

/** Rough size of a structured-clonable value: typed arrays exactly, the rest by count. */
export function estimateBytes(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 16;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength + 64;
  let bytes = 32;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) bytes += 8 + estimateBytes(inner);
  return bytes;
}
