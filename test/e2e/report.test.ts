import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../core/contract/shell.ts';
import { answerSaveDialog, chooseMenu, launchTenure, outputFile, overviewShown, profileWithSample, runReport, temporaryFolder } from './harness.ts';
import { sampleFacts } from './sample-facts.ts';
import { sentence, WORDS } from './words.ts';

const LOCALES: Record<Language, string> = { en: 'en-GB', uk: 'uk-UA', pl: 'pl-PL', ru: 'ru-RU' };

function facts(path: string): { pages: number; tagged: boolean; size: string; text: string } {
  const about = execFileSync('pdfinfo', [path], { encoding: 'utf8' });
  const line = (name: string): string => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(about)?.[1] ?? '';
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return { pages: Number(line('Pages')), tagged: line('Tagged') === 'yes', size: line('Page size'), text };
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('the report', () => {
  it('is saved from the File menu, as vector pages with tags, text and page numbers', async () => {
    const folder = temporaryFolder();
    const { app, page, complaints } = await launchTenure();
    await overviewShown(page);
    const path = join(folder, 'звіт ł.pdf');
    await answerSaveDialog(app, path);
    await chooseMenu(app, 'export-pdf');
    await page.getByText(WORDS.en.app.notice.exported.replace('{{name}}', 'звіт ł.pdf')).waitFor({ timeout: 60_000 });

    const { pages, tagged, size, text } = facts(path);
    expect(tagged).toBe(true);
    expect(size).toMatch(/A4/);
    expect(pages).toBeGreaterThanOrEqual(3);
    expect(pages).toBeLessThanOrEqual(20);
    const sheets = text.split('\f').slice(0, pages);
    for (const [index, sheet] of sheets.entries()) expect(plain(sheet), `page ${index + 1}`).toMatch(new RegExp(`${index + 1} ?/ ?${pages}`));
    // Charts are drawn, not photographed; the outline has the sections.
    expect(execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' }).trim().split('\n')).toHaveLength(2);
    expect(readFileSync(path, 'latin1')).toMatch(/\/Outlines/);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(readdirSync(folder)).toEqual(['звіт ł.pdf']);
    expect(complaints).toEqual([]);

    await answerSaveDialog(app, join(folder, 'missing', 'x.pdf'));
    await chooseMenu(app, 'export-pdf');
    await page.getByText(sentence(WORDS.en.errors.file['not-found'])).waitFor({ timeout: 60_000 });
  });

  it('is printed without a window, in four languages', async () => {
    const userData = profileWithSample();
    const project = join(userData, 'sample.tenure');
    const { lines } = sampleFacts();

    for (const language of LANGUAGES) {
      const path = outputFile(`report-${language}.pdf`);
      const started = performance.now();
      expect(await runReport([`--report=${project}`, `--out=${path}`, `--lang=${language}`])).toEqual({ status: 0, stderr: '' });
      process.stderr.write(`report in ${language}: ${((performance.now() - started) / 1000).toFixed(2)} s\n`);
      const { tagged, text } = facts(path);
      const flat = plain(text);
      expect(tagged).toBe(true);
      const { title, figures, cohorts, definitions } = WORDS[language].report;
      for (const heading of [title, figures, cohorts, definitions]) expect(flat, language).toContain(plain(heading));
      expect(flat).toContain(plain(new Intl.NumberFormat(LOCALES[language]).format(lines)));
      if (language !== 'en') expect(flat).not.toContain(WORDS.en.report.title);
      const letters = { en: /[a-z]/, uk: /[іїєґ]/, pl: /[ąęłżź]/, ru: /[ыэё]/ }[language];
      expect(flat).toMatch(letters);
      // No letter was lost: a missing glyph is copied as nothing, a replacement or a box.
      expect(flat).not.toMatch(/[\uFFFD\u25A1]/);
    }

    const html = outputFile('report-uk.html');
    expect(await runReport([`--report=${project}`, `--out=${html}`, '--lang=uk', '--as-of=2025-06-30', '--from=2025-01-01', '--to=2025-07-01'])).toEqual({ status: 0, stderr: '' });
    const document = readFileSync(html, 'utf8');
    expect(document).toContain('<html lang="uk"');
    expect(document).not.toMatch(/(?:src|href)="(?!data:|#)/);
    const nowhere = await runReport([`--report=${project}`, `--out=${join(userData, 'missing', 'x.html')}`]);
    expect(nowhere).toEqual({ status: 1, stderr: 'tenure: x.html: not found\n' });
  });

  it('fails with one line', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'r.pdf');
    const absent = await runReport([`--report=${join(folder, 'absent.tenure')}`, `--out=${out}`]);
    expect(absent.status).toBe(1);
    expect(absent.stderr).toMatch(/^tenure: absent\.tenure: not found\n$/);
    const misspelt = await runReport([`--report=x.tenure`, `--out=${out}`, '--lang=de']);
    expect(misspelt).toEqual({ status: 1, stderr: 'tenure: --lang is one of en, uk, pl, ru\n' });
    expect(existsSync(out)).toBe(false);
  });
});
