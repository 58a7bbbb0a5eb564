import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '../app/tokens.css';
import './report.css';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { engine, engineErrorOf } from '../engine/client.ts';
import { shell } from '../engine/shell.ts';
import { formatFor } from '../i18n/format.ts';
import { initMessages } from '../i18n/index.ts';
import { loadReport } from './load-report.ts';
import { ReportPage } from './report-page.tsx';
import { standaloneDocument } from './standalone-document.ts';

/** Frames without a change in the page after which it counts as drawn. */
const QUIET_FRAMES = 12;

async function start(): Promise<void> {
  try {
    const request = await shell().reportRequest();
    initMessages(request.language);
    document.documentElement.lang = request.language;
    const data = await loadReport(engine(), request);
    document.title = data.project.name;
    const root = document.getElementById('root');
    if (root === null) throw new Error('report.html has no #root');
    await loadFaces();
    createRoot(root).render(
      <I18nProvider locale={formatFor(request.language).locale}>
        <ReportPage data={data} />
      </I18nProvider>,
    );
    await drawn();
    shell().reportReady({ ok: true, html: request.format === 'html' ? await standaloneDocument(document) : null });
  } catch (thrown) {
    shell().reportReady({ ok: false, error: engineErrorOf(thrown) });
  }
}

/** The faces are asked for by name first: text that is not yet on the page loads none. */
async function loadFaces(): Promise<void> {
  const sample = 'Aąłż Їґи ₴ Ёы';
  await Promise.all(['400 13px "Inter Variable"', '600 13px "Inter Variable"', '600 24px "Source Serif 4 Variable"'].map((face) => document.fonts.load(face, sample)));
  await document.fonts.ready;
}

/** Resolves once every chart has its picture and the page has stopped changing. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    let quiet = 0;
    const observer = new MutationObserver(() => {
      quiet = 0;
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    const timer = setInterval(() => {
      const hosts = [...document.querySelectorAll('.chart-host')];
      const complete = document.querySelector('.report-end') !== null && hosts.every((host) => host.querySelector('svg path, svg text') !== null);
      quiet = complete ? quiet + 1 : 0;
      if (quiet < QUIET_FRAMES) return;
      clearInterval(timer);
      observer.disconnect();
      resolve();
    }, 16);
  });
}

void start();
