import { hasDisplay } from './display.mjs';
import { launchElectron } from './launch.mjs';
import { asCommand, SetupError } from './places.mjs';
import { ensureSample } from './sample.mjs';

await asCommand(async () => {
  if (!hasDisplay()) {
    throw new SetupError(
      'There is no display: use the command line (npm run -s tenure -- --help) or a virtual display (xvfb-run -a npm start).',
    );
  }
  await ensureSample();
  return launchElectron(process.argv.slice(2));
});
