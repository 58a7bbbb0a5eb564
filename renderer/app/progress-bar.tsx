import { ProgressBar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../core/contract/rpc.ts';
import { useFormat } from '../i18n/format.ts';
import { progressPercent, progressWords } from './progress-words.ts';

/** A bar with its words; without a known total it only says that work goes on. */
export function WorkProgress({ progress, label }: { progress: Progress | null; label: string }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const percent = progressPercent(progress);
  const words = progress === null ? `${t('work.working')} …` : progressWords(t, format, progress);
  return (
    <ProgressBar className="work" aria-label={label} valueLabel={words} {...(percent === null ? { isIndeterminate: true } : { value: percent })}>
      <span className="work-words">{words}</span>
      <span className="work-track" data-indeterminate={percent === null || undefined}>
        <span className="work-done" style={{ inlineSize: `${percent ?? 100}%` }} />
      </span>
    </ProgressBar>
  );
}
