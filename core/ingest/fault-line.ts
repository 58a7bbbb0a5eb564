import { openByteSource } from './byte-source.ts';
import { createTranscoder, type Encoding } from './encoding.ts';

const LF = 10;
const CR = 13;

/** The line of a text file, from 1, on which bytes are found that its encoding does not have, or a zero; `null` if there is none. Reads the file
 *  anew, piece by piece: it is asked for only once a file is refused. Throws EngineFailure FILE. */
export async function lineOfBadText(path: string, encoding: Encoding): Promise<number | null> {
  const transcoder = createTranscoder(encoding);
  let line = 1;
  let afterCr = false;
  for await (const chunk of (await openByteSource(path)).chunks()) {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(LF, from);
      const to = end < 0 ? chunk.length : end + 1;
      const text = transcoder.write(chunk.subarray(from, to));
      from = to;
      if (text === null) return line;
      for (const byte of text) {
        if (byte === 0) return line;
        if (byte === CR || (byte === LF && !afterCr)) line++;
        afterCr = byte === CR;
      }
    }
  }
  return transcoder.end() === null ? line : null;
}
