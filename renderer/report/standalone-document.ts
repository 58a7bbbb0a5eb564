/** The drawn report as one file: its own styles and faces within, no script, nothing fetched. */
export async function standaloneDocument(page: Document): Promise<string> {
  const { FACES } = await import('./embedded-faces.ts');
  const copy = page.documentElement.cloneNode(true) as HTMLElement;
  for (const element of copy.querySelectorAll('script, link, style, .visually-hidden[aria-live]')) element.remove();
  const head = copy.querySelector('head');
  const policy = page.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";
  const style = page.createElement('style');
  style.textContent = `${FACES}\n${styleText(page)}`;
  head?.append(policy, style);
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

/** All rules in force, without the faces, whose files a document of its own does not have. */
function styleText(page: Document): string {
  return [...page.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => !(rule instanceof CSSFontFaceRule))
    .map((rule) => rule.cssText)
    .join('\n');
}
