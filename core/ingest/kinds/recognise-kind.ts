import type { ImportField, ImportKind, ImportPlan } from '../../contract/imports.ts';
import { kindFieldsByName } from './kind-names.ts';

type Mapping = ImportPlan['mapping'];

const SCORES = ['nps', 'csat', 'ces', 'stars'] as const;
/** What only orders have: a file with one of these that cannot be read as orders is a faulty order file, not another kind. */
const ORDER_MARKS = ['order', 'quantity', 'unitPrice', 'status'] as const;

/** The kind of a file that lacks what order lines need, from its headers; `orders` where no other kind fits.
 *  `orderMapping` is what its columns would be as orders, by their names. */
export function recogniseKind(headers: readonly string[], orderMapping: Mapping): ImportKind {
  const feedback = kindFieldsByName('feedback', headers);
  const hasScore = SCORES.some((score) => feedback.has(score));
  const isSold = orderMapping.quantity !== undefined || orderMapping.unitPrice !== undefined || orderMapping.amount !== undefined;
  if (!isSold && feedback.has('date') && (hasScore || (feedback.has('text') && orderMapping.order === undefined))) return 'feedback';
  const catalogue = kindFieldsByName('products', headers);
  const spend = kindFieldsByName('spend', headers);
  const isDated = spend.has('date') || spend.has('month');
  if (!isDated && orderMapping.order === undefined && orderMapping.quantity === undefined && catalogue.has('product') && (catalogue.has('category') || catalogue.has('cost'))) return 'products';
  if (ORDER_MARKS.some((field) => orderMapping[field] !== undefined) || orderMapping.product !== undefined) return 'orders';
  const people = kindFieldsByName('customers', headers);
  const isAboutPeople = people.has('email') || people.has('phone') || orderMapping.customer !== undefined;
  if (!isAboutPeople && spend.has('amount') && spend.has('channel') && isDated) return 'spend';
  const traits = (['name', 'birthDate', 'consent', 'email', 'phone', 'city', 'source'] as const).filter((field) => people.has(field));
  if (!isDated && orderMapping.amount === undefined && (isAboutPeople || people.has('customer')) && traits.length >= 2) return 'customers';
  return 'orders';
}

/** Fields that must still be named before a file of the kind can be imported; of alternatives, all of them. */
export function missingOfKind(kind: Exclude<ImportKind, 'orders'>, mapping: Mapping): ImportField[] {
  const oneOf = (fields: readonly ImportField[]): ImportField[] => (fields.some((field) => mapping[field] !== undefined) ? [] : [...fields]);
  switch (kind) {
    case 'customers':
      return oneOf(['customer', 'email', 'phone']);
    case 'feedback':
      return [...oneOf(['date']), ...oneOf([...SCORES, 'text'])];
    case 'spend':
      return [...oneOf(['date', 'month']), ...oneOf(['amount'])];
    case 'products':
      return oneOf(['product']);
  }
}
