import { z } from 'zod';
import { KPI_KEYS } from '../../../core/contract/kpis.ts';

export const OVERVIEW_VIEWS = ['figures', 'breakdown', 'rhythm', 'concentration', 'acquisition'] as const;

export const overviewControlsSchema = z.object({
  view: z.enum(OVERVIEW_VIEWS).catch('figures'),
  compare: z.enum(['previous', 'yearBefore']).catch('yearBefore'),
  /** Field of the breakdown and of the channels; `null`: the first there is. */
  field: z.string().nullable().catch(null),
  basis: z.enum(['orders', 'first-order']).catch('first-order'),
  figure: z.enum(KPI_KEYS).catch('repeatPurchaseRate'),
  shape: z.enum(['multiples', 'table']).catch('multiples'),
  /** Channels of spending that keep or serve customers. */
  retentionChannels: z.array(z.string().max(1000)).max(1000).catch([]),
  orderNumber: z.int().min(2).max(50).catch(2),
});
export type OverviewControls = z.infer<typeof overviewControlsSchema>;
