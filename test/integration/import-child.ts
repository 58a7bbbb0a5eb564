// Imports one file into a project, or undoes its last import, and says how far it is: r for rows being read, w for the commit. The kill test ends
// this process in the middle.
import { importFiles } from '../../core/ingest/import-files.ts';
import { openProject } from '../../core/store/project-store.ts';

const [project = '', file = ''] = process.argv.slice(2);
const store = openProject(project, { create: false });
if (file === '--undo') {
  process.stdout.write('r');
  // What is written goes out before the undo, which keeps this thread busy.
  await new Promise((resolve) => setTimeout(resolve, 5));
  store.undoImport(store.imports().at(-1)?.importId ?? 0);
} else {
  await importFiles({ paths: [file], plan: null, store, cancelled: () => false, onProgress: ({ stage }) => process.stdout.write(stage === 'writing' ? 'w' : 'r') });
}
store.close();
