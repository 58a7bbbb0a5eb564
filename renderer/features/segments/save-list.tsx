import { useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RfmQuery } from '../../../core/contract/rfm.ts';
import { useNotices } from '../../app/notice-store.ts';
import { answered } from '../../app/session.ts';
import { useSettings } from '../../app/settings-store.ts';
import { callEngine, engineErrorOf } from '../../engine/client.ts';
import { shell } from '../../engine/shell.ts';
import { useFormat } from '../../i18n/format.ts';
import type { useSegmentNames } from './segment-names.ts';

interface Props {
  query: RfmQuery;
  segment: string;
  names: ReturnType<typeof useSegmentNames>;
  isDisabled: boolean;
}

/** Saves the customers of a segment with their scores; ids as hashes where the user wants it so, and always while the window hides personal data. */
export function SaveList({ query, segment, names, isDisabled }: Props) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  const [chosen, setChosen] = useState(false);
  const masked = isHidden || chosen;
  const [saving, setSaving] = useState(false);
  const save = async (extension: 'csv' | 'xlsx'): Promise<void> => {
    const suggestedName = t('list.file', { name: names.name(segment) }).replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 120);
    const file = await answered(shell().chooseSaveFile({ suggestedName, extension }));
    if (file === null) return;
    const { notify } = useNotices.getState();
    setSaving(true);
    try {
      const { rows } = await callEngine('rfm.export', {
        query: { ...query, scope: { ...query.scope, segment: { settings: query.settings, segments: [segment] } } },
        names: Object.fromEntries(query.settings.segments.map(({ id }) => [id, names.name(id)])),
        masked,
        format: extension,
        file,
      });
      notify('done', () => t('list.saved', { count: rows, n: format.integer(rows) }));
    } catch (thrown) {
      notify('failure', engineErrorOf(thrown));
    }
    setSaving(false);
  };
  return (
    <>
      {(['csv', 'xlsx'] as const).map((extension) => (
        <Button key={extension} className="action" isDisabled={isDisabled || saving} onPress={() => void save(extension)}>
          {t(`list.${extension}`)}
        </Button>
      ))}
      <Checkbox className="checkbox" isSelected={masked} isDisabled={isHidden} onChange={setChosen}>
        <span className="checkbox-box" aria-hidden="true" />
        {t('list.masked')}
      </Checkbox>
    </>
  );
}
