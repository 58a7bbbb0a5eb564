import { NO_CODE } from '../../frame/line-batch.ts';

const MOST_KEPT = 4096;

/** Texts of codes; a few thousand stay decoded, since orders of one customer and lines of one order stand together. */
export function textReader(size: number, text: (code: number) => string): (code: number) => string | null {
  const recent = new Map<number, string>();
  return (code) => {
    if (code === NO_CODE || code >= size) return null;
    const known = recent.get(code);
    if (known !== undefined) return known;
    if (recent.size >= MOST_KEPT) recent.clear();
    const decoded = text(code);
    recent.set(code, decoded);
    return decoded;
  };
}
