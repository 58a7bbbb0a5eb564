import { describe, expect, it } from 'vitest';
import { parseReportArguments } from '../../../electron/report-arguments.ts';

const parse = (...argv: string[]) => parseReportArguments(argv, '/home/anna');

describe('parseReportArguments', () => {
  it('sees no report where none is asked for', () => {
    expect(parse()).toBeNull();
    expect(parse('--no-sandbox', '.', '--out=x.pdf')).toBeNull();
  });

  it('reads everything, beside Electron’s own switches', () => {
    expect(parse('.', '--no-sandbox', '--report=кава.tenure', '--out=/tmp/звіт.PDF', '--lang=uk', '--as-of=2025-12-31', '--from=2025-01-01', '--to=2026-01-01')).toEqual({
      project: '/home/anna/кава.tenure',
      out: '/tmp/звіт.PDF',
      request: {
        language: 'uk',
        format: 'pdf',
        scope: { asOf: '2025-12-31', filters: [], refunds: 'original-order' },
        period: { from: '2025-01-01', to: '2026-01-01' },
      },
    });
  });

  it('takes English and the whole project when nothing is said, and HTML from the name', () => {
    expect(parse('--report=/p.tenure', '--out=r.html')?.request).toEqual({
      language: 'en',
      format: 'html',
      scope: { asOf: null, filters: [], refunds: 'original-order' },
      period: null,
    });
  });

  it.each([
    [['--report=', '--out=r.pdf'], '--report needs'],
    [['--report=p'], '--out needs'],
    [['--report=p', '--out=r.docx'], '--out needs'],
    [['--report=p', '--out=r.pdf', '--lang=de'], '--lang is one of en, uk, pl, ru'],
    [['--report=p', '--out=r.pdf', '--as-of=2025-02-30'], '--as-of needs a day'],
    [['--report=p', '--out=r.pdf', '--from=2025-01-01'], 'belong together'],
    [['--report=p', '--out=r.pdf', '--from=2025-01-01', '--to=2025-01-01'], 'must lie before'],
  ])('%s: one line', (argv, message) => expect(() => parse(...argv)).toThrow(message));
});
