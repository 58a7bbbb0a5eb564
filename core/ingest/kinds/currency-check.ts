import { currencyCode } from '../currency.ts';
import { markFault, type RowFaults } from '../row-faults.ts';
import type { RowBlock } from '../tokenizer.ts';
import type { FactContext } from './fact-context.ts';
import { cellText } from './fact-cells.ts';

/** Puts rows at fault whose amount is in another currency than the project’s; an empty cell is in that of the plan. METRICS §1 */
export function createCurrencyCheck({ plan, currency }: FactContext): (block: RowBlock, faults: RowFaults) => void {
  const column = plan.mapping.currency;
  return (block, faults) => {
    for (let row = 0; row < block.rows; row++) {
      if (faults.fault[row] !== 0) continue;
      const text = cellText(block, row, column);
      const code = text === null ? plan.currency.code : currencyCode(text);
      if (code !== currency.code) markFault(faults, row, 'other-currency', column ?? -1);
    }
  };
}
