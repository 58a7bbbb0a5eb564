import { posix } from 'node:path';
import { fileFailure } from '../file-faults.ts';
import { builtInKind, formatKind, PLAIN } from './xlsx-dates.ts';
import type { ZipParts } from './xlsx-zip.ts';
import { attribute, BROKEN, CLOSING, createXmlTokens, decodeText, EMPTY, isName, OPENING, type XmlHandler } from './xml-tokens.ts';

const SHARED_TEXT_BYTES = 1 << 29;
const MOST_STYLES = 1 << 16;

/** What the cells of a workbook refer to. */
export interface Workbook {
  sheets: { name: string; isHidden: boolean; part: string }[];
  is1904: boolean;
  /** Kind of number (see xlsx-dates) of each cell style. */
  kinds: Uint8Array;
  shared: SharedTexts;
}

/** Texts that cells share: text i is bytes[offsets[i] … offsets[i + 1]). */
export interface SharedTexts {
  count: number;
  bytes: Uint8Array;
  offsets: Uint32Array;
}

interface Relation {
  id: string;
  type: string;
  part: string;
}

/** Reads everything of a workbook but its sheets. Throws EngineFailure FILE. */
export async function readWorkbook(path: string, parts: ZipParts): Promise<Workbook> {
  const roots = parts.has('_rels/.rels') ? await readRelations(path, parts, '_rels/.rels', '') : [];
  const part = roots.find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  if (part.endsWith('.bin') || !parts.has(part)) throw fileFailure(path, 'unsupported-format');
  const relationsPart = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
  const relations = parts.has(relationsPart) ? await readRelations(path, parts, relationsPart, posix.dirname(part)) : [];
  const partOf = (kind: string): string | undefined => relations.find(({ type }) => type.endsWith(`/${kind}`))?.part;

  let is1904 = false;
  const sheets: Workbook['sheets'] = [];
  let isWorkbook = false;
  await scan(path, parts, part, {
    tag(kind, bytes, from, to, tagTo) {
      if (kind === CLOSING) return;
      const read = (name: string): string | null => attribute(bytes, to, tagTo, name);
      if (isName(bytes, from, to, 'workbook')) isWorkbook = true;
      else if (isName(bytes, from, to, 'workbookPr')) is1904 = isTrue(read('date1904'));
      else if (isName(bytes, from, to, 'sheet')) {
        const relation = relations.find(({ id }) => id === read('id'));
        if (relation?.type.endsWith('/worksheet') === true) sheets.push({ name: read('name') ?? '', isHidden: (read('state') ?? 'visible') !== 'visible', part: relation.part });
      }
    },
    text: () => undefined,
  });
  if (!isWorkbook) throw fileFailure(path, 'unsupported-format');
  const styles = partOf('styles');
  const texts = partOf('sharedStrings');
  return {
    sheets,
    is1904,
    kinds: styles === undefined || !parts.has(styles) ? new Uint8Array(1) : await readStyles(path, parts, styles),
    shared: texts === undefined || !parts.has(texts) ? { count: 0, bytes: new Uint8Array(0), offsets: new Uint32Array(1) } : await readSharedTexts(path, parts, texts),
  };
}

export function isTrue(text: string | null): boolean {
  return text === '1' || text === 'true' || text === 'on';
}

async function scan(path: string, parts: ZipParts, part: string, handler: XmlHandler): Promise<void> {
  const tokens = createXmlTokens(handler);
  for await (const chunk of parts.chunks(part)) {
    tokens.write(chunk);
    if (tokens.resume() === BROKEN) throw fileFailure(path, 'damaged');
  }
  if (!tokens.end()) throw fileFailure(path, 'damaged');
}

async function readRelations(path: string, parts: ZipParts, part: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await scan(path, parts, part, {
    tag(kind, bytes, from, to, tagTo) {
      if (kind === CLOSING || !isName(bytes, from, to, 'Relationship')) return;
      const target = attribute(bytes, to, tagTo, 'Target') ?? '';
      relations.push({
        id: attribute(bytes, to, tagTo, 'Id') ?? '',
        type: attribute(bytes, to, tagTo, 'Type') ?? '',
        part: (target.startsWith('/') ? target.slice(1) : posix.join(folder, target)).toLowerCase(),
      });
    },
    text: () => undefined,
  });
  return relations;
}

/** The kind of number of each entry of `cellXfs`, by its number format. */
async function readStyles(path: string, parts: ZipParts, part: string): Promise<Uint8Array> {
  const formats = new Map<number, number>();
  const kinds: number[] = [];
  let isInCells = false;
  await scan(path, parts, part, {
    tag(kind, bytes, from, to, tagTo) {
      if (isName(bytes, from, to, 'cellXfs')) isInCells = kind === OPENING;
      else if (kind === CLOSING) return;
      else if (isName(bytes, from, to, 'numFmt')) formats.set(Number(attribute(bytes, to, tagTo, 'numFmtId')), formatKind(attribute(bytes, to, tagTo, 'formatCode') ?? ''));
      else if (isInCells && isName(bytes, from, to, 'xf')) {
        const id = Number(attribute(bytes, to, tagTo, 'numFmtId') ?? 0);
        if (kinds.length < MOST_STYLES) kinds.push(formats.get(id) ?? builtInKind(id));
      }
    },
    text: () => undefined,
  });
  return Uint8Array.from(kinds.length === 0 ? [PLAIN] : kinds);
}

/** Texts as bytes: a million of them as JavaScript strings would take far more memory than the sheet. */
async function readSharedTexts(path: string, parts: ZipParts, part: string): Promise<SharedTexts> {
  let bytes = new Uint8Array(1 << 16);
  let offsets = new Uint32Array(1 << 12);
  let count = 0;
  let used = 0;
  let isInText = false;
  let isPhonetic = false;
  await scan(path, parts, part, {
    tag(kind, source, from, to) {
      // <si> holds <t>, or runs <r><t>; <rPh> tells how the text is pronounced.
      if (isName(source, from, to, 't')) isInText = kind === OPENING && !isPhonetic;
      else if (isName(source, from, to, 'rPh')) isPhonetic = kind === OPENING;
      else if (isName(source, from, to, 'si') && kind !== OPENING) {
        if (count + 2 > offsets.length) {
          const larger = new Uint32Array(offsets.length * 2);
          larger.set(offsets);
          offsets = larger;
        }
        offsets[++count] = used;
      } else if (kind === EMPTY) isInText = false;
    },
    text(source, from, to, isLiteral) {
      if (!isInText) return;
      if (used + to - from > SHARED_TEXT_BYTES) throw fileFailure(path, 'unzips-too-large');
      if (used + to - from > bytes.length) {
        const larger = new Uint8Array(Math.max(used + to - from, bytes.length * 2));
        larger.set(bytes.subarray(0, used));
        bytes = larger;
      }
      if (isLiteral) {
        bytes.set(source.subarray(from, to), used);
        used += to - from;
      } else used = decodeText(source, from, to, bytes, used, true);
    },
  });
  return { count, bytes, offsets };
}
