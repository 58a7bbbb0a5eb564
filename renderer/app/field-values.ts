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

/** How values of filters are shown: products by their names, where they have any, all others as they are. */
export function useValueNames(filters: readonly Pick<Filter, 'field' | 'values'>[]): (field: string, value: string) => string {
  const attributes = useProjectState((state) => state.info?.attributes);
  const isProduct = (field: string): boolean => field === PRODUCT_FIELD && attributes?.some((attribute) => attribute.field === field) !== true;
  const products = filters.flatMap(({ field, values }) => (isProduct(field) ? values : [])).slice(0, MOST_PRODUCTS);
  const { data } = useEngine('products.values', { search: '', products }, { enabled: products.length > 0 });
  return (field, value) => (isProduct(field) ? data?.name[data.product.indexOf(value)] || value : value);
}
