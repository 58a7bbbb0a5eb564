/** Names of the messages between the preload and the shell. No imports: the sandboxed preload carries this file whole. */
export const CHANNEL = {
  startup: 'tenure:startup',
  saveSettings: 'tenure:save-settings',
  chooseOrderFiles: 'tenure:choose-order-files',
  chooseProject: 'tenure:choose-project',
  chooseSaveFile: 'tenure:choose-save-file',
  registerDropped: 'tenure:register-dropped',
  projectOpened: 'tenure:project-opened',
  exportReport: 'tenure:export-report',
  reportRequest: 'tenure:report-request',
  reportReady: 'tenure:report-ready',
  connectEngine: 'tenure:connect-engine',
  menu: 'tenure:menu',
  enginePort: 'tenure:engine-port',
} as const;
