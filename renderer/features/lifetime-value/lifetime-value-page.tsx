import { useMemo } from 'react';
import { useControls } from '../../app/controls-store.ts';
import { useShownPeriod } from '../../app/use-shown-period.ts';
import type { LtvViewProps } from './ltv-bar.tsx';
import { ltvControlsSchema, observationEndOf } from './ltv-settings.ts';
import { CurveView } from './curve-view.tsx';
import { CustomersView } from './customers-view.tsx';
import { GroupsView } from './groups-view.tsx';
import { HoldoutView } from './holdout-view.tsx';
import { ModelsView } from './models-view.tsx';
import { RenewalsView } from './renewals-view.tsx';
import { WorksheetView } from './worksheet-view.tsx';
import './lifetime-value.css';

const VIEWS = { models: ModelsView, holdout: HoldoutView, groups: GroupsView, customers: CustomersView, worksheet: WorksheetView, renewals: RenewalsView, curve: CurveView } as const satisfies Record<LtvViewProps['controls']['view'], (props: LtvViewProps) => unknown>;

/** What customers are worth: by which model, how well it foresees, by group, by hand, and what keeping more of them would bring. */
export function LifetimeValuePage() {
  const [controls, change] = useControls('lifetime-value', ltvControlsSchema);
  const shown = useShownPeriod();
  const firstDay = shown?.firstDay ?? '';
  const asOf = shown?.asOf ?? '';
  const days = useMemo(() => ({ firstDay, asOf, observationEnd: asOf === '' ? '' : observationEndOf(controls, firstDay, asOf) }), [controls, firstDay, asOf]);
  if (shown === null) return null;
  const View = VIEWS[controls.view];
  return (
    <article className="page lifetime-value">
      <View controls={controls} change={change} days={days} />
    </article>
  );
}
