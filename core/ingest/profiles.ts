import type { OrderField, ProfileName } from '../contract/imports.ts';
import { normaliseHeader } from './field-names.ts';
import { INSALES, ONE_C } from './profiles/accounting.ts';
import { MAGENTO } from './profiles/magento.ts';
import { AMAZON, ETSY } from './profiles/marketplaces.ts';
import { POSTER, SQUARE } from './profiles/points-of-sale.ts';
import { ALLEGRO, BASELINKER } from './profiles/poland.ts';
import { PRESTASHOP } from './profiles/prestashop.ts';
import type { Profile } from './profiles/profile.ts';
import { TENURE_SAMPLE, UCI_ONLINE_RETAIL } from './profiles/samples.ts';
import { SHOPIFY } from './profiles/shopify.ts';
import { HOROSHOP, KEYCRM, PROM } from './profiles/ukraine.ts';
import { WOOCOMMERCE } from './profiles/woocommerce.ts';

/** Layouts in the order in which they are tried: the more particular ones first. */
const LAYOUTS: readonly Profile[] = [
  ...UCI_ONLINE_RETAIL, ...TENURE_SAMPLE, ...SHOPIFY, ...WOOCOMMERCE, ...MAGENTO, ...PRESTASHOP, ...ALLEGRO, ...BASELINKER, ...AMAZON, ...ETSY, ...SQUARE,
  ...HOROSHOP, ...KEYCRM, ...PROM, ...POSTER, ...INSALES, ...ONE_C,
];

export interface RecognisedProfile {
  profile: Profile;
  /** Column of each of its fields that the file has. */
  fields: Map<OrderField, number>;
  attributes: number[];
}

/** The first layout whose required headers are all there; of a `wanted` profile where the file has them, of any otherwise. */
export function recogniseProfile(headers: readonly string[], wanted: ProfileName | null = null): RecognisedProfile | null {
  if (wanted === 'generic') return null;
  const columns = columnsByName(headers);
  const fitting = LAYOUTS.filter((layout) => missingOfLayout(layout, columns).length === 0);
  const profile = fitting.find(({ name }) => name === wanted) ?? fitting[0];
  if (profile === undefined) return null;
  const fields = new Map<OrderField, number>();
  const place = (field: OrderField, names: string): void => {
    const header = names.split(' ').find((name) => columns.has(name));
    const column = header === undefined ? undefined : columns.get(header);
    if (column !== undefined && !fields.has(field)) fields.set(field, column);
  };
  for (const [field, names] of Object.entries(profile.fields) as [OrderField, string][]) place(field, names);
  for (const { field, without, headers: names } of profile.fallbacks ?? []) if (!fields.has(without)) place(field, names);
  return { profile, fields, attributes: (profile.attributes ?? []).flatMap((name) => columns.get(name) ?? []) };
}

/** Required headers of a profile that a file lacks, as normaliseHeader leaves them, each with its alternatives behind `|`; of its layouts, the one
 *  that lacks the fewest. */
export function missingHeaders(profile: ProfileName, headers: readonly string[]): readonly string[] {
  const columns = columnsByName(headers);
  const [fewest = []] = LAYOUTS.filter(({ name }) => name === profile)
    .map((layout) => missingOfLayout(layout, columns))
    .toSorted((one, other) => one.length - other.length);
  return fewest;
}

function missingOfLayout({ required }: Profile, columns: ReadonlyMap<string, number>): string[] {
  return required.filter((alternatives) => !alternatives.split('|').some((header) => columns.has(header)));
}

/** The first column of each name. */
function columnsByName(headers: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const name = normaliseHeader(header);
    if (name !== '' && !columns.has(name)) columns.set(name, index);
  }
  return columns;
}

/** Lower-case status words, in the four languages. */
export const CANCELLED_STATUSES: readonly string[] = [
  'cancelled', 'canceled', 'cancelled by buyer', 'cancelled by seller', 'void', 'voided', 'deleted',
  'скасовано', 'скасований', 'скасоване', 'відмінено', 'відхилено', 'відмова', 'анульовано', 'видалено', 'видалений', 'видалене',
  'anulowane', 'anulowany', 'anulowano', 'anulowana', 'odrzucone', 'usunięte', 'usunięty',
  'отменен', 'отменён', 'отменено', 'отменена', 'отклонен', 'отклонён', 'отказ', 'аннулирован', 'удален', 'удалён', 'удалено',
];
export const TEST_STATUSES: readonly string[] = ['test', 'тест', 'тестове', 'тестовий', 'testowe', 'testowy', 'тестовый'];
