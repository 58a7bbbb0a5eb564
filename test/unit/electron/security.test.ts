import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  answerOwnPages,
  blockRequests,
  CONTENT_SECURITY_POLICY,
  debuggingSwitch,
  forbidNavigation,
  forbidNewWindows,
  forbidPeerConnections,
  forbidWebviews,
  grantNoPermission,
  hearOwnPages,
  limitDownloads,
  lockedWebPreferences,
  ownPage,
  pagePath,
  pageUrl,
  registerPageScheme,
  requestAllowed,
  servePages,
  switchOffNetwork,
  switchOffSpelling,
} from '../../../electron/security.ts';
import { recorder } from './recorder.ts';

describe('pagePath', () => {
  it.each([
    ['app://tenure/index.html', 'index.html'],
    ['app://tenure/report.html?x=1#/cohorts', 'report.html'],
    ['app://tenure/assets/main-B1_x.js', 'assets/main-B1_x.js'],
    ['app://tenure/assets/inter.woff2', 'assets/inter.woff2'],
    // The URL standard resolves dots before anybody sees them; what is left is an ordinary name.
    ['app://tenure/../../etc/passwd.html', 'etc/passwd.html'],
    ['app://tenure/assets/%2e%2e/index.html', 'index.html'],
  ])('%s names %s', (url, path) => expect(pagePath(url)).toBe(path));

  it.each([
    'app://tenure/',
    'app://tenure/assets/',
    'app://tenure/index',
    'app://tenure/state.json',
    'app://tenure/..%2f..%2fsecret.html',
    'app://tenure/..%5c..%5csecret.html',
    'app://tenure/assets\\..\\..\\secret.html%00',
    'app://tenure/index.html%00.js',
    'app://tenure/.hidden.html',
    'app://tenure//etc/x.html',
    'app://tenure/%E0%A4%A.html',
    'app://tenure/C:/x.html',
    'app://other/index.html',
    'app://tenure.evil.example/index.html',
    'app://user@tenure/index.html',
    'file:///etc/x.html',
    'https://tenure/index.html',
    'javascript:alert(1)//.html',
    'no address',
  ])('%s names nothing', (url) => expect(pagePath(url)).toBeNull());
});

describe('servePages', () => {
  let place: string;
  let get: (url: string, method?: string) => Promise<Response>;

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'tenure-pages-'));
    await mkdir(join(place, 'page', 'assets'), { recursive: true });
    await writeFile(join(place, 'page', 'index.html'), '<title>Ґ ł</title>');
    await writeFile(join(place, 'page', 'assets', 'a.js'), 'export {}');
    await writeFile(join(place, 'page', 'assets', 'notes.txt'), 'not a kind of file that pages have');
    await writeFile(join(place, 'secret.html'), 'secret');
    await symlink(join(place, 'secret.html'), join(place, 'page', 'linked.html'));
    await symlink(place, join(place, 'page', 'up'));
    const handler = servePages(join(place, 'page'));
    get = (url, method = 'GET') => handler({ url, method });
  });
  afterAll(() => rm(place, { recursive: true }));

  it('serves a file with its type and every protecting header', async () => {
    const response = await get('app://tenure/index.html');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<title>Ґ ł</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await get('app://tenure/assets/a.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each(['app://tenure/missing.html', 'app://tenure/assets/notes.txt', 'app://tenure/linked.html', 'app://tenure/up/secret.html', 'app://tenure/..%2fsecret.html'])(
    'finds nothing at %s',
    async (url) => {
      const response = await get(url);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('');
    },
  );

  it('answers no other method', async () => expect((await get('app://tenure/index.html', 'POST')).status).toBe(405));
});

describe('the content security policy', () => {
  const policy = new Map(CONTENT_SECURITY_POLICY.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));

  it('starts from nothing and lets scripts and styles come from the program’s own files only', () => {
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'none'"]);
  });

  it('has no exception for inline code, evaluation or another origin', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*|blob:|app:/);
  });
});

it('the page scheme is a standard, secure origin that cannot bypass its policy', () => {
  const { target, calls } = recorder(['registerSchemesAsPrivileged']);
  registerPageScheme(target);
  expect(calls).toEqual([['registerSchemesAsPrivileged', [{ scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } }]]]);
});

it('windows are sandboxed and isolated, without Node', () => {
  const preferences = lockedWebPreferences('/preload.cjs', true);
  expect(preferences).toMatchObject({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    devTools: false,
  });
  expect(lockedWebPreferences('/preload.cjs', false).devTools).toBe(true);
});

it('no permission is granted, no device shown, no screen captured', () => {
  const { target, calls } = recorder(['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler', 'setDisplayMediaRequestHandler']);
  grantNoPermission(target);
  const handler = (name: string) => calls.find(([called]) => called === name)?.[1] as (...values: unknown[]) => unknown;
  const answers: unknown[] = [];
  handler('setPermissionRequestHandler')({}, 'media', (granted: unknown) => answers.push(granted));
  handler('setDisplayMediaRequestHandler')({}, (streams: unknown) => answers.push(streams));
  expect(answers).toEqual([false, null]);
  expect(handler('setPermissionCheckHandler')({}, 'clipboard-read')).toBe(false);
  expect(handler('setDevicePermissionHandler')({ deviceType: 'usb' })).toBe(false);
});

