import type { Likelihood } from './likelihood.ts';

/** Which likelihood is summed; or that patterns are forecast, which leaves no sums. */
export const PART_TASKS = { purchases: 0, spend: 1, forecast: 2 } as const;

/** Sums of every part, SUM_WIDTH numbers each in the order of the parts: the log-likelihood and its derivatives. */
export type SumParts = (task: number, parts: number, parameters: Float64Array) => Float64Array;

export const SUM_WIDTH = 5;
export const MOST_PARTS = 255;
const LEAST_TERMS = 16_384;

/** Parts of a sum depend on its length alone, and are added up in their order: the result is the same whoever sums them. */
export function partCount(terms: number): number {
  return Math.max(1, Math.min(MOST_PARTS, Math.ceil(terms / LEAST_TERMS)));
}

/** Terms [from, to) of a part. */
export function partRange(terms: number, part: number): [from: number, to: number] {
  const parts = partCount(terms);
  return [Math.floor((part * terms) / parts), Math.floor(((part + 1) * terms) / parts)];
}

/** Writes the sums of one part. */
export function sumPart({ evaluate, terms }: Likelihood, part: number, parameters: Float64Array, sums: Float64Array): void {
  const [from, to] = partRange(terms, part);
  sums[0] = evaluate(parameters, sums.subarray(1), from, to);
}

/** The likelihood as a sum of its parts. `sum` is the work of several threads; `null`: of this one. `watch` hears of each value. */
export function summedInParts(likelihood: Likelihood, task: number, sum: SumParts | null, watch: (logLikelihood: number) => void): Likelihood {
  const parts = partCount(likelihood.terms);
  const own = new Float64Array(parts * SUM_WIDTH);
  const sumHere: SumParts = (_task, _parts, parameters) => {
    for (let part = 0; part < parts; part++) sumPart(likelihood, part, parameters, own.subarray(part * SUM_WIDTH, (part + 1) * SUM_WIDTH));
    return own;
  };
  return {
    ...likelihood,
    evaluate(parameters, gradient) {
      const sums = (parts > 1 && sum !== null ? sum : sumHere)(task, parts, parameters);
      let logLikelihood = 0;
      gradient.fill(0);
      for (let at = 0; at < parts * SUM_WIDTH; at += SUM_WIDTH) {
        logLikelihood += sums[at]!;
        for (let i = 0; i < gradient.length; i++) gradient[i]! += sums[at + 1 + i]!;
      }
      watch(logLikelihood);
      return logLikelihood;
    },
  };
}
