/** Columns aligned with two spaces between; numbers to the right. The first row is the header. */
export function textTable(header: string[], rows: string[][], align: ('left' | 'right')[] = header.map((_, column) => (column === 0 ? 'left' : 'right'))): string {
  const widths = header.map((title, column) => Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[column] ?? ''))));
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
        return align[column] === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Label and value, one a line. */
export function textList(entries: [label: string, value: string][]): string {
  const width = Math.max(...entries.map(([label]) => displayWidth(label)));
  return entries.map(([label, value]) => `${label}${' '.repeat(width - displayWidth(label))}  ${value}`).join('\n');
}

/** Text from files with control characters made visible, so that a name can neither move the cursor nor colour the screen. */
export function safeText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => (character === '\n' ? '⏎' : '\ufffd'));
}

const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

/** Columns that the text takes in a terminal. */
function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
