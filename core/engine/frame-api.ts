import type { FramePart } from '../frame/frame-part.ts';
import type { BatchRange } from '../store/stored-lines.ts';
import type { LineRules } from './ruled-source.ts';

/** A part of a project’s lines. */
export interface FrameStart {
  path: string;
  range: BatchRange;
  rules: LineRules;
  /** Shared: rows that all parts have read, of `total`. */
  rowsDone: Int32Array;
  total: number;
  /** Place among the cancel flags. */
  slot: number;
}

/** A thread that helps to build a frame: told once of which lines, and then what a part is told. */
export interface FrameApi extends FramePart {
  begin: (request: FrameStart) => null;
}
