/** Texts that a spreadsheet would take for a formula or a command (OWASP, “CSV Injection”), and those that look neutralised already. */
const RISKY = /^'*[=+\-@\t\r]/u;

/** A text as it is safe in a cell of a CSV: with an apostrophe in front where it begins with = + - @ tab or CR, apostrophes before them or not. */
export function neutralText(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}

/** Undoes neutralText. */
export function originalText(text: string): string {
  return text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text;
}

export function isRisky(text: string): boolean {
  return RISKY.test(text);
}
