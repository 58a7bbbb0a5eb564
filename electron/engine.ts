import { z } from 'zod';
import { createEngine } from '../core/engine/engine.ts';
import { engineMessageSchema } from './engine-messages.ts';
import { portOf } from './port.ts';

/** Entry of the engine process: core/engine behind Electron’s ports. */
z.config({ jitless: true });

const engine = createEngine({});

process.parentPort.on('message', ({ data, ports }) => {
  const message = engineMessageSchema.parse(data);
  switch (message.type) {
    case 'grant':
      if (message.use === 'save') engine.grantTargetAs(message.token, message.path);
      else engine.grantAs(message.token, message.path);
      break;
    case 'connect':
      for (const port of ports) engine.serve(portOf(port));
      break;
    case 'close':
      void engine.close().finally(() => process.exit(0));
  }
});
