import type { Currency, Provenance } from '../contract/provenance.ts';
import type { Filter } from '../contract/scope.ts';
import type { FrameView } from './order-frame.ts';

/** Where the numbers of a view come from. Lines that count, are left out or lie after the as-of day add up to the file, and so does their money. */
export function provenanceOf(_view: FrameView, _filters: Filter[], _currency: Currency): Provenance {
  throw new Error('being written');
}
