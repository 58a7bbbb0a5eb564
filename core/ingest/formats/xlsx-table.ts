import { fileFailure } from '../file-faults.ts';
import { createBlockWriter } from './block-writer.ts';
import { createSheetReader } from './xlsx-sheet.ts';
import { readWorkbook } from './xlsx-workbook.ts';
import { openZipParts } from './xlsx-zip.ts';
import { hashUnchanged, stampOf, type Table } from './table.ts';
import { BROKEN, createXmlTokens, PAUSED } from './xml-tokens.ts';

/** The sheets of an XLSX workbook (ECMA-376, transitional or strict). Formulas count as the values stored with them; a merged cell’s value
 *  stands in its first cell; dates are ISO text; rows without any content are skipped. Throws EngineFailure FILE. */
export async function openXlsxTable(path: string): Promise<Table> {
  const stamp = await stampOf(path);
  const parts = await openZipParts(path);
  try {
    const workbook = await readWorkbook(path, parts);
    if (workbook.sheets.length === 0) throw fileFailure(path, 'empty');
    return {
      format: 'xlsx',
      bytes: stamp.size,
      sheets: workbook.sheets,
      names: null,
      aliases: null,
      lineColumns: null,
      bytesRead: () => Math.min(parts.bytesRead(), stamp.size),
      ignoredValues: () => 0,
      hash: () => hashUnchanged(path, stamp),
      async *rows({ columns, capacity, decimal, sheet, skipLines, header }) {
        const chosen = workbook.sheets.find(({ name }) => name === sheet);
        if (chosen === undefined) throw fileFailure(path, 'no-such-sheet');
        const writer = createBlockWriter(columns, capacity);
        const tokens = createXmlTokens(createSheetReader({ path, workbook, writer, decimal, skipLines, header }));
        for await (const chunk of parts.chunks(chosen.part)) {
          tokens.write(chunk);
          for (;;) {
            const outcome = tokens.resume();
            if (outcome === BROKEN) throw fileFailure(path, 'damaged');
            if (outcome !== PAUSED) break;
            yield writer.block;
            writer.clear();
          }
        }
        if (!tokens.end()) throw fileFailure(path, 'damaged');
        if (writer.block.rows > 0) yield writer.block;
      },
      async close() {
        parts.close();
      },
    };
  } catch (thrown) {
    parts.close();
    throw thrown;
  }
}
