import type { ReactNode } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { COHORT_MEASURES, COHORT_UNITS, cohortKeySchema, retainedRuleSchema, type CohortAge, type CohortKey, type CohortMeasure, type CohortQuery } from '../../../core/contract/cohorts.ts';
import { calendarUnitSchema, filterSchema, type Scope } from '../../../core/contract/scope.ts';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { Choice } from '../../app/choice.tsx';
import { Choice as ChoiceField } from '../../app/choice-field.tsx';
import { isCalendarKey } from '../../charts/cohort-values.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ageName, keyName } from './cohort-words.ts';

const CALENDAR = calendarUnitSchema.options;
const WINDOWS = [30, 60, 90] as const;
const VIEWS = ['map', 'curves'] as const;
const OWN_WINDOW = { least: 1, most: 3660 };

/** Controls of the section; `age: 'own'` is windows of `windowDays`. `beside`: filters to compare with. */
export const cohortControlsSchema = z.object({
  measure: z.enum(COHORT_MEASURES).catch('retainedShare'),
  key: cohortKeySchema.catch('month'),
  /** `period`: that of the key, or months where the key is no calendar unit. */
  age: z.union([calendarUnitSchema, z.enum(['period', 'order', '30', '60', '90', 'own'])]).catch('period'),
  windowDays: z.int().min(OWN_WINDOW.least).max(OWN_WINDOW.most).catch(45),
  cumulative: z.boolean().catch(false),
  retained: retainedRuleSchema.catch('in-age'),
  view: z.enum(VIEWS).catch('map'),
  colour: z.enum(['table', 'row']).catch('table'),
  beside: z.array(filterSchema).nullable().catch(null),
});
export type CohortControls = z.infer<typeof cohortControlsSchema>;

/** The ages that go with a calendar key: its own unit, but for days, of which there would be too many. */
function ageForKey(key: CohortKey): Partial<CohortControls> {
  if (!isCalendarKey(key)) return {};
  return { age: key === 'day' ? '30' : 'period' };
}

/** A key on an attribute that the project lacks is the month, as is one on segments while their rules are not known yet. */
export function knownKey(key: CohortKey, fields: readonly string[], segments: RfmSettings | undefined): CohortKey {
  if (key === 'segment' && segments === undefined) return 'month';
  return key.startsWith('attribute:') && !fields.includes(key.slice('attribute:'.length)) ? 'month' : key;
}

export function cohortQueryOf(controls: CohortControls, key: CohortKey, scope: Scope, segments: RfmSettings | undefined): CohortQuery {
  const { measure, cumulative, retained } = controls;
  return { scope, key, age: ageOf(controls, key), measure, cumulative: cumulative && !isRetention(measure), retained, acquired: null, ...(key === 'segment' && segments !== undefined && { segments }) };
}

export function isRetention(measure: CohortMeasure): boolean {
  return measure === 'retainedShare' || measure === 'retained';
}

function ageOf({ age, windowDays }: CohortControls, key: CohortKey): CohortAge {
  switch (age) {
    case 'period':
      return isCalendarKey(key) ? key : 'month';
    case 'own':
      return { windowDays };
    case '30':
    case '60':
    case '90':
      return { windowDays: Number(age) };
    default:
      return age;
  }
}

interface Props {
  controls: CohortControls;
  change: (changes: Partial<CohortControls>) => void;
  cohortKey: CohortKey;
  children: ReactNode;
}

/** What is shown, of whom, at which ages, and how it is drawn; `children` stand last. */
export function CohortControlBar({ controls, change, cohortKey, children }: Props) {
  const { t } = useTranslation('cohorts');
  const format = useFormat();
  const words = useWords();
  const attributes = useProjectState((state) => state.info?.attributes) ?? [];
  const { measure, retained, view, colour, cumulative, windowDays } = controls;
  const keys: CohortKey[] = [...CALENDAR, ...attributes.map(({ field }) => `attribute:${field}` as const), 'product', 'discounted', 'segment', 'all'];
  const shownAge = controls.age === 'period' ? (isCalendarKey(cohortKey) ? cohortKey : 'month') : controls.age;
  const ages = [
    ...CALENDAR.map((unit) => ({ id: unit as string, name: ageName(unit, t, format) })),
    ...WINDOWS.map((days) => ({ id: String(days), name: ageName({ windowDays: days }, t, format) })),
    { id: 'own', name: t('ages.own') },
    { id: 'order', name: ageName('order', t, format) },
  ];
  // Shares and counts of customers have rules of their own for what adds up.
  const addsUp = !isRetention(measure) && COHORT_UNITS[measure] !== 'share';
  return (
    <div className="controls cohort-controls">
      <ChoiceField label={t('measure.label')} value={measure} options={COHORT_MEASURES.map((id) => ({ id, name: t(`measure.${id}`) }))} onChange={(next) => change({ measure: next, cumulative: next === 'revenuePerCustomer' || next === 'marginPerCustomer' })} />
      <ChoiceField label={t('by.label')} value={cohortKey} options={keys.map((id) => ({ id, name: keyName(id, t, words.field) }))} onChange={(next) => change({ key: next, ...ageForKey(next) })} />
      <ChoiceField label={t('ages.label')} value={shownAge} options={ages} onChange={(next) => change({ age: cohortControlsSchema.shape.age.parse(next) })} />
      {controls.age === 'own' && (
        <NumberField
          className="field own-window"
          minValue={OWN_WINDOW.least}
          maxValue={OWN_WINDOW.most}
          value={windowDays}
          onChange={(days) => {
            if (Number.isInteger(days)) change({ windowDays: days });
          }}
        >
          <Label className="field-label">{t('ages.days')}</Label>
          <Input className="field-input" />
        </NumberField>
      )}
      {isRetention(measure) && (
        <ChoiceField label={t('rule.label')} value={retained} options={retainedRuleSchema.options.map((id) => ({ id, name: t(`rule.${id}`) }))} onChange={(next) => change({ retained: next })} />
      )}
      {addsUp && (
        <Choice
          label={t('each.label')}
          value={cumulative ? 'soFar' : 'each'}
          options={[
            ['each', t('each.each')],
            ['soFar', t('each.soFar')],
          ]}
          onChange={(next) => change({ cumulative: next === 'soFar' })}
        />
      )}
      <Choice label={t('view.label')} value={view} options={VIEWS.map((name) => [name, t(`view.${name}`)])} onChange={(next) => change({ view: next })} />
      {view === 'map' && (
        <Choice
          label={t('colour.label')}
          value={colour}
          options={[
            ['table', t('colour.table')],
            ['row', t('colour.row')],
          ]}
          onChange={(next) => change({ colour: next })}
        />
      )}
      {children}
    </div>
  );
}
