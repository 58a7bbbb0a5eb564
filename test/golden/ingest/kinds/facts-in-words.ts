import type { FactKind, FactValue } from '../../../../core/frame/fact-target.ts';
import type { ProjectStore } from '../../../../core/store/project-store.ts';

/** Stored facts with codes, days and attributes in words, as the golden files write them; in order of key. */
export function factsInWords(store: ProjectStore, kind: FactKind): Record<string, unknown>[] {
  const { rows, ...columns } = store.facts(kind);
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(Object.entries<FactValue[]>(columns).map(([name, values]) => [name, inWords(store, name, values[row] ?? null)])),
  );
}

function inWords(store: ProjectStore, name: string, value: FactValue): unknown {
  if (name === 'attributes') return JSON.parse(String(value));
  if (value === null || typeof value === 'string') return value;
  switch (name) {
    case 'customer':
    case 'product':
    case 'category':
      return value === -1 ? null : store.dictionary(name).text(value);
    case 'moment':
      return new Date(value * 1000).toISOString().slice(0, 19);
    case 'day':
    case 'birthDay':
      return new Date(value * 86_400_000).toISOString().slice(0, 10);
    default:
      return value;
  }
}
