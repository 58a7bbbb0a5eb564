import { readFile, realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type {
  CommandLine,
  Event,
  IpcMain,
  IpcMainEvent,
  IpcMainInvokeEvent,
  Protocol,
  Session,
  WebContents,
  WebFrameMain,
  WebPreferences,
} from 'electron';
import { z } from 'zod';

/** Every page of the program is `app://tenure/<file>`; nothing else is ever shown or loaded. */
export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'tenure';
const PAGES = ['index.html', 'report.html'] as const;
export type PageName = (typeof PAGES)[number];
export const pageUrl = (page: PageName): string => `${PAGE_SCHEME}://${PAGE_HOST}/${page}`;

/** Must run before the application is ready. A standard, secure scheme: own origin, own storage, and CSP applies. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, codeCache: true } }]);
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const RESPONSE_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Path below the page folder that the address names, or `null` for another origin, a hidden or climbing segment, or a kind of file that pages do not have. */
export function pagePath(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== `${PAGE_SCHEME}:` || parsed.host !== PAGE_HOST || parsed.username !== '') return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  const segments = path.slice(1).split('/');
  if (segments.some((segment) => !/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(segment))) return null;
  return extname(path) in MIME_TYPES ? segments.join('/') : null;
}

/** Serves the files below `folder`; a link that leads anywhere else is not followed. */
export function servePages(folder: string): (request: { url: string; method: string }) => Promise<Response> {
  const nothing = (status: number): Response => new Response(null, { status, headers: RESPONSE_HEADERS });
  return async (request) => {
    if (request.method !== 'GET') return nothing(405);
    const path = pagePath(request.url);
    if (path === null) return nothing(404);
    try {
      const file = join(await realpath(folder), path);
      if ((await realpath(file)) !== file) return nothing(404);
      const type = MIME_TYPES[extname(path)] ?? 'application/octet-stream';
      return new Response(new Uint8Array(await readFile(file)), { headers: { ...RESPONSE_HEADERS, 'Content-Type': type } });
    } catch {
      return nothing(404);
    }
  };
}

export function lockedWebPreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
    devTools: !packaged,
  };
}

export function grantNoPermission(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setDisplayMediaRequestHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
}

/** The only addresses that may be requested: the program’s own files and, while it is being developed, the developer tools. */
export function requestAllowed(url: string, packaged: boolean): boolean {
  return pagePath(url) !== null || (!packaged && url.startsWith('devtools://devtools/'));
}

export function blockRequests(session: { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> }, packaged: boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !requestAllowed(details.url, packaged) }));
}

/** A page may offer what it made itself (a chart, a table) for saving; Electron then asks where. Nothing is ever fetched. */
export function limitDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${PAGE_SCHEME}://${PAGE_HOST}/`)) event.preventDefault();
  });
}

/** The spelling checker would fetch its dictionaries. */
export function switchOffSpelling(session: Pick<Session, 'setSpellCheckerEnabled'>): void {
  session.setSpellCheckerEnabled(false);
}

/** What Chromium would do on its own, and every name it could look up. Must run before the application is ready. */
export function switchOffNetwork(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('no-proxy-server');
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
  commandLine.appendSwitch('disable-sync');
  commandLine.appendSwitch('disable-quic');
  commandLine.appendSwitch('dns-prefetch-disable');
  commandLine.appendSwitch('no-pings');
}

const DEBUG_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'inspect', 'inspect-brk', 'inspect-port'] as const;

/** The switch that would let another program drive an installed Tenure, if it was started with one. */
export function debuggingSwitch(commandLine: Pick<CommandLine, 'hasSwitch'>): string | null {
  return DEBUG_SWITCHES.find((name) => commandLine.hasSwitch(name)) ?? null;
}

type Contents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>;

/** Pages move by their own hash routes only, which are no navigation; the shell loads each page itself. */
export function forbidNavigation(contents: Pick<Contents, 'on'>): void {
  const refuse = (event: Pick<Event, 'preventDefault'>): void => event.preventDefault();
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
}

export function forbidNewWindows(contents: Pick<Contents, 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

export function forbidWebviews(contents: Pick<Contents, 'on'>): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** No datagram leaves but through a proxy, and there is none. */
export function forbidPeerConnections(contents: Pick<Contents, 'setWebRTCIPHandlingPolicy'>): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Which of the program’s pages this frame is, if it is one and fills its window. */
export function ownPage(frame: Pick<WebFrameMain, 'url' | 'parent'> | null): PageName | null {
  if (frame === null || frame.parent !== null) return null;
  const path = pagePath(frame.url);
  return PAGES.find((page) => page === path) ?? null;
}

/** A call that `pages` may make, and what it must look like. */
export interface Channel<Q> {
  name: string;
  pages: readonly PageName[];
  request: z.ZodType<Q>;
}

function accept<Q>(channel: Channel<Q>, event: IpcMainEvent | IpcMainInvokeEvent, request: unknown): Q {
  const page = ownPage(event.senderFrame);
  if (page === null || !channel.pages.includes(page)) throw new Error(`${channel.name}: refused`);
  const parsed = channel.request.safeParse(request);
  if (!parsed.success) throw new Error(`${channel.name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Answers calls from the program’s own pages; any other caller, and a request of the wrong shape, is refused before it reaches `answer`. */
export function answerOwnPages<Q, R>(
  ipcMain: Pick<IpcMain, 'handle'>,
  channel: Channel<Q>,
  answer: (request: Q, sender: WebContents) => R | Promise<R>,
): void {
  ipcMain.handle(channel.name, async (event, request: unknown) => answer(accept(channel, event, request), event.sender));
}

/** The same for messages that nobody waits for; what is refused is dropped. */
export function hearOwnPages<Q>(ipcMain: Pick<IpcMain, 'on'>, channel: Channel<Q>, listener: (message: Q, sender: WebContents) => void): void {
  ipcMain.on(channel.name, (event, message: unknown) => {
    let accepted: Q;
    try {
      accepted = accept(channel, event, message);
    } catch {
      return;
    }
    listener(accepted, event.sender);
  });
}
