import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from '../../../core/engine/argsort.ts';

const keys = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, -0, Infinity, -Infinity, 5e-324)), { maxLength: 300 });

test.each([false, true])('orders like a stable comparison sort (descending %s)', (descending) => {
  fc.assert(
    fc.property(keys, (values) => {
      const expected = values.map((_, position) => position).sort((left, right) => {
        const [a, b] = [values[left]!, values[right]!];
        if (a === b) return left - right;
        return a < b === descending ? 1 : -1;
      });
      expect(Array.from(argsort(Float64Array.from(values), descending))).toEqual(expected);
    }),
  );
});
