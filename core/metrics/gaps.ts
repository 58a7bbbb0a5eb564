import type { FrameView } from '../frame/order-frame.ts';

/** Histogram of days between consecutive orders of customers [from, to): index is days. */
export function foldGaps(_view: FrameView, _from: number, _to: number): Uint32Array {
  throw new Error('being written');
}
export function mergeGaps(_partials: Uint32Array[]): Uint32Array {
  throw new Error('being written');
}
