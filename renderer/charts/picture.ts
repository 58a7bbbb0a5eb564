import type { Palette } from './palette.ts';

/** Marks of a picture in the order in which they are painted. */
export type Mark =
  | { kind: 'box'; x: number; y: number; width: number; height: number; fill: string | null; stroke: string | null; hatch: string | null }
  | { kind: 'line'; points: [number, number][]; stroke: string; width: number }
  | { kind: 'text'; x: number; y: number; text: string; align: 'start' | 'middle' | 'end'; fill: string; weight: number; size: number };

export interface Picture {
  width: number;
  height: number;
  title: string;
  marks: Mark[];
}

/** A file of its own; texts are escaped. */
export function pictureToSvg(picture: Picture, palette: Palette): string {
  const body = picture.marks.map((mark) => {
    if (mark.kind === 'text') {
      return `<text x="${mark.x}" y="${mark.y}" text-anchor="${mark.align}" dominant-baseline="central" fill="${escapeXml(mark.fill)}" font-weight="${mark.weight}" font-size="${mark.size}">${escapeXml(mark.text)}</text>`;
    }
    if (mark.kind === 'line') {
      return `<polyline points="${mark.points.map(([x, y]) => `${x},${y}`).join(' ')}" fill="none" stroke="${escapeXml(mark.stroke)}" stroke-width="${mark.width}"/>`;
    }
    const box = (fill: string, opacity: number): string =>
      `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" rx="2" fill="${escapeXml(fill)}" fill-opacity="${opacity}"${mark.stroke === null ? '' : ` stroke="${escapeXml(mark.stroke)}"`}/>`;
    if (mark.hatch === null) return box(mark.fill ?? 'none', 1);
    return box(mark.hatch, 0.16) + hatchLines(mark).map(([x1, y1, x2, y2]) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${escapeXml(mark.hatch ?? '')}" stroke-opacity="0.4" stroke-width="1.5"/>`).join('');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}" viewBox="0 0 ${picture.width} ${picture.height}" font-family="${escapeXml(palette.face)}"><title>${escapeXml(picture.title)}</title><rect width="100%" height="100%" fill="${escapeXml(palette.paper)}"/>${body.join('')}</svg>`;
}

/** At twice the size, for sharp print. */
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
    if (mark.kind === 'line') {
      context.strokeStyle = mark.stroke;
      context.lineWidth = mark.width;
      context.beginPath();
      for (const [x, y] of mark.points) context.lineTo(x, y);
      context.stroke();
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
