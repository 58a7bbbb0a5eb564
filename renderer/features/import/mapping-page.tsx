import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportProposal } from '../../../core/contract/imports.ts';
import { WorkProgress } from '../../app/progress-bar.tsx';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ColumnTable } from './column-table.tsx';
import { DialectStrip } from './dialect-strip.tsx';
import { ForecastLine } from './forecast-line.tsx';
import { chooseOrderFiles, closeImport, correctPlan, runImport, useImportFlow } from './import-flow.ts';
import { ImportWarnings } from './import-warnings.tsx';
import { PreviewTable } from './preview-table.tsx';
import { RowRulesBlock } from './row-rules.tsx';
import { SavedNote } from './saved-note.tsx';
import { StatusWords } from './status-words.tsx';
import './mapping.css';

/** How the file will be read, to be looked at and corrected before anything is imported. */
export function MappingPage() {
  const { t } = useTranslation(['imports', 'app']);
  const words = useWords();
  const { files, proposal, plan, error } = useImportFlow();
  const name = files[0]?.name ?? '';
  if (proposal === null || plan === null) {
    return (
      <section className="state-page">
        <h1>{t(error === null ? 'imports:mapping.titleBusy' : 'imports:mapping.titleFailed', { file: name })}</h1>
        {error === null ? (
          <WorkProgress progress={null} label={t('imports:mapping.titleBusy', { file: name })} />
        ) : (
          <p className="lede" role="alert">
            {words.error(error)}
          </p>
        )}
        <div className="state-actions">
          {error !== null && (
            <Button className="button primary" onPress={() => void chooseOrderFiles()}>
              {t('app:empty.choose')}
            </Button>
          )}
          <Button className="button" onPress={closeImport}>
            {t('app:action.cancel')}
          </Button>
        </div>
      </section>
    );
  }
  return <Mapping proposal={proposal} plan={plan} />;
}

function Mapping({ proposal, plan }: { proposal: ImportProposal; plan: ImportPlan }) {
  const { t } = useTranslation(['imports', 'app']);
  const format = useFormat();
  const words = useWords();
  const { files, inspecting, error, dateQuestion, missedProfile, stopped } = useImportFlow();
  const projectCurrency = useProjectState((state) => state.info?.currency?.code ?? null);
  const otherCurrency = projectCurrency === plan.currency.code ? null : projectCurrency;
  const missing = proposal.warnings.flatMap((warning) => (warning.code === 'unmapped' ? warning.missing : []));
  const columns = proposal.columns.length;
  const others = files.length - 1;
  const open = [
    ...words.missing(missing),
    ...(dateQuestion === null ? [] : [t('imports:mapping.dateOrder')]),
    // Lines of orders keep their currency; amounts of other kinds must be in the project’s.
    ...(otherCurrency === null || plan.kind === 'orders' ? [] : [t('imports:mapping.currency')]),
  ];
  return (
    <section className="mapping">
      <h1>{t('imports:mapping.title', { file: proposal.fileName })}</h1>
      <p className="lede">
        {t('imports:mapping.lede', { count: columns, n: format.integer(columns), bytes: format.bytes(proposal.bytes) })}
        {others > 0 && <> {t('imports:mapping.moreFiles', { count: others, n: format.integer(others) })}</>}
      </p>
      <SavedNote proposal={proposal} />
      {stopped && (
        <p className="note" role="status">
          {t('imports:running.stopped')}
        </p>
      )}
      {missedProfile !== null && (
        <p className="note" data-tone="warning">
          {t('imports:mapping.profileMissing', { profile: t(`imports:profile.${missedProfile}`) })}
        </p>
      )}
      <ImportWarnings warnings={proposal.warnings} plan={plan} otherCurrency={otherCurrency} question={dateQuestion} />
      {error !== null && (
        <p className="note" data-tone="failure" role="alert">
          {words.error(error)}
        </p>
      )}
      <DialectStrip proposal={proposal} plan={plan} onChange={correctPlan} />
      <div className="mapping-tables">
        <ColumnTable proposal={proposal} plan={plan} />
        <div className="mapping-side">
          <PreviewTable proposal={proposal} plan={plan} busy={inspecting} />
          <div className="mapping-blocks">
            <RowRulesBlock proposal={proposal} plan={plan} onChange={correctPlan} />
            <StatusWords proposal={proposal} plan={plan} onChange={correctPlan} />
          </div>
        </div>
      </div>
      <div className="mapping-actions">
        <Button className="button primary" isDisabled={inspecting || open.length > 0} onPress={() => void runImport()}>
          {files.length === 1 ? t('imports:mapping.runOne') : t('imports:mapping.run', { count: files.length, n: format.integer(files.length) })}
        </Button>
        <Button className="button" onPress={closeImport}>
          {t('app:action.cancel')}
        </Button>
        {inspecting || open.length > 0 ? (
          <span className="sub" role="status">
            {inspecting ? t('imports:mapping.again') : t('imports:mapping.missing', { fields: format.list(open) })}
          </span>
        ) : (
          <ForecastLine key={JSON.stringify(plan)} bytes={proposal.bytes} />
        )}
      </div>
    </section>
  );
}
