import { z } from 'zod';

/** The segments of METRICS §4 by id, in the order in which they are shown. */
export const DEFAULT_SEGMENTS = [
  'champions',
  'loyal',
  'potential-loyalist',
  'new',
  'promising',
  'need-attention',
  'about-to-sleep',
  'at-risk',
  'cant-lose',
  'hibernating',
  'lost',
] as const;
export type DefaultSegment = (typeof DEFAULT_SEGMENTS)[number];

const scoreSchema = z.int().min(1).max(5);

/** Some cells of the grid of R against FM = round-half-up((F + M) / 2), both 1–5. */
export const segmentSchema = z
  .object({
    id: z.string().min(1).max(60),
    /** `null`: the usual name of the default segment with this id, in the reader’s language. */
    name: z.string().trim().min(1).max(100).nullable(),
    /** `null`: the usual advice for it. */
    advice: z.string().max(2000).nullable(),
    cells: z.array(z.object({ recency: scoreSchema, frequencyMonetary: scoreSchema })).max(25),
  })
  .refine(({ id, name }) => name !== null || DEFAULT_SEGMENTS.some((known) => known === id), { error: 'a segment of one’s own needs a name' });
export type Segment = z.infer<typeof segmentSchema>;

/** Total and disjoint: each of the 25 cells belongs to exactly one segment. */
export const segmentGridSchema = z
  .array(segmentSchema)
  .min(1)
  .max(25)
  .superRefine((segments, context) => {
    for (const detail of faultsOfGrid(segments)) context.addIssue({ code: 'custom', message: detail });
  });
export type SegmentGrid = z.infer<typeof segmentGridSchema>;

function faultsOfGrid(segments: readonly Segment[]): string[] {
  const faults: string[] = [];
  const repeated = (texts: string[]): string[] => texts.filter((text, at) => texts.indexOf(text) !== at);
  for (const id of repeated(segments.map((segment) => segment.id))) faults.push(`two segments have the id ${id}`);
  for (const name of repeated(segments.flatMap((segment) => segment.name ?? []))) faults.push(`two segments are called ${name}`);
  const owners = segments.flatMap(({ id, cells }) => cells.map(({ recency, frequencyMonetary }) => ({ id, cell: `R ${recency} × FM ${frequencyMonetary}` })));
  for (let recency = 5; recency >= 1; recency--) {
    for (let frequencyMonetary = 5; frequencyMonetary >= 1; frequencyMonetary--) {
      const cell = `R ${recency} × FM ${frequencyMonetary}`;
      const held = owners.filter((owner) => owner.cell === cell).map(({ id }) => id);
      if (held.length === 0) faults.push(`the cell ${cell} belongs to no segment`);
      if (held.length > 1) faults.push(`the cell ${cell} belongs to ${held.join(' and ')}`);
    }
  }
  return faults;
}

/** Rows are FM from 5 to 1, columns R from 5 to 1. METRICS §4 */
const DEFAULT_CELLS: readonly (readonly DefaultSegment[])[] = [
  ['champions', 'champions', 'loyal', 'at-risk', 'cant-lose'],
  ['loyal', 'loyal', 'loyal', 'at-risk', 'cant-lose'],
  ['potential-loyalist', 'potential-loyalist', 'need-attention', 'at-risk', 'at-risk'],
  ['potential-loyalist', 'promising', 'about-to-sleep', 'hibernating', 'hibernating'],
  ['new', 'promising', 'about-to-sleep', 'hibernating', 'lost'],
];

export const DEFAULT_GRID: SegmentGrid = DEFAULT_SEGMENTS.map((id) => ({
  id,
  name: null,
  advice: null,
  cells: DEFAULT_CELLS.flatMap((row, fromTop) => row.flatMap((held, fromLeft) => (held === id ? [{ recency: 5 - fromLeft, frequencyMonetary: 5 - fromTop }] : []))),
}));

const thresholdsSchema = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine((cuts) => cuts.every((cut, at) => (cuts[at - 1] ?? Number.NEGATIVE_INFINITY) < cut), { error: 'four thresholds, each above the one before' });

/** A score is 1 + the number of the four cut points that the value is strictly better than: below for recency, above for the others.
 *  Cut points are the quintiles of the customers’ own values, or the user’s, ascending. */
export const rfmScoringSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quantile') }),
  z.object({ kind: z.literal('thresholds'), recencyDays: thresholdsSchema, frequency: thresholdsSchema, monetaryMinor: thresholdsSchema }),
]);
export type RfmScoring = z.infer<typeof rfmScoringSchema>;

/** How customers are scored and named; kept in the project, and carried by every query that needs it. */
export const rfmSettingsSchema = z.object({
  /** Only orders of the last so many days, the as-of day included; `null`: all of them. */
  lookBackDays: z.int().min(1).max(36_600).nullable(),
  scoring: rfmScoringSchema,
  segments: segmentGridSchema,
});
export type RfmSettings = z.infer<typeof rfmSettingsSchema>;

export const DEFAULT_RFM: RfmSettings = { lookBackDays: null, scoring: { kind: 'quantile' }, segments: DEFAULT_GRID };

/** Keeps the customers who are in one of these segments on the as-of day, scored among all customers of the scope without this filter; and
 *  nobody is scored anew because of it. */
export const segmentFilterSchema = z.object({ settings: rfmSettingsSchema, segments: z.array(z.string().min(1).max(60)).min(1).max(25) });
export type SegmentFilter = z.infer<typeof segmentFilterSchema>;
