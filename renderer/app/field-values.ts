import { PRODUCT_FIELD, type Filter } from '../../core/contract/scope.ts';
import { useEngine } from '../engine/client.ts';
import { useProjectState } from '../engine/project-state.ts';

/** The most frequent values of a field, with the orders that have them. */
export interface FieldValues {
  distinct: number;
  values: readonly string[];
  orders: readonly number[];
  /** How the values are shown, where that is otherwise. */
  names?: readonly string[];
}

/** Products are searched by the engine, there being so many; of other fields the project tells the values. */
export function useFieldValues(field: string, search: string): FieldValues | undefined {
  const attribute = useProjectState((state) => state.info?.attributes.find((other) => other.field === field));
  const asked = attribute === undefined && field === PRODUCT_FIELD;
  const { data } = useEngine('products.values', { search }, { enabled: asked });
  if (!asked || data === undefined) return attribute;
  const names = data.product.map((product, index) => (data.name[index] === '' || data.name[index] === product ? product : `${data.name[index]} · ${product}`));
  return { distinct: data.distinct, values: data.product, orders: data.orders, names };
}

const MOST_PRODUCTS = 200;
type FilteredValues = Pick<Filter, 'field' | 'values'>;

/** Whether a field is the product, and not a further column of that name. */
function isProduct(field: string, attributes: readonly { field: string }[] | undefined): boolean {
  return field === PRODUCT_FIELD && attributes?.some((attribute) => attribute.field === field) !== true;
}

/** Codes of the products that filters name. */
export function productsOfFilters(filters: readonly FilteredValues[], attributes: readonly { field: string }[] | undefined): string[] {
  return filters.flatMap(({ field, values }) => (isProduct(field, attributes) ? values : [])).slice(0, MOST_PRODUCTS);
}

/** How values of filters are shown: products by their names, where they have any, all others as they are. */
export function useValueNames(filters: readonly FilteredValues[]): (field: string, value: string) => string {
  const attributes = useProjectState((state) => state.info?.attributes);
  const products = productsOfFilters(filters, attributes);
  const { data } = useEngine('products.values', { search: '', products }, { enabled: products.length > 0 });
  return (field, value) => (isProduct(field, attributes) ? data?.name[data.product.indexOf(value)] || value : value);
}