describe('requests', () => {
  it.each(['http://example.com/', 'https://example.com/x.js', 'ws://localhost:1/', 'file:///etc/passwd', 'ftp://example.com/', 'devtools://devtools/x.js', 'app://other/index.html'])(
    'an installed program never requests %s',
    (url) => expect(requestAllowed(url, true)).toBe(false),
  );

  it('its own files, and developer tools only while it is developed', () => {
    expect(requestAllowed('app://tenure/index.html', true)).toBe(true);
    expect(requestAllowed('devtools://devtools/bundled/x.js', false)).toBe(true);
    expect(requestAllowed('https://example.com/', false)).toBe(false);
  });

  it('are cancelled before they are made', () => {
    const { target, calls } = recorder(['onBeforeRequest']);
    blockRequests({ webRequest: target }, true);
    const listener = calls[0]?.[1] as (details: { url: string }, answer: (response: unknown) => void) => void;
    const answers: unknown[] = [];
    listener({ url: 'https://example.com/' }, (response) => answers.push(response));
    listener({ url: pageUrl('index.html') }, (response) => answers.push(response));
    expect(answers).toEqual([{ cancel: true }, { cancel: false }]);
  });

  it('Chromium’s own traffic and every name look-up are off', () => {
    const { target, calls } = recorder(['appendSwitch']);
    switchOffNetwork(target);
    expect(calls).toContainEqual(['appendSwitch', 'host-resolver-rules', 'MAP * ~NOTFOUND']);
    expect(calls.map(([, name]) => name)).toEqual(expect.arrayContaining(['disable-background-networking', 'disable-component-update', 'no-proxy-server']));
  });

  it('no dictionary is fetched', () => {
    const { target, calls } = recorder(['setSpellCheckerEnabled']);
    switchOffSpelling(target);
    expect(calls).toEqual([['setSpellCheckerEnabled', false]]);
  });
});

it('only what the page made itself can be saved', () => {
  const { target, fire } = recorder(['on']);
  limitDownloads(target);
  const download = (url: string): boolean => fire('will-download', { getURL: () => url });
  expect(download('blob:app://tenure/6d3b')).toBe(false);
  expect(download('blob:https://example.com/6d3b')).toBe(true);
  expect(download('https://example.com/x.exe')).toBe(true);
  expect(download('data:text/plain,x')).toBe(true);
});

it('contents never navigate, open windows, hold webviews or meet peers', () => {
  const { target, calls, fire } = recorder(['on', 'setWindowOpenHandler', 'setWebRTCIPHandlingPolicy']);
  forbidNavigation(target);
  forbidNewWindows(target);
  forbidWebviews(target);
  forbidPeerConnections(target);
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) expect(fire(event), event).toBe(true);
  const open = calls.find(([name]) => name === 'setWindowOpenHandler')?.[1] as () => unknown;
  expect(open()).toEqual({ action: 'deny' });
  expect(calls).toContainEqual(['setWebRTCIPHandlingPolicy', 'disable_non_proxied_udp']);
});

it('a debugging switch is noticed', () => {
  expect(debuggingSwitch({ hasSwitch: (name) => name === 'remote-debugging-port' })).toBe('remote-debugging-port');
  expect(debuggingSwitch({ hasSwitch: () => false })).toBeNull();
});

describe('messages', () => {
  const top = (url: string) => ({ url, parent: null });
  const inner = { url: pageUrl('index.html'), parent: {} as never };

  it('come from the program’s own pages when they fill the window', () => {
    expect(ownPage(top('app://tenure/index.html#/cohorts'))).toBe('index.html');
    expect(ownPage(top('app://tenure/report.html'))).toBe('report.html');
    expect(ownPage(top('app://tenure/assets/a.js'))).toBeNull();
    expect(ownPage(top('about:blank'))).toBeNull();
    expect(ownPage(top('https://tenure/index.html'))).toBeNull();
    expect(ownPage(inner)).toBeNull();
    expect(ownPage(null)).toBeNull();
  });

  const channel = { name: 'double', pages: ['index.html'] as const, request: z.int() };

  it('are answered for such a page and a valid request alone', async () => {
    const { target, calls } = recorder(['handle']);
    const asked: number[] = [];
    answerOwnPages(target, channel, (request) => {
      asked.push(request);
      return request * 2;
    });
    const call = calls[0]?.[2] as (event: unknown, request: unknown) => Promise<unknown>;
    await expect(call({ senderFrame: top(pageUrl('index.html')) }, 21)).resolves.toBe(42);
    await expect(call({ senderFrame: top(pageUrl('report.html')) }, 21)).rejects.toThrow('double: refused');
    await expect(call({ senderFrame: top('about:blank') }, 21)).rejects.toThrow('refused');
    await expect(call({ senderFrame: inner }, 21)).rejects.toThrow('refused');
    await expect(call({ senderFrame: null }, 21)).rejects.toThrow('refused');
    await expect(call({ senderFrame: top(pageUrl('index.html')) }, '21; drop')).rejects.toThrow('double');
    expect(asked).toEqual([21]);
  });

  it('are heard under the same rule, and dropped otherwise', () => {
    const { target, calls } = recorder(['on']);
    const heard: number[] = [];
    hearOwnPages(target, channel, (message) => heard.push(message));
    const send = calls[0]?.[2] as (event: unknown, message: unknown) => void;
    send({ senderFrame: top(pageUrl('index.html')) }, 1);
    send({ senderFrame: top('about:blank') }, 2);
    send({ senderFrame: top(pageUrl('index.html')) }, 'three');
    expect(heard).toEqual([1]);
  });
});
