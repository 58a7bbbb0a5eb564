const WINDOW_MS = 60_000;
const DELAYS_MS = [0, 250, 1_000, 4_000] as const;

/** How long to wait before the engine is started again, in ms, or `null` when it died too often within a minute.
 *  `deathsMs`: times of its deaths, the latest included, on the clock of `nowMs`. */
export function restartDelay(deathsMs: readonly number[], nowMs: number): number | null {
  const recent = deathsMs.filter((death) => nowMs - death < WINDOW_MS).length;
  return DELAYS_MS[recent - 1] ?? null;
}
