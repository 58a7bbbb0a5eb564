/** Order lines as plain objects, matched by brute force: what imports and undos should come to. */
export interface ModelLine {
  order: string;
  date: string;
  customer: string;
  product: string;
  quantity: number;
  price: number;
  channel: string;
}

interface KeptLine {
  line: ModelLine;
  importId: number;
  replaces: KeptLine | null;
}

export interface ModelCounts {
  imported: number;
  updated: number;
  duplicates: number;
}

export interface Model {
  /** Files one after the other; answers the counts of each, and the import’s number unless nothing was new. */
  import(files: ModelLine[][]): { counts: ModelCounts[]; importId: number | null };
  undo(importId: number): void;
  importIds(): number[];
  live(): ModelLine[];
}

export function createModel(): Model {
  /** Every line that ever was, in order. */
  let all: KeptLine[] = [];
  let ids = new Set<number>();

  const isInForce = (kept: KeptLine): boolean => ids.has(kept.importId) && !isReplaced(kept);
  const isReplaced = (kept: KeptLine): boolean => all.some((other) => other.replaces === kept && (ids.has(other.importId) || isReplaced(other)));
  const place = (kept: KeptLine): number => (kept.replaces === null ? all.indexOf(kept) : place(kept.replaces));

  const addFile = (file: ModelLine[], importId: number): ModelCounts => {
    const lines = file.map((line): KeptLine => ({ line, importId, replaces: null }));
    const same = new Set<KeptLine>();
    const ends = [file[0]?.order, file.at(-1)?.order];
    const undecided: { fresh: KeptLine[]; old: KeptLine[] }[] = [];
    let known = 0;
    let found = 0;
    for (const order of new Set(file.map((line) => line.order))) {
      const fresh = lines.filter(({ line }) => line.order === order);
      const old = all.filter((kept) => kept.line.order === order && isInForce(kept)).sort((one, other) => place(one) - place(other));
      if (old.length === 0) continue;
      for (const kept of pairs(fresh, old, (line) => JSON.stringify(line))) same.add(kept);
      pairs(fresh, old, productAndSigns);
      known += fresh.length;
      const paired = fresh.filter((kept) => kept.replaces !== null).length;
      if (ends.includes(order) && (paired < old.length || paired === 1) && !isListedAgain(fresh, old)) {
        for (const kept of fresh) kept.replaces = null;
        continue;
      }
      found += paired;
      if (!ends.includes(order)) undecided.push({ fresh, old });
    }
    if (found >= known / 2) for (const { fresh, old } of undecided) pairs(fresh, old, (line) => `${line.quantity < 0} ${line.quantity * line.price < 0}`);
    all.push(...lines);
    const replacing = lines.filter((kept) => kept.replaces !== null);
    const duplicates = replacing.filter((kept) => same.has(kept)).length;
    return { imported: lines.length - replacing.length, updated: replacing.length - duplicates, duplicates };
  };

  return {
    import(files) {
      const before = [...all];
      const importId = Math.max(0, ...ids) + 1;
      ids.add(importId);
      const counts = files.map((file) => addFile(file, importId));
      if (counts.some(({ imported, updated }) => imported + updated > 0)) return { counts, importId };
      ids.delete(importId);
      all = before;
      return { counts, importId: null };
    },
    undo(importId) {
      ids.delete(importId);
      // Nothing refers to lines after the last import.
      const last = Math.max(0, ...ids);
      all = all.filter((kept) => kept.importId <= last);
      ids = new Set(ids);
    },
    importIds: () => [...ids],
    live: () => all.filter(isInForce).map(({ line }) => line),
  };
}

const productAndSigns = (line: ModelLine): string => `${line.product} ${line.quantity < 0} ${line.quantity * line.price < 0}`;

function isListedAgain(fresh: KeptLine[], old: KeptLine[]): boolean {
  const most = Math.min(fresh.length, old.length);
  const alike = (one: KeptLine[], other: KeptLine[]): number => one.filter(({ line }, at) => productAndSigns(line) === productAndSigns(other[at]!.line)).length;
  return Math.max(alike(fresh.slice(0, most), old.slice(0, most)), alike(fresh.slice(-most), old.slice(-most))) >= most / 2;
}

function pairs(fresh: KeptLine[], old: KeptLine[], key: (line: ModelLine) => string): KeptLine[] {
  const paired: KeptLine[] = [];
  for (const kept of fresh) {
    if (kept.replaces !== null) continue;
    const match = old.find((other) => key(other.line) === key(kept.line) && !fresh.some(({ replaces }) => replaces === other));
    if (match === undefined) continue;
    kept.replaces = match;
    paired.push(kept);
  }
  return paired;
}
