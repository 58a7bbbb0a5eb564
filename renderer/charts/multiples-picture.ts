import { linesOf, MULTIPLE_BOX, multiplesTop, type Multiples } from './multiple-lines.ts';
import type { Palette } from './palette.ts';
import type { Mark, Picture } from './picture.ts';

const COLUMNS = 4;
const WIDTH = 240;
const HEIGHT = 84;
const GAP = 26;
const ROW = HEIGHT + 64;
const LEFT = 20;
const TOP = 52;
const HEAD = 22;
const LONGEST_NAME = 26;

/** The small charts as marks, for files: the screen shows them as buttons instead. */
export function multiplesPicture(title: string, { multiples, whole, scale, lastIsRunning }: Multiples, palette: Palette): Picture {
  const top = multiplesTop(multiples, whole);
  const marks: Mark[] = [{ kind: 'text', x: LEFT, y: 24, text: title, align: 'start', fill: palette.ink, weight: 600, size: 14 }];
  for (const [at, one] of multiples.entries()) {
    const x = LEFT + (at % COLUMNS) * (WIDTH + GAP);
    const y = TOP + Math.floor(at / COLUMNS) * ROW;
    const floor = y + HEAD + HEIGHT;
    const text = (right: number, down: number, content: string, align: 'start' | 'middle' | 'end', fill: string, weight = 400): void => {
      marks.push({ kind: 'text', x: x + right, y: down, text: content, align, fill, weight, size: 11.5 });
    };
    const line = (points: [number, number][], stroke: string, width: number): void => {
      marks.push({ kind: 'line', points, stroke, width });
    };
    const course = (values: ArrayLike<number>, stroke: string, width: number): void => {
      for (const run of linesOf(values, top, one.values.length)) {
        line(run.map(([right, down]) => [x + (right / MULTIPLE_BOX.width) * WIDTH, y + HEAD + (down / MULTIPLE_BOX.height) * HEIGHT]), stroke, width);
      }
    };
    line([[x, y], [x + WIDTH, y]], palette.rule, 1);
    text(0, y + 11, one.name.length > LONGEST_NAME ? `${one.name.slice(0, LONGEST_NAME - 1)}…` : one.name, 'start', palette.ink);
    text(WIDTH, y + 11, one.value, 'end', palette.ink, 600);
    line([[x, floor], [x + WIDTH, floor]], palette.ink3, 1);
    course(whole, palette.ink3, 1);
    course(lastIsRunning ? Array.from(one.values).slice(0, -1) : one.values, palette.accent, 1.8);
    text(0, floor + 12, scale.from, 'start', palette.ink3);
    text(WIDTH / 2, floor + 12, one.few ?? scale.top, 'middle', palette.ink3);
    text(WIDTH, floor + 12, scale.to, 'end', palette.ink3);
  }
  const columns = Math.min(COLUMNS, Math.max(1, multiples.length));
  return { width: LEFT * 2 + columns * (WIDTH + GAP) - GAP, height: TOP + Math.ceil(multiples.length / COLUMNS) * ROW, title, marks };
}
