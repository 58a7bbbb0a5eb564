import { zipOf, type ZipPart } from './write-zip.ts';

export interface SheetXml {
  name: string;
  /** What stands between <sheetData> and its end, or a whole document. */
  rows: string;
  state?: 'hidden' | 'veryHidden';
}

export interface BookXml {
  sheets: SheetXml[];
  shared?: string[];
  /** Inner XML of each <si>, in place of `shared`. */
  sharedXml?: string[];
  /** Number format of each cell style; a text is a custom format. */
  styles?: (number | string)[];
  date1904?: boolean;
  strict?: boolean;
  /** Prefix of every element, as some writers have it. */
  prefix?: string;
  /** Parts to be added or, by their name, to take the place of one. */
  parts?: ZipPart[];
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** An XLSX workbook with the given XML, laid out as Excel does it. */
export function xlsxOf(book: BookXml): Buffer {
  const office = book.strict === true ? 'http://purl.oclc.org/ooxml/officeDocument/relationships' : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = book.strict === true ? 'http://purl.oclc.org/ooxml/spreadsheetml/main' : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const p = book.prefix === undefined ? '' : `${book.prefix}:`;
  const xmlns = book.prefix === undefined ? `xmlns="${main}"` : `xmlns:${book.prefix}="${main}"`;
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const relation = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (inner: string): string => `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const sheetTags = book.sheets.map(({ name, state }, index) => `<${p}sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`);
  const shared = book.sharedXml ?? (book.shared ?? []).map((text) => `<${p}t xml:space="preserve">${escapeXml(text)}</${p}t>`);
  const styles = book.styles ?? [];
  const custom = styles.flatMap((format, index) => (typeof format === 'string' ? [`<${p}numFmt numFmtId="${164 + index}" formatCode="${escapeXml(format)}"/>`] : []));
  const cellStyles = styles.map((format, index) => `<${p}xf numFmtId="${typeof format === 'string' ? 164 + index : format}" fontId="0" applyNumberFormat="1"/>`);
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', content: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>` },
    { name: '_rels/.rels', content: relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    { name: 'xl/workbook.xml', content: `${head}<${p}workbook ${xmlns} xmlns:r="${office}"><${p}workbookPr${book.date1904 === true ? ' date1904="1"' : ''}/><${p}sheets>${sheetTags.join('')}</${p}sheets></${p}workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([...book.sheets.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)), relation('rIdS', 'styles', 'styles.xml'), relation('rIdT', 'sharedStrings', 'sharedStrings.xml')].join('')),
    },
    { name: 'xl/styles.xml', content: `${head}<${p}styleSheet ${xmlns}><${p}numFmts>${custom.join('')}</${p}numFmts><${p}cellStyleXfs><${p}xf numFmtId="14"/></${p}cellStyleXfs><${p}cellXfs>${cellStyles.join('')}</${p}cellXfs></${p}styleSheet>` },
    { name: 'xl/sharedStrings.xml', content: `${head}<${p}sst ${xmlns} count="${shared.length}">${shared.map((inner) => `<${p}si>${inner}</${p}si>`).join('')}</${p}sst>` },
    ...book.sheets.map(({ rows }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: rows.startsWith('<?xml') || rows.startsWith('\ufeff') ? rows : `${head}<${p}worksheet ${xmlns} xmlns:r="${office}"><${p}dimension ref="A1"/><${p}sheetData>${rows}</${p}sheetData></${p}worksheet>`,
    })),
  ];
  const added = book.parts ?? [];
  return zipOf([...parts.filter(({ name }) => !added.some((part) => part.name === name)), ...added]);
}

/** `C`, `AA` … */
export function columnName(column: number): string {
  return (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
}
