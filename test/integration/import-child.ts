// Imports one file into a project; the kill test ends this process in the middle.
import { importFiles } from '../../core/ingest/import-files.ts';
import { openProject } from '../../core/store/project-store.ts';

const [project = '', file = ''] = process.argv.slice(2);
const store = openProject(project, { create: false });
await importFiles({ paths: [file], plan: null, store, cancelled: () => false, onProgress: () => process.stdout.write('.') });
store.close();
