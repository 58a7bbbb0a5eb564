import type { TFunction } from 'i18next';
import type { Progress } from '../../core/contract/rpc.ts';
import type { Format } from '../i18n/format.ts';

/** “Reading: 12 MB of 45 MB”. */
export function progressWords(t: TFunction, format: Format, progress: Progress): string {
  const amount = (value: number): string => {
    if (progress.unit === 'bytes') return format.bytes(value);
    return t(`work.${progress.unit}`, { count: value, n: format.integer(value) });
  };
  const done = progress.unit === 'bytes' || progress.total === null ? amount(progress.done) : format.integer(progress.done);
  const text = progress.total === null ? done : t('work.ofTotal', { done, total: amount(progress.total) });
  return `${t(`work.${progress.stage}`)}: ${text}`;
}

/** Per cent done, or `null` where the total is not known. */
export function progressPercent(progress: Progress | null): number | null {
  if (progress === null || progress.total === null || progress.total <= 0) return null;
  return Math.min(100, (progress.done / progress.total) * 100);
}
