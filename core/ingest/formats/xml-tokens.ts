const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const EXCLAMATION = 33;
const QUESTION = 63;
const OPEN_BRACKET = 91;
const LT = 60;
const GT = 62;
const AMPERSAND = 38;
const SEMICOLON = 59;
const UNDERSCORE = 95;
const COLON = 58;
const SLASH = 47;
const SPACE = 32;
const EQUALS = 61;
const CR = 13;
const LF = 10;
const LONGEST_TOKEN_BYTES = 4 << 20;

export const OPENING = 1;
export const CLOSING = 2;
export const EMPTY = 3;

/** Receives the tags of an XML stream. Between two tags, the text is `bytes[textFrom … textTo)`, entities not resolved. */
export interface XmlHandler {
  /** `nameFrom … nameTo`: the name without prefix; attributes follow up to `tagTo`. */
  tag(kind: number, bytes: Uint8Array, nameFrom: number, nameTo: number, tagTo: number): void;
  /** `isLiteral`: a CDATA section, which knows no entities. */
  text(bytes: Uint8Array, from: number, to: number, isLiteral: boolean): void;
  /** Asked after every closing tag; `true` makes `resume` return. */
  isPaused?(): boolean;
}

export const MORE = 0;
export const PAUSED = 1;
export const BROKEN = 2;

export interface XmlTokens {
  /** Adds a chunk; to be called when `resume` has answered MORE. */
  write(chunk: Uint8Array): void;
  /** Hands tags and texts over: until the chunk is used up (MORE), the handler pauses (PAUSED), or the bytes are no XML (BROKEN). */
  resume(): number;
  /** Whether the XML is complete. */
  end(): boolean;
}

/** Cuts chunks of UTF-8 XML into tags and texts for a handler; comments, declarations and processing instructions are stepped over. */
export function createXmlTokens(handler: XmlHandler): XmlTokens {
  let bytes: Uint8Array = new Uint8Array(0);
  let position = 0;
  let depth = 0;
  let seen = false;

  const resume = (): number => {
    const limit = bytes.length;
    for (;;) {
      const textFrom = position;
      let open = position;
      while (open < limit && bytes[open] !== LT) open++;
      if (open >= limit) return MORE;
      const second = bytes[open + 1];
      if (second === EXCLAMATION || second === QUESTION) {
        const end = endOfSpecial(bytes, open, limit);
        if (end === -1) return MORE;
        if (open > textFrom && depth > 0) handler.text(bytes, textFrom, open, false);
        if (second === EXCLAMATION && bytes[open + 2] === OPEN_BRACKET) handler.text(bytes, open + 9, end - 3, true);
        position = end;
        continue;
      }
      let close = open + 1;
      let byte = bytes[close]!;
      while (close < limit && byte !== GT) {
        if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
          const quote = byte;
          close++;
          while (close < limit && bytes[close] !== quote) close++;
        } else if (byte === LT) return BROKEN;
        byte = bytes[++close]!;
      }
      if (close >= limit) return MORE;
      if (open > textFrom && depth > 0) handler.text(bytes, textFrom, open, false);
      const isClosing = second === SLASH;
      const isEmpty = bytes[close - 1] === SLASH;
      let nameFrom = isClosing ? open + 2 : open + 1;
      let nameTo = nameFrom;
      while ((byte = bytes[nameTo]!) > SPACE && byte !== GT && byte !== SLASH) {
        nameTo++;
        if (byte === COLON) nameFrom = nameTo;
      }
      seen = true;
      if (isClosing) depth--;
      else if (!isEmpty) depth++;
      if (depth < 0) return BROKEN;
      handler.tag(isClosing ? CLOSING : isEmpty ? EMPTY : OPENING, bytes, nameFrom, nameTo, isEmpty ? close - 1 : close);
      position = close + 1;
      if (isClosing && handler.isPaused?.() === true) return PAUSED;
    }
  };

  return {
    write(chunk) {
      const rest = bytes.length - position;
      if (rest === 0) bytes = chunk;
      else {
        const joined = new Uint8Array(rest + chunk.length);
        joined.set(bytes.subarray(position));
        joined.set(chunk, rest);
        bytes = joined;
      }
      position = 0;
    },
    resume: () => (bytes.length - position > LONGEST_TOKEN_BYTES ? BROKEN : resume()),
    end: () => seen && depth === 0 && bytes.subarray(position).every((byte) => byte <= SPACE),
  };
}

