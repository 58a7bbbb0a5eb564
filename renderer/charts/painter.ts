import SVGPainter from 'zrender/lib/svg/Painter.js';
import type { SVGVNode } from 'zrender/lib/svg/core.js';

/** zrender writes fonts as `style` attributes, which a content security policy without inline styles drops.
 *  This painter writes the same as presentation attributes, so that charts, exported SVG and the PDF need no exception. */
export class StyleFreePainter extends SVGPainter {
  override renderToVNode(options?: Parameters<SVGPainter['renderToVNode']>[0]): SVGVNode {
    const root = super.renderToVNode(options);
    withoutStyles(root);
    const ignored = (): void => {
      // `refresh` sets a style on the root after this; the host’s style sheet positions it instead.
    };
    Object.defineProperty(root.attrs, 'style', { set: ignored, get: () => undefined, enumerable: false });
    return root;
  }
}

function withoutStyles(node: SVGVNode): void {
  const style = node.attrs?.['style'];
  if (typeof style === 'string') {
    delete node.attrs['style'];
    Object.assign(node.attrs, fontAttributes(style));
  }
  for (const child of node.children ?? []) withoutStyles(child);
}

/** Presentation attributes of a `font:` shorthand or of separate font properties. */
export function fontAttributes(style: string): Record<string, string> {
  const shorthand = /^font:\s*(.*?)(\d+(?:\.\d+)?px)(?:\/\S+)?\s+(.+?);?$/.exec(style);
  if (shorthand !== null) {
    const words = (shorthand[1] ?? '').split(/\s+/);
    const weight = words.find((word) => /^(bold|[1-9]00)$/.test(word));
    return {
      'font-size': shorthand[2] ?? '',
      'font-family': shorthand[3] ?? '',
      ...(words.includes('italic') ? { 'font-style': 'italic' } : {}),
      ...(weight === undefined ? {} : { 'font-weight': weight }),
    };
  }
  const attributes: Record<string, string> = {};
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim();
    if (colon > 0 && /^(font-(size|family|style|weight)|fill|stroke|opacity)$/.test(property)) attributes[property] = declaration.slice(colon + 1).trim();
  }
  return attributes;
}
