/** Columns that stand behind those of the file in a CSV of rejected rows. A table that has `reason` was written by Tenure: its texts are
 *  neutralised, and these columns are nothing to import. The names stay the same in every language. */
export const REJECTION_COLUMNS = { file: 'Tenure: file', line: 'Tenure: line', column: 'Tenure: column', reason: 'Tenure: reason', further: 'Tenure: further cells' } as const;

const NAMES: ReadonlySet<string> = new Set(Object.values(REJECTION_COLUMNS));

export function isRejectionColumn(name: string): boolean {
  return NAMES.has(name.trim());
}

export function isRejectionTable(names: readonly string[]): boolean {
  return names.some((name) => name.trim() === REJECTION_COLUMNS.reason);
}
