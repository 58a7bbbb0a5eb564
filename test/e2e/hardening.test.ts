import { writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchTenure, repository } from './harness.ts';

/** A server that counts who comes: the proof that nothing left the program. */
async function listeningServer(): Promise<{ address: string; datagrams: number; visits: string[] }> {
  const visits: string[] = [];
  const socket = createSocket('udp4', () => visits.push('datagram')).bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('<script>window.opener?.postMessage("here")</script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    socket.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, datagrams: socket.address().port, visits };
}

const loads = (page: Page, source: string): Promise<boolean> =>
  page.evaluate(
    (address) =>
      new Promise<boolean>((resolve) => {
        const image = new Image();
        image.addEventListener('load', () => resolve(true));
        image.addEventListener('error', () => resolve(false));
        image.src = address;
      }),
    source,
  );

describe('the live window', () => {
  it('has no Node, no way out and no way in', async () => {
    const { address, datagrams, visits } = await listeningServer();
    const { app, page } = await launchTenure();

    // Nothing of Node or Electron but the calls of the contract.
    expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in window))).toEqual([]);
    expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'tenure') as object).toSorted())).toEqual([
      'chooseOrderFiles',
      'chooseProject',
      'chooseSaveFile',
      'connectEngine',
      'exportReport',
      'onMenu',
      'projectOpened',
      'registerDropped',
      'reportReady',
      'reportRequest',
      'saveSettings',
      'startup',
    ]);
    // What Electron itself says of the window it made; its type declarations leave this call out.
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });

    // The policy stops inline scripts, evaluation, styles in attributes and foreign scripts.
    expect(
      await page.evaluate(async () => {
        const outcome: Record<string, unknown> = {};
        const inline = document.createElement('script');
        inline.textContent = 'window.inlineRan = true';
        document.body.append(inline);
        outcome['inline'] = Reflect.get(window, 'inlineRan');
        document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.handlerRan = true"><p id="styled" style="color: rgb(1, 2, 3)">x</p>');
        await new Promise((resolve) => setTimeout(resolve, 200));
        outcome['handler'] = Reflect.get(window, 'handlerRan');
        outcome['style'] = getComputedStyle(document.querySelector('#styled')!).color === 'rgb(1, 2, 3)';
        const script = document.createElement('script');
        script.src = 'data:text/javascript,window.dataRan=true';
        outcome['data script'] = await new Promise((resolve) => {
          script.addEventListener('load', () => resolve('loaded'));
          script.addEventListener('error', () => resolve('refused'));
          document.body.append(script);
        });
        // A page script, unlike this one, is bound by the policy: so evaluation is tried from a timer's string.
        setTimeout('window.evaluated = true', 0);
        await new Promise((resolve) => setTimeout(resolve, 50));
        outcome['evaluated'] = Reflect.get(window, 'evaluated');
        document.querySelector('#styled')?.remove();
        return outcome;
      }),
    ).toEqual({ inline: undefined, handler: undefined, style: false, 'data script': 'refused', evaluated: undefined });

    // Nothing reaches the network, by whatever means.
    expect(
      await page.evaluate(async ([target, port]) => {
        const refused = async (attempt: () => unknown): Promise<boolean> => {
          try {
            await attempt();
            return false;
          } catch {
            return true;
          }
        };
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = `${target}/style.css`;
        document.head.append(link);
        const form = document.createElement('form');
        form.action = `${target}/form`;
        document.body.append(form);
        form.submit();
        const frame = document.createElement('iframe');
        frame.src = `${target}/frame`;
        document.body.append(frame);
        const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
        peer.createDataChannel('x');
        void peer.createOffer().then((offer) => peer.setLocalDescription(offer));
        const result = {
          fetch: await refused(() => fetch(`${target}/fetch`)),
          ownFetch: await refused(() => fetch('app://tenure/index.html')),
          socket: await new Promise((resolve) => {
            const socket = new WebSocket(`${target.replace('http', 'ws')}/socket`);
            socket.addEventListener('error', () => resolve(true));
            socket.addEventListener('open', () => resolve(false));
          }).catch(() => true),
          // `true` would mean that the browser agreed to send it.
          beacon: navigator.sendBeacon(`${target}/beacon`) && 'queued',
          opened: window.open(`${target}/window`),
        };
        await new Promise((resolve) => setTimeout(resolve, 1000));
        frame.remove();
        form.remove();
        link.remove();
        peer.close();
        return result;
      }, [address, datagrams] as const),
    ).toMatchObject({ fetch: true, ownFetch: true, socket: true, opened: null });
    expect(await loads(page, `${address}/image.png`)).toBe(false);
    // Where no policy of a page applies, the session refuses the request, and no name can be looked up.
    expect(await app.evaluate(({ net }, target) => net.fetch(target).then(() => 'reached', String), `${address}/main`)).toMatch(/ERR_BLOCKED_BY_CLIENT/);
    expect(await app.evaluate(({ session }) => session.defaultSession.resolveHost('localhost').then(() => 'found', String))).toMatch(/ERR_NAME_NOT_RESOLVED/);
    expect(visits).toEqual([]);
    expect(app.windows()).toHaveLength(1);

    // No permission, whatever is asked.
    expect(
      await page.evaluate(async () => ({
        notifications: await Notification.requestPermission(),
        geolocation: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(() => resolve('granted'), () => resolve('denied'));
        }),
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', () => 'denied'),
        screen: await navigator.mediaDevices.getDisplayMedia().then(() => 'granted', () => 'denied'),
        clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
      })),
    ).toEqual({ notifications: 'denied', geolocation: 'denied', camera: 'denied', screen: 'denied', clipboard: 'denied' });
  });

  it('serves its own files and nothing beside them', async () => {
    const { page, app, userData } = await launchTenure();
    writeFileSync(join(userData, 'secret.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
    const up = '..%2f'.repeat(12);
    for (const path of [`${up}${userData.slice(1)}/secret.svg`, `../../../..${userData}/secret.svg`, `%2f${userData.slice(1)}/secret.svg`, `/${userData}/secret.svg`]) {
      expect(await loads(page, `app://tenure/${path}`), path).toBe(false);
    }
    const status = (url: string): Promise<number> => app.evaluate(({ session }, address) => session.defaultSession.fetch(address).then((r) => r.status, () => 0), url);
    expect(await status('app://tenure/index.html')).toBe(200);
    expect(await status('app://tenure/../package.json')).not.toBe(200);
    expect(await status('app://tenure/..%2f..%2fpackage.json')).not.toBe(200);
  });

  it('refuses calls from a frame that is not its own page', async () => {
    const { app } = await launchTenure();
    const answers = await app.evaluate(async ({ BrowserWindow }, preload) => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
      await foreign.loadURL('about:blank');
      const answer = (code: string): Promise<string> =>
        foreign.webContents.executeJavaScript(`Promise.resolve(${code}).then((value) => 'answered ' + JSON.stringify(value), (error) => error.message)`) as Promise<string>;
      const all = {
        startup: await answer('tenure.startup()'),
        dialog: await answer('tenure.chooseOrderFiles("files")'),
        save: await answer('tenure.chooseSaveFile({ suggestedName: "table", extension: "csv" })'),
        opened: await answer('tenure.projectOpened("12345678-1234")'),
        engine: await foreign.webContents.executeJavaScript(
          'new Promise((resolve) => { addEventListener("message", () => resolve("port")); tenure.connectEngine(); setTimeout(() => resolve("none"), 500); })',
        ) as string,
      };
      foreign.destroy();
      return all;
    }, join(repository, 'dist', 'shell', 'preload.cjs'));
    expect(answers.startup).toMatch(/refused/);
    expect(answers.dialog).toMatch(/refused/);
    expect(answers.save).toMatch(/refused/);
    expect(answers.opened).toMatch(/refused/);
    expect(answers.engine).toBe('none');
  });

  it('validates what its own page sends', async () => {
    const { page } = await launchTenure();
    const refusal = (call: string, argument: unknown): Promise<string> =>
      page.evaluate(
        ([name, value]) => {
          const shell = Reflect.get(window, 'tenure') as Record<string, (argument: unknown) => Promise<unknown>>;
          return shell[name]?.(value).then((answer) => `answered ${JSON.stringify(answer)}`, (error: Error) => error.message) ?? '';
        },
        [call, argument] as const,
      );
    expect(await refusal('saveSettings', { language: 'de', theme: 'dark' })).toMatch(/language/);
    expect(await refusal('chooseProject', '/etc/passwd')).toMatch(/open.*new/);
    expect(await refusal('chooseSaveFile', { suggestedName: '../../etc/passwd', extension: 'csv' })).toMatch(/suggestedName/);
    expect(await refusal('chooseSaveFile', { suggestedName: 'table', extension: 'sh' })).toMatch(/extension/);
    expect(await refusal('projectOpened', '../../etc/passwd')).toMatch(/projectOpened|project-opened/);
    expect(await refusal('exportReport', { language: 'en', scope: null, period: null, format: 'pdf', path: '/tmp/x.pdf' })).toMatch(/scope/);
    expect(await refusal('reportRequest', undefined)).toMatch(/refused/);
  });

  // Last: Playwright waits for a navigation that was refused.
  it('never navigates', async () => {
    const { address, visits } = await listeningServer();
    const { app, page } = await launchTenure();
    const before = page.url();
    // Hostile links: into a new window, into this one, and one that is a script.
    await page.evaluate((target) => {
      for (const [href, frame] of [[`${target}/blank`, '_blank'], [`${target}/top`, '_top'], ['javascript:window.linkRan=true', '_self']] as const) {
        const link = document.createElement('a');
        link.href = href;
        link.target = frame;
        document.body.append(link);
        link.click();
        link.remove();
      }
      window.location.href = target;
    }, address);
    await app.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    await app.evaluate(({ BrowserWindow }, target) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`location.assign(${JSON.stringify(target)}); 0`), `${address}/assign`);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("location.assign('app://tenure/report.html'); 0"));
    await app.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    const after = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(after?.split('#')[0]).toBe(before.split('#')[0]);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('String(window.linkRan)'))).toBe('undefined');
    expect(app.windows()).toHaveLength(1);
    expect(visits).toEqual([]);
  });
});
