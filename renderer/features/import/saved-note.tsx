import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ImportProposal } from '../../../core/contract/imports.ts';
import { useFormat } from '../../i18n/format.ts';
import { followSaved, useImportFlow } from './import-flow.ts';

/** That a remembered correction is followed, and the way back; or that there is one. */
export function SavedNote({ proposal }: { proposal: ImportProposal }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const hasSaved = useImportFlow((state) => state.hasSaved);
  const followed = useImportFlow((state) => state.recognised === null && state.untouched !== null);
  const { saved } = proposal;
  if (!hasSaved) return null;
  if (saved === null && followed) return null;
  return (
    <p className="note saved-note">
      {saved === null ? t('saved.offered') : t('saved.applied', { file: saved.file, date: format.dateTime(saved.savedAt) })}{' '}
      <Button className="text-button" onPress={() => followSaved(saved === null)}>
        {saved === null ? t('saved.again') : t('saved.back')}
      </Button>
    </p>
  );
}
