import { useProjectState } from '../../engine/project-state.ts';
import { EmptyPage } from './empty-page.tsx';
import { useImportFlow } from './import-flow.ts';
import { ImportList } from './import-list.tsx';
import { MappingPage } from './mapping-page.tsx';
import { ResultPage, StoredResultPage } from './result-page.tsx';
import { RunningPage } from './running-page.tsx';

/** The imports section: the import under way, the one chosen from the list, or the list. */
export function ImportPage({ importId }: { importId: number | null }) {
  const step = useImportFlow((state) => state.step);
  const outcome = useImportFlow((state) => state.outcome);
  const entries = useProjectState((state) => state.info?.imports) ?? [];
  if (step === 'asking') return <MappingPage />;
  if (step === 'running') return <RunningPage />;
  if (step === 'done' && outcome !== null) return <ResultPage outcome={outcome} />;
  const entry = entries.find((other) => other.importId === importId);
  if (entry !== undefined) return <StoredResultPage entry={entry} />;
  return entries.length === 0 ? <EmptyPage /> : <ImportList entries={entries} />;
}
