import { z } from 'zod';

/** Products whose code or name holds the text, whatever the case; an empty text is in all. */
export const productValuesQuerySchema = z.object({
  search: z.string().max(200),
  /** Only these, by their codes. */
  products: z.array(z.string().max(1000)).max(200).optional(),
});
export type ProductValuesQuery = z.infer<typeof productValuesQuerySchema>;

/** Parallel columns of up to 200 products, those in most counted orders first. */
export interface ProductValues {
  /** Products in an order of the project, whatever the search. */
  distinct: number;
  /** By which filters name them. */
  product: string[];
  /** Empty where there is none. */
  name: string[];
  orders: number[];
}
