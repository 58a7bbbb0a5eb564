/** Keys under which shops list the lines of one order. */
const LINE_ITEM_KEYS = /^(?:line_?items?|items?|order_?items?|order_?lines?|lines?|rows?|products?|positions?|goods|cart|basket)$/iu;
const DEEPEST_WRAPPER = 3;

/** What a text beginning like this is: JSON, JSON objects one after the other, or no JSON. `whole`: it is the entire file. */
export function jsonLayout(head: string, whole: boolean): 'json' | 'ndjson' | 'text' {
  if (/^\[\s*(?:[{[\]]|$)/u.test(head)) return 'json';
  if (!/^\{\s*(?:["}]|$)/u.test(head)) return 'text';
  const end = endOfObject(head);
  if (end === null) return 'json';
  return whole && head.slice(end).trim() === '' ? 'json' : 'ndjson';
}

/** Where in `head` the list of records begins that objects are wrapped around, as in `{"orders": [{…`; `null`: the object itself is a record. */
export function wrappedList(head: string): number | null {
  const path: string[] = [];
  const token = /\s*(?:("(?:[^"\\]|\\.)*")\s*:|("(?:[^"\\]|\\.)*"|[-+.\w]+)|([{}[\],]))/uy;
  let key = '';
  for (let match = token.exec(head); match !== null; match = token.exec(head)) {
    const [, name, , mark] = match;
    if (name !== undefined) key = name.slice(1, -1);
    else if (mark === '{') {
      if (path.length === DEEPEST_WRAPPER) return null;
      path.push(key);
    } else if (mark === '}') {
      path.pop();
      if (path.length === 0) return null;
    } else if (mark === '[') {
      const isList = /^\s*\{/u.test(head.slice(token.lastIndex, token.lastIndex + 1000));
      if (isList && (path.length > 1 || !LINE_ITEM_KEYS.test(key) || !hasScalars(head))) return token.lastIndex - 1;
      const end = endOfList(head, token.lastIndex);
      if (end === null) return null;
      token.lastIndex = end;
    }
  }
  return null;
}

/** Whether the first object has values of its own, as an order has, before any list. */
function hasScalars(head: string): boolean {
  return /^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(?!\[)/u.test(head);
}

function endOfObject(text: string): number | null {
  return endOf(text, 0);
}

function endOfList(text: string, inside: number): number | null {
  return endOf(text, inside - 1);
}

/** Index behind the bracket that closes the one at `from`; strings are stepped over. */
function endOf(text: string, from: number): number | null {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (character === '"') {
      for (index++; index < text.length && text[index] !== '"'; index++) if (text[index] === '\\') index++;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}
