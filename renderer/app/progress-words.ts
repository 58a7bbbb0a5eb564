import type { TFunction } from 'i18next';
import type { Progress } from '../../core/contract/rpc.ts';
import type { Format } from '../i18n/format.ts';

/** “Reading: 12 MB of 45 MB · 80,000 rows · about 5 seconds left”; of a model that is being fitted, how often it was tried. */
export function progressWords(t: TFunction, format: Format, progress: Progress): string {
  const stage = t(`work.${progress.stage}`);
  if (progress.fit !== undefined) return `${stage}: ${t('work.tries', { count: progress.fit.evaluations, n: format.integer(progress.fit.evaluations) })}`;
  if (progress.done === 0 && progress.total === null) return `${stage} …`;
  const amount = (value: number): string => {
    if (progress.unit === 'bytes') return format.bytes(value);
    return t(`work.${progress.unit}`, { count: value, n: format.integer(value) });
  };
  const done = progress.unit === 'bytes' || progress.total === null ? amount(progress.done) : format.integer(progress.done);
  const text = progress.total === null ? done : t('work.ofTotal', { done, total: amount(progress.total) });
  const parts = [text];
  if (progress.rows !== undefined && progress.unit !== 'rows') parts.push(t('work.rows', { count: progress.rows, n: format.integer(progress.rows) }));
  if (progress.secondsLeft !== undefined) parts.push(timeLeft(t, format, progress.secondsLeft));
  return `${stage}: ${parts.join(' · ')}`;
}

/** Whole seconds up to two minutes, whole minutes beyond; never none, as long as work goes on. */
function timeLeft(t: TFunction, format: Format, seconds: number): string {
  const minutes = seconds > 120;
  const count = Math.max(1, Math.ceil(minutes ? seconds / 60 : seconds));
  return t(minutes ? 'work.minutesLeft' : 'work.secondsLeft', { count, n: format.integer(count) });
}

/** Per cent done, or `null` where the total is not known. */
export function progressPercent(progress: Progress | null): number | null {
  if (progress === null || progress.total === null || progress.total <= 0) return null;
  return Math.min(100, (progress.done / progress.total) * 100);
}