/** Behind a comment, CDATA section, declaration or processing instruction; −1: it does not end here. */
function endOfSpecial(bytes: Uint8Array, from: number, limit: number): number {
  const is = (text: string): boolean => {
    for (let index = 0; index < text.length; index++) if (bytes[from + index] !== text.charCodeAt(index)) return false;
    return true;
  };
  const closing = is('<!--') ? '-->' : is('<![CDATA[') ? ']]>' : is('<?') ? '?>' : '>';
  for (let position = from + 2; position + closing.length <= limit; position++) {
    let matched = 0;
    while (matched < closing.length && bytes[position + matched] === closing.charCodeAt(matched)) matched++;
    if (matched === closing.length) return position + closing.length;
  }
  return -1;
}

export function isName(bytes: Uint8Array, from: number, to: number, name: string): boolean {
  if (to - from !== name.length) return false;
  for (let index = 0; index < name.length; index++) if (bytes[from + index] !== name.charCodeAt(index)) return false;
  return true;
}

/** Value of an attribute (its name without prefix), entities resolved; `null` if the tag has none of that name. */
export function attribute(bytes: Uint8Array, from: number, to: number, name: string): string | null {
  for (let position = from; position < to; ) {
    while (position < to && bytes[position]! <= SPACE) position++;
    let nameFrom = position;
    while (position < to && bytes[position] !== EQUALS && bytes[position]! > SPACE) {
      position++;
      if (bytes[position - 1] === COLON) nameFrom = position;
    }
    const nameTo = position;
    while (position < to && bytes[position] !== 34 && bytes[position] !== 39) position++;
    const quote = bytes[position];
    const valueFrom = ++position;
    while (position < to && bytes[position] !== quote) position++;
    if (isName(bytes, nameFrom, nameTo, name)) {
      const target = new Uint8Array(position - valueFrom);
      return new TextDecoder().decode(target.subarray(0, decodeText(bytes, valueFrom, position, target, 0, false)));
    }
    position++;
  }
  return null;
}

const ENTITIES: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 };

/** Copies text with its entities resolved and line ends as LF; in a workbook’s strings, `_xHHHH_` too (ECMA-376, 22.9.2.19 ST_Xstring).
 *  `target` needs to − from bytes behind `at`. Returns the place behind the text. */
export function decodeText(bytes: Uint8Array, from: number, to: number, target: Uint8Array, at: number, isWorkbookString: boolean): number {
  let place = at;
  for (let position = from; position < to; ) {
    const byte = bytes[position]!;
    if (byte === AMPERSAND) {
      let end = position + 1;
      while (end < to && end < position + 10 && bytes[end] !== SEMICOLON) end++;
      if (end < to && bytes[end] === SEMICOLON) {
        place = putCharacter(characterOf(bytes, position + 1, end), target, place);
        position = end + 1;
        continue;
      }
    } else if (byte === UNDERSCORE && isWorkbookString && position + 7 <= to && bytes[position + 1] === 120 && bytes[position + 6] === UNDERSCORE) {
      const code = hexadecimal(bytes, position + 2, position + 6);
      if (code >= 0) {
        place = putCharacter(code, target, place);
        position += 7;
        continue;
      }
    } else if (byte === CR) {
      if (bytes[position + 1] !== LF || position + 1 >= to) target[place++] = LF;
      position++;
      continue;
    }
    target[place++] = byte;
    position++;
  }
  return place;
}

function characterOf(bytes: Uint8Array, from: number, to: number): number {
  const name = String.fromCharCode(...bytes.subarray(from, to));
  const named = ENTITIES[name];
  if (named !== undefined) return named;
  const code = /^#x[\da-f]+$/iu.test(name) ? Number.parseInt(name.slice(2), 16) : /^#\d+$/u.test(name) ? Number.parseInt(name.slice(1), 10) : -1;
  return code >= 0 && code <= 0x10_ffff ? code : 0xfffd;
}

function hexadecimal(bytes: Uint8Array, from: number, to: number): number {
  const text = String.fromCharCode(...bytes.subarray(from, to));
  return /^[\da-f]{4}$/iu.test(text) ? Number.parseInt(text, 16) : -1;
}

/** Writes a character as UTF-8: never more bytes than its escape had. */
function putCharacter(code: number, target: Uint8Array, at: number): number {
  return at + Buffer.from(String.fromCodePoint(code)).copy(target, at);
}
