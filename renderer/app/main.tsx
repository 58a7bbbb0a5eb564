import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import './tokens.css';
import './base.css';
import './buttons.css';
import './fields.css';
import './floating.css';
import './frame.css';
import './scope.css';
import './status.css';
import './palette.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { shell } from '../engine/shell.ts';
import { initMessages } from '../i18n/index.ts';
import { App } from './app.tsx';
import { startSession } from './session.ts';
import { applySettings } from './settings-store.ts';

async function start(): Promise<void> {
  const startup = await shell().startup();
  initMessages(startup.settings.language);
  applySettings(startup.settings);
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(<App />);
  await startSession(startup);
}

void start();
