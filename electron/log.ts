import log from 'electron-log/main';

/** A file below the user data folder (`logs/main.log`); on the terminal only what is worth a warning, and only in development. */
export function openLog(packaged: boolean): { info(text: string): void; warn(text: string): void } {
  log.transports.file.level = 'info';
  log.transports.console.level = packaged ? false : 'warn';
  return { info: (text) => log.info(text), warn: (text) => log.warn(text) };
}
