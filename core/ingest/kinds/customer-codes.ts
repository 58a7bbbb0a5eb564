import { NO_CODE } from '../../frame/line-batch.ts';
import { createKeyReader } from '../key-columns.ts';
import type { RowFaults } from '../row-faults.ts';
import { createTextIndex } from '../text-index.ts';
import type { RowBlock } from '../tokenizer.ts';
import type { FactContext } from './fact-context.ts';

/** Reads whose a row is, by the key that order lines have: the id, else the e-mail, else the phone; NO_CODE: nobody’s.
 *  Codes are those of the project. */
export function createCustomerCodes({ plan, dictionaries }: FactContext): (block: RowBlock, faults: RowFaults, into: Uint32Array) => void {
  // A key reader fills an index of the block’s own, as it does for segments of order files.
  const ofBlock = createTextIndex();
  const keys = createKeyReader(plan.mapping, createTextIndex(), ofBlock);
  return (block, faults, into) => {
    ofBlock.clear();
    keys.readCustomers(block, faults, into);
    const codes = dictionaries.customers.codes(ofBlock.texts());
    for (let row = 0; row < block.rows; row++) if (faults.fault[row] === 0 && into[row] !== NO_CODE) into[row] = codes[into[row]!]!;
  };
}
