import { app, protocol, type Session } from 'electron';
import {
  blockRequests,
  debuggingSwitch,
  forbidNavigation,
  forbidNewWindows,
  forbidPeerConnections,
  forbidWebviews,
  grantNoPermission,
  limitDownloads,
  PAGE_SCHEME,
  registerPageScheme,
  servePages,
  switchOffNetwork,
  switchOffSpelling,
} from './security.ts';

/** Every rule of security.ts applied to this process, to every session and to all contents that it will ever have. Must run before `ready`. */
export function hardenApplication(): void {
  const packaged = app.isPackaged;
  const refused = packaged ? debuggingSwitch(app.commandLine) : null;
  if (refused !== null) {
    process.stderr.write(`tenure: --${refused} is refused\n`);
    app.exit(1);
  }
  registerPageScheme(protocol);
  switchOffNetwork(app.commandLine);
  app.on('session-created', (created) => {
    grantNoPermission(created);
    blockRequests(created, packaged);
    limitDownloads(created);
    switchOffSpelling(created);
  });
  app.on('web-contents-created', (_event, contents) => {
    forbidNavigation(contents);
    forbidNewWindows(contents);
    forbidWebviews(contents);
    forbidPeerConnections(contents);
  });
}

/** The pages’ own scheme, in one session; from `ready` on. */
export function servePageScheme(target: Session, folder: string): void {
  target.protocol.handle(PAGE_SCHEME, servePages(folder));
}
