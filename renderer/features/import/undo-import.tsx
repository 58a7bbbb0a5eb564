import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { ImportEntry } from '../../../core/contract/imports.ts';
import { useNotices } from '../../app/notice-store.ts';
import { refreshProject } from '../../app/session.ts';
import { callEngine, engineErrorOf } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { sumFiles } from './accounting.ts';
import { closeImport } from './import-flow.ts';
import './question.css';

/** Takes an import back, after saying what that does. `whole`: the button speaks for itself; otherwise it stands in the import’s row. */
export function UndoImport({ entry, whole = false }: { entry: ImportEntry; whole?: boolean }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [working, setWorking] = useState(false);
  const date = format.dateTime(entry.importedAt);
  const names = entry.files.map(({ file }) => file);
  const { imported, updated, rejected } = sumFiles(entry.files);
  const undo = async (close: () => void): Promise<void> => {
    const { notify } = useNotices.getState();
    setWorking(true);
    try {
      await callEngine('import.undo', { importId: entry.importId });
      await refreshProject();
      close();
      closeImport();
      navigate('/imports');
      notify('done', (say) => say('imports:undo.done', { date }));
    } catch (thrown) {
      close();
      notify('failure', engineErrorOf(thrown));
    }
    setWorking(false);
  };
  return (
    <DialogTrigger>
      {whole ? (
        <Button className="button">{t('undo.whole')}</Button>
      ) : (
        <Button className="text-button" aria-label={t('undo.buttonOf', { file: format.list(names), date })}>
          {t('undo.button')}
        </Button>
      )}
      <ModalOverlay className="question-veil" isDismissable={!working} isKeyboardDismissDisabled={working}>
        <Modal className="question">
          <Dialog role="alertdialog" className="question-dialog">
            {({ close }) => (
              <>
                <Heading slot="title" level={2}>
                  {t('undo.title', { date })}
                </Heading>
                <p className="sub">
                  <bdi>{t('undo.files', { files: format.list(names) })}</bdi>
                </p>
                <ul className="question-points">
                  {imported > 0 && <li>{t('undo.vanish', { count: imported, n: format.integer(imported) })}</li>}
                  {updated > 0 && <li>{t('undo.comeBack', { count: updated, n: format.integer(updated) })}</li>}
                  {rejected > 0 && <li>{t('undo.rejected', { count: rejected, n: format.integer(rejected) })}</li>}
                </ul>
                <p>{t('undo.keeps')}</p>
                <div className="page-actions">
                  <Button className="button primary" isDisabled={working} onPress={() => void undo(close)}>
                    {working ? t('undo.working') : t('undo.confirm')}
                  </Button>
                  <Button className="button" isDisabled={working} autoFocus onPress={close}>
                    {t('undo.keep')}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
