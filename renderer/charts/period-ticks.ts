import type { CalendarUnit, IsoDate } from '../../core/contract/scope.ts';
import { labelEvery, textWidth } from './axis.ts';
import type { ChartFormat } from './chart-format.ts';

/** Labels under periods: as many as fit, the year in a second line where it begins. */
export function periodTicks(
  series: { start: readonly IsoDate[]; granularity: CalendarUnit },
  format: Pick<ChartFormat, 'tick'>,
  plotWidth: number,
): { interval: number; formatter: (value: string, index: number) => string } {
  const texts = series.start.map((start) => format.tick(start, series.granularity));
  const every = labelEvery(texts.length, plotWidth, Math.max(...texts.map(textWidth), textWidth('2000')) - 4);
  let lastYear = '';
  const years = series.start.map((start, index) => {
    if (index % every !== 0) return '';
    const year = start.slice(0, 4);
    if (year === lastYear) return '';
    lastYear = year;
    return year;
  });
  return {
    interval: 0,
    formatter: (_value, index) => {
      if (index % every !== 0) return '';
      const text = texts[index] ?? '';
      const year = years[index] ?? '';
      return series.granularity === 'year' || year === '' ? text : `${text}\n${year}`;
    },
  };
}
