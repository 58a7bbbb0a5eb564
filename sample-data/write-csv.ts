export type Cell = string | number | undefined

export interface Table {
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** As RFC 4180, but lines end with LF; UTF-8 without a byte-order mark. */
export function writeCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(writeCell).join(',')}\n`).join('')
}

function writeCell(cell: Cell): string {
  if (cell === undefined) return ''
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
