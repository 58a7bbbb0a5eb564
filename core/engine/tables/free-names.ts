import type { OutputColumn } from '../../output/table.ts';

/** A file’s own column may be called like one that stands before it, whatever the case: then it has an underscore behind its name. */
export function freelyNamed(columns: readonly OutputColumn[]): OutputColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let { name } = column;
    while (taken.has(name.toLowerCase())) name += '_';
    taken.add(name.toLowerCase());
    return { ...column, name };
  });
}
