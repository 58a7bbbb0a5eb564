import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EnginePortMessage, MenuCommand, ShellApi } from '../core/contract/shell.ts';
import { CHANNEL } from './channels.ts';

const shell: ShellApi = {
  startup: () => ipcRenderer.invoke(CHANNEL.startup),
  saveSettings: (settings) => ipcRenderer.invoke(CHANNEL.saveSettings, settings),
  chooseOrderFiles: (from) => ipcRenderer.invoke(CHANNEL.chooseOrderFiles, from),
  chooseProject: (mode) => ipcRenderer.invoke(CHANNEL.chooseProject, mode),
  chooseSaveFile: (request) => ipcRenderer.invoke(CHANNEL.chooseSaveFile, request),
  registerDropped: (files) => ipcRenderer.invoke(CHANNEL.registerDropped, Array.from(files, (file) => webUtils.getPathForFile(file))),
  projectOpened: (file) => ipcRenderer.invoke(CHANNEL.projectOpened, file),
  exportReport: (request) => ipcRenderer.invoke(CHANNEL.exportReport, request),
  reportRequest: () => ipcRenderer.invoke(CHANNEL.reportRequest),
  reportReady: (outcome) => ipcRenderer.send(CHANNEL.reportReady, outcome),
  connectEngine: () => ipcRenderer.send(CHANNEL.connectEngine),
  onMenu(listener) {
    const forward = (_event: unknown, command: MenuCommand): void => listener(command);
    ipcRenderer.on(CHANNEL.menu, forward);
    return () => ipcRenderer.off(CHANNEL.menu, forward);
  },
};

contextBridge.exposeInMainWorld('tenure', shell);

ipcRenderer.on(CHANNEL.enginePort, (event, reason: EnginePortMessage['reason']) => {
  const message: EnginePortMessage = { type: 'tenure-engine-port', reason };
  window.postMessage(message, window.location.origin, [...event.ports]);
});
