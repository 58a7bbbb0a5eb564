// Does what Electron's own default_app.asar does, for a build that comes without one.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

app.setName(about.productName ?? about.name);
app.setVersion(about.version);
app.setAppPath(folder);
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
}

// Top-level await: `ready` waits for it, so the application may still call what must come before `ready`.
await import(pathToFileURL(path.join(folder, about.main)).href);
