import { useSyncExternalStore } from 'react';

/** The tokens that charts draw with, as computed colours of the theme in force. */
export interface Palette {
  paper: string;
  panel: string;
  ink: string;
  ink2: string;
  ink3: string;
  rule: string;
  rule2: string;
  accent: string;
  good: string;
  bad: string;
  /** Seven steps of one hue, palest first. */
  scale: readonly string[];
  face: string;
}

/** Reads the tokens from the page’s custom properties. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: token('paper'),
    panel: token('panel'),
    ink: token('ink'),
    ink2: token('ink-2'),
    ink3: token('ink-3'),
    rule: token('rule'),
    rule2: token('rule-2'),
    accent: token('accent'),
    good: token('good'),
    bad: token('bad'),
    scale: [0, 1, 2, 3, 4, 5, 6].map((step) => token(`s${step}`)),
    face: token('face-ui'),
  };
}

let current: Palette | null = null;
let themeKey = '';

/** Palettes are compared by identity: a new one only when a token has changed. */
function snapshot(): Palette {
  const palette = readPalette(document.documentElement);
  const key = JSON.stringify(palette);
  if (current === null || key !== themeKey) {
    current = palette;
    themeKey = key;
  }
  return current;
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', listener);
  };
}

/** The palette in force; the component renders again when the theme changes. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, snapshot);
}
