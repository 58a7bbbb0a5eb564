import type { ChartTable } from './chart-model.ts';

/** A table as CSV (RFC 4180, with a byte-order mark so that spreadsheets read UTF-8). Texts that a spreadsheet would run as a formula get an apostrophe. */
export function tableToCsv(table: ChartTable): string {
  const lines = [(table.plain ?? table.columns).map(cell), ...table.rows.map((row) => row.values.map(cell))];
  return `\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table column by column, as the engine writes it; what is no number is empty. */
export function columnsOf(table: ChartTable): { name: string; values: (string | number | null)[] }[] {
  return (table.plain ?? table.columns).map((name, at) => ({
    name,
    values: table.rows.map(({ values }) => {
      const value = values[at] ?? null;
      return typeof value === 'number' && !Number.isFinite(value) ? null : value;
    }),
  }));
}

/** A file name from a title: letters and digits of any script, at most 60 characters. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'chart' : name;
}

/** Offers a file to the user through the browser’s own saving. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The drawn chart as a file of its own: with a ground, a title and the namespaces that other programs need. */
export function standaloneSvg(svg: SVGSVGElement, title: string, ground: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const width = svg.getAttribute('width') ?? '0';
  const height = svg.getAttribute('height') ?? '0';
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const rectangle = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width, height, fill: ground })) rectangle.setAttribute(name, value);
  const heading = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  heading.textContent = title;
  copy.prepend(heading, rectangle);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`;
}
