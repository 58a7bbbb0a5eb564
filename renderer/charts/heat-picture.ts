import { FEW_CUSTOMERS } from '../../core/contract/provenance.ts';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import { agesBegun, cohortCell, cohortName, startsAtWhole } from './cohort-values.ts';
import type { ChartFormat } from './chart-format.ts';
import { labelColor } from './contrast.ts';
import { cutsOfRows, heatStep, type CutsOfRow } from './heat-scale.ts';
import type { Palette } from './palette.ts';

/** Marks of a picture in the order in which they are painted. */
export type Mark =
  | { kind: 'box'; x: number; y: number; width: number; height: number; fill: string | null; stroke: string | null; hatch: string | null }
  | { kind: 'text'; x: number; y: number; text: string; align: 'start' | 'middle' | 'end'; fill: string; weight: number; size: number };

export interface Picture {
  width: number;
  height: number;
  title: string;
  marks: Mark[];
}

const ROW = 27;
const COLUMN = 46;
const LEFT = 16;
const COHORT_WIDTH = 96;
const SIZE_WIDTH = 66;
const TOP = 58;

/** The heat map as marks, for files: the screen shows it as a table instead. */
export function heatPicture(
  matrix: CohortMatrix,
  format: ChartFormat,
  words: { cohort: string; customers: string; mean: string; column: (age: number) => string },
  cellText: (value: number) => string,
  palette: Palette,
  title: string,
  cuts: CutsOfRow = cutsOfRows([matrix], 'table'),
): Picture {
  const ages = agesBegun(matrix);
  const left = LEFT + COHORT_WIDTH + SIZE_WIDTH;
  const marks: Mark[] = [];
  const text = (x: number, y: number, content: string, align: 'start' | 'middle' | 'end', fill: string, weight = 400, size = 11.5): void => {
    marks.push({ kind: 'text', x, y, text: content, align, fill, weight, size });
  };
  const columnX = (age: number): number => left + age * COLUMN + COLUMN / 2;
  text(LEFT, 24, title, 'start', palette.ink, 600, 14);
  text(LEFT, TOP - 12, words.cohort, 'start', palette.ink3);
  text(left - 12, TOP - 12, words.customers, 'end', palette.ink3);
  for (let age = 0; age < ages; age++) text(columnX(age), TOP - 12, words.column(age), 'middle', palette.ink3);

  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    const y = TOP + cohort * ROW;
    const size = matrix.sizes[cohort] ?? 0;
    text(LEFT, y + ROW / 2, cohortName(matrix, cohort, format), 'start', palette.ink2);
    text(left - 12, y + ROW / 2, format.count(size) + (size < FEW_CUSTOMERS ? '*' : ''), 'end', palette.ink3);
    for (let age = 0; age < ages; age++) {
      const cell = cohortCell(matrix, cohort, age);
      if (cell.state === 'future' || !Number.isFinite(cell.value)) continue;
      const step = startsAtWhole(matrix) && age === 0 ? 6 : heatStep(cell.value, cuts(cohort));
      const color = palette.scale[step] ?? palette.paper;
      const plain = size < FEW_CUSTOMERS;
      const running = cell.state === 'running';
      marks.push({
        kind: 'box',
        x: left + age * COLUMN + 1,
        y: y + 1,
        width: COLUMN - 2,
        height: ROW - 2,
        fill: plain || running ? null : color,
        stroke: plain ? palette.rule : null,
        hatch: running ? color : null,
      });
      text(columnX(age), y + ROW / 2, cellText(cell.value), 'middle', plain || running ? palette.ink : labelColor(color, palette));
    }
  }
  const meanY = TOP + matrix.cohorts.length * ROW;
  marks.push({ kind: 'box', x: LEFT, y: meanY, width: left + ages * COLUMN - LEFT, height: 1.5, fill: palette.ink, stroke: null, hatch: null });
  text(LEFT, meanY + ROW / 2 + 1, words.mean, 'start', palette.ink, 600);
  for (let age = 0; age < ages; age++) {
    const value = matrix.weightedMean[age] ?? Number.NaN;
    if (Number.isFinite(value)) text(columnX(age), meanY + ROW / 2 + 1, cellText(value), 'middle', palette.ink, 600);
  }
  return { width: left + ages * COLUMN + LEFT, height: meanY + ROW + 16, title, marks };
}

export function pictureToSvg(picture: Picture, palette: Palette): string {
  const body = picture.marks.map((mark) => {
    if (mark.kind === 'text') {
      return `<text x="${mark.x}" y="${mark.y}" text-anchor="${mark.align}" dominant-baseline="central" fill="${escapeXml(mark.fill)}" font-weight="${mark.weight}" font-size="${mark.size}">${escapeXml(mark.text)}</text>`;
    }
    const box = (fill: string, opacity: number): string =>
      `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" rx="2" fill="${escapeXml(fill)}" fill-opacity="${opacity}"${mark.stroke === null ? '' : ` stroke="${escapeXml(mark.stroke)}"`}/>`;
    if (mark.hatch === null) return box(mark.fill ?? 'none', 1);
    return box(mark.hatch, 0.16) + hatchLines(mark).map(([x1, y1, x2, y2]) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${escapeXml(mark.hatch ?? '')}" stroke-opacity="0.4" stroke-width="1.5"/>`).join('');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}" viewBox="0 0 ${picture.width} ${picture.height}" font-family="${escapeXml(palette.face)}"><title>${escapeXml(picture.title)}</title><rect width="100%" height="100%" fill="${escapeXml(palette.paper)}"/>${body.join('')}</svg>`;
}

export function pictureToCanvas(picture: Picture, palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * 2;
  canvas.height = picture.height * 2;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.scale(2, 2);
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, picture.width, picture.height);
  context.textBaseline = 'middle';
  for (const mark of picture.marks) {
    if (mark.kind === 'text') {
      context.font = `${mark.weight} ${mark.size}px ${palette.face}`;
      context.textAlign = mark.align === 'middle' ? 'center' : mark.align;
      context.fillStyle = mark.fill;
      context.fillText(mark.text, mark.x, mark.y);
      continue;
    }
    context.globalAlpha = mark.hatch === null ? 1 : 0.16;
    context.fillStyle = mark.hatch ?? mark.fill ?? 'transparent';
    context.fillRect(mark.x, mark.y, mark.width, mark.height);
    context.globalAlpha = mark.hatch === null ? 1 : 0.4;
    context.strokeStyle = mark.hatch ?? mark.stroke ?? 'transparent';
    context.lineWidth = mark.hatch === null ? 1 : 1.5;
    if (mark.hatch === null && mark.stroke !== null) context.strokeRect(mark.x + 0.5, mark.y + 0.5, mark.width - 1, mark.height - 1);
    if (mark.hatch !== null) {
      for (const [x1, y1, x2, y2] of hatchLines(mark)) {
        context.beginPath();
        context.moveTo(x1, y1);
        context.lineTo(x2, y2);
        context.stroke();
      }
    }
    context.globalAlpha = 1;
  }
  return canvas;
}

/** Diagonals within a box, cut at its edges. */
export function hatchLines({ x, y, width, height }: { x: number; y: number; width: number; height: number }): [number, number, number, number][] {
  const lines: [number, number, number, number][] = [];
  for (let offset = 6; offset < width + height; offset += 6) {
    const fromX = Math.min(offset, width);
    const toY = Math.min(offset, height);
    lines.push([x + fromX, y + offset - fromX, x + offset - toY, y + toY]);
  }
  return lines;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
