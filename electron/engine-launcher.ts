import { MessageChannelMain, utilityProcess } from 'electron';
import type { EngineLauncher } from './engine-process.ts';
import { ENGINE } from './places.ts';

export const ENGINE_SERVICE_NAME = 'Tenure engine';

/** Electron’s utility process as the supervised engine. */
export function engineLauncher(rest: Pick<EngineLauncher, 'grants' | 'onGivenUp' | 'log'>, packaged: boolean): EngineLauncher {
  return {
    ...rest,
    fork: () => utilityProcess.fork(ENGINE, [], { serviceName: ENGINE_SERVICE_NAME, stdio: packaged ? 'ignore' : 'inherit' }),
    channel: () => new MessageChannelMain(),
  };
}
