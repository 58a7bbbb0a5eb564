import type { Language } from '../../core/contract/shell.ts';
import { messages as en } from '../../renderer/i18n/en/index.ts';
import { messages as pl } from '../../renderer/i18n/pl/index.ts';
import { messages as ru } from '../../renderer/i18n/ru/index.ts';
import { messages as uk } from '../../renderer/i18n/uk/index.ts';

/** The window’s own words, so that tests find what a user would read. */
export const WORDS = { en, uk, pl, ru } as const satisfies Record<Language, unknown>;

/** A sentence with holes, as a pattern: “{{n}} rows were read” finds any number. */
export function sentence(template: string): RegExp {
  // Names as assistive technology hears them know no spaces that do not break.
  const parts = template.split(/\{\{\w+\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s/g, '\\s'));
  return new RegExp(parts.join('.+'));
}
