import type { RfmCutPoints } from '../../../core/contract/rfm.ts';
import { DEFAULT_SEGMENTS, type RfmScoring, type RfmSettings, type Segment } from '../../../core/contract/segments.ts';

/** Rules while they are edited: cells may belong to nobody for a while. */
export interface RulesDraft {
  lookBackDays: number | null;
  scoring: RfmScoring;
  segments: Omit<Segment, 'cells'>[];
  /** Id of the segment of each cell, R 1 to 5 by FM 1 to 5: index 5 (R − 1) + (FM − 1), as in the engine’s grids. */
  owners: (string | null)[];
}

export function draftOf(settings: RfmSettings): RulesDraft {
  const owners: (string | null)[] = Array.from({ length: 25 }, () => null);
  for (const { id, cells } of settings.segments) for (const { recency, frequencyMonetary } of cells) owners[5 * (recency - 1) + frequencyMonetary - 1] = id;
  return { lookBackDays: settings.lookBackDays, scoring: settings.scoring, segments: settings.segments.map(({ id, name, advice }) => ({ id, name, advice })), owners };
}

export function settingsOf({ lookBackDays, scoring, segments, owners }: RulesDraft): RfmSettings {
  const cellsOf = (id: string): Segment['cells'] =>
    owners.flatMap((owner, at) => (owner === id ? [{ recency: Math.floor(at / 5) + 1, frequencyMonetary: (at % 5) + 1 }] : []));
  return { lookBackDays, scoring, segments: segments.map((segment) => ({ ...segment, name: segment.name?.trim() ?? null, cells: cellsOf(segment.id) })) };
}

export function giveCell(draft: RulesDraft, cell: number, id: string): RulesDraft {
  return { ...draft, owners: draft.owners.with(cell, id) };
}

/** Its cells belong to nobody then. */
export function removeSegment(draft: RulesDraft, id: string): RulesDraft {
  return { ...draft, segments: draft.segments.filter((segment) => segment.id !== id), owners: draft.owners.map((owner) => (owner === id ? null : owner)) };
}

/** `nameOf` words the name of the n-th segment of the user’s own; the first that is free is taken. */
export function addSegment(draft: RulesDraft, nameOf: (n: number) => string): { draft: RulesDraft; id: string } {
  const taken = new Set(draft.segments.flatMap(({ id, name }) => [id, name]));
  let n = 1;
  while (taken.has(`own-${n}`) || taken.has(nameOf(n))) n++;
  const id = `own-${n}`;
  return { draft: { ...draft, segments: [...draft.segments, { id, name: nameOf(n), advice: null }] }, id };
}

/** The name a segment is given; a usual segment without one has its usual name again. */
export function renameSegment(draft: RulesDraft, id: string, name: string): RulesDraft {
  const isUsual = DEFAULT_SEGMENTS.some((usual) => usual === id);
  return { ...draft, segments: draft.segments.map((segment) => (segment.id === id ? { ...segment, name: name === '' && isUsual ? null : name } : segment)) };
}

export type RulesFault = { key: 'nameless' } | { key: 'sameName'; name: string } | { key: 'broken'; cells: number } | { key: 'ascending' };

/** Why the rules cannot be saved; `null` where they are total and disjoint and everything has a name. */
export function faultOf(draft: RulesDraft, nameOf: (id: string) => string): RulesFault | null {
  const orphans = draft.owners.filter((owner) => owner === null).length;
  if (orphans > 0) return { key: 'broken', cells: orphans };
  if (draft.segments.some(({ name }) => name !== null && name.trim() === '')) return { key: 'nameless' };
  const names = draft.segments.map(({ id, name }) => (name ?? nameOf(id)).trim());
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) return { key: 'sameName', name: repeated };
  const { scoring } = draft;
  if (scoring.kind === 'thresholds' && ![scoring.recencyDays, scoring.frequency, scoring.monetaryMinor].every(isAscending)) return { key: 'ascending' };
  return null;
}

export function isAscending(cuts: readonly number[]): boolean {
  return cuts.every((cut, at) => Number.isFinite(cut) && (at === 0 || cut > (cuts[at - 1] ?? 0)));
}

/** Thresholds to start from: the quintiles as whole numbers, pushed apart where they tie. Money in whole major units. */
export function thresholdsNear({ recencyDays, frequency, monetaryMinor }: RfmCutPoints, minorUnitDigits: number): Extract<RfmScoring, { kind: 'thresholds' }> {
  const apart = (cuts: Float64Array, unit: number): [number, number, number, number] => {
    const pushed: [number, number, number, number] = [0, 0, 0, 0];
    let least = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < 4; at++) {
      least = Math.max(Math.round((cuts[at] ?? 0) / unit) * unit, least + unit);
      pushed[at] = least;
    }
    return pushed;
  };
  return { kind: 'thresholds', recencyDays: apart(recencyDays, 1), frequency: apart(frequency, 1), monetaryMinor: apart(monetaryMinor, 10 ** minorUnitDigits) };
}
