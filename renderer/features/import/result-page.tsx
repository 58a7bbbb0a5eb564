import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { FileReport, ImportEntry, ImportOutcome, RejectionPage } from '../../../core/contract/imports.ts';
import type { Currency } from '../../../core/contract/provenance.ts';
import { useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { sumFiles, sumSkipped } from './accounting.ts';
import { AccountingTable } from './accounting-table.tsx';
import { FactsTable } from './facts-table.tsx';
import { chooseOrderFiles, closeImport } from './import-flow.ts';
import { RejectionTable } from './rejection-table.tsx';
import { SaveRejections } from './save-rejections.tsx';
import { UndoImport } from './undo-import.tsx';
import './results.css';

const SHOWN_REJECTIONS = 100;

/** How the import that has just ended came out. */
export function ResultPage({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation('imports');
  const [, navigate] = useLocation();
  const entry = useProjectState((state) => state.info?.imports.find(({ importId }) => importId === outcome.importId));
  return (
    <section>
      <Result importId={outcome.importId} files={outcome.files} rejections={outcome.rejections} currency={outcome.currency} />
      <p className="page-actions">
        <Button
          className="button primary"
          onPress={() => {
            closeImport();
            navigate('/overview');
          }}
        >
          {t('result.toOverview')}
        </Button>
        <Button className="button" onPress={() => void chooseOrderFiles()}>
          {t('list.importMore')}
        </Button>
        <Button className="button" onPress={closeImport}>
          {t('result.back')}
        </Button>
        {entry !== undefined && <UndoImport entry={entry} whole />}
      </p>
    </section>
  );
}

/** An earlier import, from the list. */
export function StoredResultPage({ entry }: { entry: ImportEntry }) {
  const { t } = useTranslation('imports');
  const rejected = sumFiles(entry.files).rejected;
  const page = useEngine('import.rejections', { importId: entry.importId, offset: 0, limit: SHOWN_REJECTIONS }, { enabled: rejected > 0 });
  return (
    <section>
      <Result importId={entry.importId} files={entry.files} rejections={page.data ?? null} currency={entry.currency} />
      <p className="page-actions">
        <Link className="button" href="/imports">
          {t('result.back')}
        </Link>
        <UndoImport entry={entry} whole />
      </p>
    </section>
  );
}

interface ResultProps {
  importId: number | null;
  files: readonly FileReport[];
  rejections: RejectionPage | null;
  currency: Currency | null;
}

function Result({ importId, files, rejections, currency }: ResultProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const orderFiles = files.filter(({ kind = 'orders' }) => kind === 'orders');
  return (
    <>
      <h1>{useResultTitle(files)}</h1>
      <p className="lede">{t('result.lede')}</p>
      <h2>{t('result.accounting')}</h2>
      <p className="sub">{t('result.accountingSub')}</p>
      <AccountingTable files={files} />
      <SkippedRows files={files} />
      {files.map(({ file, ignoredValues = 0 }, index) =>
        ignoredValues === 0 ? null : (
          <p key={index} className="note" data-tone="warning">
            {t('result.ignoredValues', { count: ignoredValues, n: format.integer(ignoredValues), file })}
          </p>
        ),
      )}
      {sumFiles(orderFiles).imported > 0 && <FactsTable files={orderFiles} currency={currency} />}
      {rejections !== null && rejections.total > 0 && (
        <>
          <h2>{t('result.rejected')}</h2>
          {importId !== null && <SaveRejections importId={importId} name={files.length === 1 ? (files[0]?.file ?? '') : ''} />}
          <RejectionTable page={rejections} />
          {rejections.total > rejections.line.length && (
            <p className="page-actions">
              <Link className="button" href="/rejected">
                {t('result.seeAll', { count: rejections.total, n: format.integer(rejections.total) })}
              </Link>
            </p>
          )}
        </>
      )}
    </>
  );
}

/** Which rules skipped how many rows; nothing if none did. */
function SkippedRows({ files }: { files: readonly FileReport[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const skipped = sumSkipped(files);
  if (skipped.length === 0) return null;
  return (
    <p className="sub">
      {t('result.skippedByRule')}: {skipped.map(({ rule, rows }) => `${t(`result.skippedRows.${rule}`)} (${format.integer(rows)})`).join(', ')}
    </p>
  );
}

/** The finding: what happened to the rows, in one sentence. */
function useResultTitle(files: readonly FileReport[]): string {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { rows: all, imported, rejected, duplicates, updated, skipped } = sumFiles(files);
  const rows = all - skipped;
  const counted = { count: rows, n: format.integer(rows) };
  if (rejected > 0 && rejected === rows) return t('result.titleNone', counted);
  if (rejected > 0) return t('result.titleSome', { ...counted, rejected: format.integer(rejected) });
  if (imported === rows) return t('result.titleAll', counted);
  if (imported === 0) return t('result.titleKnown', counted);
  return t('result.titlePlain', { ...counted, imported: format.integer(imported), known: format.integer(duplicates + updated) });
}
