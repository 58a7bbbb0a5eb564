import type { LineSource } from './line-source.ts';
import type { OrderFrame } from './order-frame.ts';

export interface BuildOptions {
  /** Lines read so far, of twice the lines of the source (there are two passes). */
  onProgress?: (done: number, total: number) => void;
  /** Asked once a batch; a yes ends the build with CANCELLED. */
  cancelled?: () => boolean;
}

/** Puts order lines in customer-major order. */
export function buildFrame(_source: LineSource, _options: BuildOptions = {}): OrderFrame {
  throw new Error('being written');
}
