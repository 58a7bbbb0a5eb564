import type { EncodedBatch } from '../frame/import-target.ts';
import type { LineBatch } from '../frame/line-batch.ts';
import { encodeLineBatch } from './line-batch-codec.ts';

/** A batch as it is stored. */
export function encodeBatch(batch: LineBatch): EncodedBatch {
  return { rows: batch.rows, ...rangeOf(batch.moment), hasCost: batch.cost !== null, ...encodeLineBatch(batch) };
}

function rangeOf(moments: Uint32Array): { firstMoment: number; lastMoment: number } {
  let firstMoment = 0xffff_ffff;
  let lastMoment = 0;
  for (let row = 0; row < moments.length; row++) {
    const moment = moments[row]!;
    if (moment < firstMoment) firstMoment = moment;
    if (moment > lastMoment) lastMoment = moment;
  }
  return { firstMoment, lastMoment };
}
