import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useActivity } from '../engine/activity-store.ts';
import { WorkProgress } from './progress-bar.tsx';

const PATIENCE_MS = 300;
/** Calls that show their progress themselves. */
const SHOWN_ELSEWHERE = new Set(['import.run', 'import.inspect', 'import.forecast', 'project.open', 'import.rejections']);

/** Work that has taken longer than 300 ms, with a button that stops it. */
export function ActivityLine() {
  const { t } = useTranslation('app');
  const running = useActivity((state) => state.running).filter(({ method }) => !SHOWN_ELSEWHERE.has(method));
  const oldest = running[0];
  const startedAt = oldest?.startedAt ?? null;
  /** Start of the call that was found to be slow. */
  const [slowStart, setSlowStart] = useState<number | null>(null);

  useEffect(() => {
    if (startedAt === null) return;
    const timer = setTimeout(() => setSlowStart(startedAt), Math.max(0, startedAt + PATIENCE_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [startedAt]);

  if (oldest === undefined || oldest.startedAt !== slowStart) return null;
  const progress = running.find((activity) => activity.progress !== null)?.progress ?? null;
  return (
    <div className="activity">
      <WorkProgress progress={progress} label={t('work.working')} />
      <Button
        className="text-button"
        onPress={() => {
          for (const activity of running) activity.cancel();
        }}
      >
        {t('action.stop')}
      </Button>
    </div>
  );
}
