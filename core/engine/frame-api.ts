import type { FramePart } from '../frame/frame-part.ts';
import type { BatchRange } from '../store/stored-lines.ts';
import type { LineRules } from './ruled-source.ts';

/** A part of a project’s lines. */
export interface FrameStart {
  path: string;
  /** Of the project as the part of the other threads sees it. */
  fingerprint: string;
  range: BatchRange;
  rules: LineRules;
  /** Shared: rows that all parts have read, of `total`. */
  rowsDone: Int32Array;
  total: number;
  /** Place among the cancel flags. */
  slot: number;
}

/** A thread that helps to build a frame: told once of which lines, and then what a part is told. Not begun where the file is another one by
 *  now, or holds something else: another process imports and undoes as it likes. */
export interface FrameApi extends FramePart {
  begin: (request: FrameStart) => boolean;
}
