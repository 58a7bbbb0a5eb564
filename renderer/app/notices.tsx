import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/use-words.ts';
import { useProjectState } from '../engine/project-state.ts';
import { useNotices } from './notice-store.ts';

/** What has just happened, one sentence each; and, while it lasts, that the engine is being restarted. */
export function Notices() {
  const { t } = useTranslation(['app', 'imports']);
  const words = useWords();
  const notices = useNotices((state) => state.notices);
  const exporting = useNotices((state) => state.exporting);
  const dismiss = useNotices((state) => state.dismiss);
  const engineLost = useProjectState((state) => state.phase === 'reopening');
  return (
    <section className="notices" aria-label={t('notice.region')} aria-live="polite">
      {engineLost && (
        <div className="notice" data-tone="warning">
          {t('notice.engineLost')}
        </div>
      )}
      {exporting && <div className="notice">{t('notice.exporting')}</div>}
      {notices.map((notice) => (
        <div key={notice.id} className="notice" data-tone={notice.tone}>
          <span>{typeof notice.say === 'function' ? notice.say(t) : words.error(notice.say)}</span>
          <Button className="text-button" onPress={() => dismiss(notice.id)}>
            {t('action.dismiss')}
          </Button>
        </div>
      ))}
    </section>
  );
}
