import type { Interval } from '../provenance.ts';

/** 90 % interval: parameters drawn from their estimated distribution, and the chance of what customers do. */
export interface Estimate {
  value: number;
  interval: Interval;
}
