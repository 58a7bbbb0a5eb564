import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ROW_FAULTS } from '../../../core/contract/errors.ts';
import type { RejectionWords } from '../../../core/contract/imports.ts';
import { useNotices } from '../../app/notice-store.ts';
import { answered } from '../../app/session.ts';
import { useSettings } from '../../app/settings-store.ts';
import { callEngine, engineErrorOf } from '../../engine/client.ts';
import { shell } from '../../engine/shell.ts';
import { useFormat } from '../../i18n/format.ts';
import './results.css';

/** Saves rejected rows as a CSV in the columns of their file. `importId` `null`: of all imports. */
export function SaveRejections({ importId, name }: { importId: number | null; name: string }) {
  const { t } = useTranslation(['imports', 'errors']);
  const format = useFormat();
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    const file = await answered(shell().chooseSaveFile({ suggestedName: suggestedName(name), extension: 'csv' }));
    if (file === null) return;
    const { notify } = useNotices.getState();
    setSaving(true);
    try {
      const reasons = Object.fromEntries(ROW_FAULTS.map((fault) => [fault, t(`errors:row.${fault}`)])) as RejectionWords['reasons'];
      const { rows } = await callEngine('import.exportRejections', { importId, file, words: { reasons, isCut: t('imports:rejected.isCut') } });
      notify('done', (say) => say('imports:rejected.saved', { count: rows, n: format.integer(rows) }));
    } catch (thrown) {
      notify('failure', engineErrorOf(thrown));
    }
    setSaving(false);
  };
  return (
    <div className="mend">
      <Button className="button" isDisabled={saving} onPress={() => void save()}>
        {t('imports:rejected.save')}
      </Button>
      <p className="sub">
        {t('imports:rejected.mend')} {isHidden && t('imports:rejected.savesHidden')}
      </p>
      {isHidden && <p className="sub">{t('imports:rejected.hidden')}</p>}
    </div>
  );
}

/** As the save dialog takes it: no folder, no forbidden characters, without the extension of the file that the rows come from. */
function suggestedName(file: string): string {
  const bare = file.replace(/\.(?:gz|csv|tsv|txt|xlsx|json|ndjson|parquet|arrow|feather)\b/giu, '').replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim();
  return `${bare.slice(0, 100) || 'rows'} rejected`;
}
