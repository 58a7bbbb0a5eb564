import { z } from 'zod';
import { kpiQuerySchema } from './kpis.ts';
import { calendarUnitSchema, periodSchema, scopeSchema } from './scope.ts';

const nameSchema = z.string().trim().min(1).max(100);

/** Filters under a name, of customers, of orders and of segments; they say nothing of period and as-of date. */
const savedFiltersSchema = z.object({ kind: z.literal('filters'), name: nameSchema, scope: scopeSchema.pick({ filters: true, segment: true }) });

/** A section as it stood: its controls, and all that is set for every view. `period: null` and `asOf: null` move with the data. */
const savedSectionSchema = z.object({
  kind: z.literal('view'),
  name: nameSchema,
  section: z.string().min(1).max(60),
  /** What the section keeps by the names of its controls; what it no longer knows it leaves aside. */
  controls: z.record(z.string().max(60), z.json()),
  scope: scopeSchema,
  period: periodSchema.nullable(),
  granularity: calendarUnitSchema,
  activityWindowDays: kpiQuerySchema.shape.activityWindowDays,
});

export const savedViewSchema = z.discriminatedUnion('kind', [savedFiltersSchema, savedSectionSchema]);
export type SavedView = z.infer<typeof savedViewSchema>;
export type SavedFilters = z.infer<typeof savedFiltersSchema>;
export type SavedSection = z.infer<typeof savedSectionSchema>;

/** All that a project keeps, in the order in which they are offered. */
export const savedViewsSchema = z
  .array(savedViewSchema)
  .max(200)
  .refine((views) => new Set(views.map(({ kind, name }) => `${kind} ${name}`)).size === views.length, { error: 'two of a kind have one name' });
