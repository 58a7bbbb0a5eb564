import { useState } from 'react';
import { Button, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RfmSettings, Segment } from '../../../core/contract/segments.ts';
import { useSaveSettings } from './segment-settings.ts';

/** What to do with a segment: the usual words or the user’s own, changed in place. */
export function AdviceEditor({ settings, segment, advice }: { settings: RfmSettings; segment: Segment; advice: string }) {
  const { t } = useTranslation('segments');
  const save = useSaveSettings();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = async (text: string | null): Promise<void> => {
    const segments = settings.segments.map((other) => (other.id === segment.id ? { ...other, advice: text } : other));
    if (await save({ ...settings, segments })) setDraft(null);
  };

  if (draft === null) {
    return (
      <p className="segment-advice-text">
        {advice}{' '}
        <Button className="link-button" onPress={() => setDraft(advice)}>
          {t('detail.edit')}
        </Button>
      </p>
    );
  }
  return (
    <form
      className="segment-advice-form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep(draft);
      }}
    >
      <TextField aria-label={t('detail.advice')} value={draft} onChange={setDraft} maxLength={2000} autoFocus>
        <TextArea className="field-input" rows={3} />
      </TextField>
      <div className="segment-actions">
        <Button type="submit" className="action action-primary">
          {t('detail.save')}
        </Button>
        <Button className="action" onPress={() => setDraft(null)}>
          {t('detail.cancel')}
        </Button>
        {segment.advice !== null && (
          <Button className="action" onPress={() => void keep(null)}>
            {t('detail.usual')}
          </Button>
        )}
      </div>
    </form>
  );
}
