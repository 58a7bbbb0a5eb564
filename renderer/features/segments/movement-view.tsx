import { parseDate, type CalendarDate } from '@internationalized/date';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NOT_YET, type RfmMovement, type RfmMovementQuery, type RfmQuery } from '../../../core/contract/rfm.ts';
import { Choice } from '../../app/choice.tsx';
import { DayField } from '../../app/day-field.tsx';
import { useShownPeriod } from '../../app/use-shown-period.ts';
import { ViewState } from '../../app/view-state.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { MovementSource } from './cell-source.tsx';
import { movedAndNew, movementFinding, usualCompareDay } from './findings.ts';
import { flowsPicture, migrationPicture } from './movement-pictures.ts';
import { CUT_POINTS, useSegmentControls } from './segment-controls.ts';
import { SegmentNote } from './segment-note.tsx';
import { useSegmentNames } from './segment-names.ts';
import { wordMovementFinding } from './segment-text.ts';

/** Who went from which segment to which between two days, as a matrix and as flows. */
export function MovementView({ query, choice }: { query: RfmQuery; choice: ReactNode }) {
  const shown = useShownPeriod();
  if (shown === null) return null;
  return <Movement key={`${shown.firstDay} ${shown.asOf}`} query={query} choice={choice} firstDay={shown.firstDay} lastDay={shown.lastDay} asOf={shown.asOf} />;
}

interface Props {
  query: RfmQuery;
  choice: ReactNode;
  firstDay: string;
  lastDay: string;
  asOf: string;
}

function Movement({ query, choice, firstDay, lastDay, asOf }: Props) {
  const { t } = useTranslation('segments');
  const [{ cutPoints, ...kept }, setControls] = useSegmentControls();
  const usual = { from: kept.from ?? usualCompareDay(firstDay, asOf) ?? firstDay, to: kept.to ?? asOf };
  // What is typed stands until it is kept; what a saved view brings replaces it.
  const [typed, setTyped] = useState<{ from: CalendarDate | null; to: CalendarDate | null; of: typeof usual }>(() => ({ from: parseDate(usual.from), to: parseDate(usual.to), of: usual }));
  if (typed.of.from !== usual.from || typed.of.to !== usual.to) setTyped({ from: parseDate(usual.from), to: parseDate(usual.to), of: usual });
  const { from, to } = typed;
  const change = (changes: Partial<Pick<typeof typed, 'from' | 'to'>>): void => {
    const next = { ...typed, ...changes };
    setTyped({ ...next, of: { from: next.from?.toString() ?? usual.from, to: next.to?.toString() ?? usual.to } });
    setControls({ from: next.from?.toString() ?? kept.from, to: next.to?.toString() ?? kept.to });
  };
  const days = from === null || to === null ? null : { from: from.toString(), to: to.toString() };
  const valid = days !== null && days.from >= firstDay && days.from < days.to && days.to <= lastDay ? days : null;
  // While a day is being typed, the last two that fit stand.
  const [last, setLast] = useState(valid);
  if (valid !== null && (last === null || valid.from !== last.from || valid.to !== last.to)) setLast(valid);
  const wanted = useMemo<RfmMovementQuery>(
    () => ({ query: { ...query, scope: { ...query.scope, asOf: last?.to ?? asOf } }, compareAsOf: last?.from ?? firstDay, cutPoints }),
    [query, last, cutPoints, asOf, firstDay],
  );
  const movement = useEngine('rfm.movement', wanted, { enabled: last !== null });
  const controls = (
    <>
      <div className="controls">{choice}</div>
      <div className="controls segments-days">
        <DayField label={t('movement.from')} value={from} onChange={(day) => change({ from: day })} />
        <DayField label={t('movement.to')} value={to} onChange={(day) => change({ to: day })} />
        <Choice label={t('movement.cutPoints')} value={cutPoints} options={CUT_POINTS.map((name) => [name, t(`movement.${name}`)])} onChange={(name) => setControls({ cutPoints: name })} />
        {valid === null && (
          <p className="field-error" role="alert">
            {t('movement.wrong')}
          </p>
        )}
      </div>
    </>
  );
  if (movement.data === undefined) {
    return (
      <>
        {controls}
        {last !== null && <ViewState query={movement} />}
      </>
    );
  }
  return <MovementBody movement={movement.data} controls={controls} />;
}

function MovementBody({ movement, controls }: { movement: RfmMovement; controls: ReactNode }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const tall = useTallWindow();
  const names = useSegmentNames(movement.query.query.settings.segments);
  const matrix = useMemo(() => migrationPicture(movement, names.name, t, format), [movement, names, t, format]);
  const flows = useMemo(() => flowsPicture(movement, names.name, t, format), [movement, names, t, format]);
  const days = { from: format.date(movement.from.asOf), to: format.date(movement.to.asOf) };
  const source = (from: string | null, to: string | null, close: () => void): ReactNode => <MovementSource movement={movement} from={from} to={to} close={close} />;
  const n = movement.states.length;
  const finding = movementFinding(movement);
  const { before, changed, arrived, all } = movedAndNew(movement);

  return (
    <>
      <h1 className="finding">{wordMovementFinding(finding, t, format, names.name)}</h1>
      <p className="lede">{t('lede.movement')}</p>
      {controls}
      <div className="segments-columns">
        <ChartFrame
          title={before === 0 ? t('movement.matrix') : t('movement.changed', { n: format.integer(changed), all: format.integer(before) })}
          sub={t('movement.matrixSub', days)}
          model={matrix.model}
          height={tall ? 820 : 470}
          hint={t('grid.hint')}
          detail={(at, close) => source(matrix.rows[Math.floor(at / matrix.columns.length)] ?? null, matrix.columns[at % matrix.columns.length] ?? null, close)}
        />
        <ChartFrame
          title={t('movement.arrived', { from: days.from, n: format.integer(arrived), all: format.integer(all) })}
          sub={t('movement.flowsSub', days)}
          model={flows}
          height={tall ? 820 : 470}
          hint={t('movement.hint')}
          detail={(at, close) => (at < n ? source(movement.states[at] ?? NOT_YET, null, close) : source(null, movement.states[at - n] ?? NOT_YET, close))}
        />
      </div>
      <SegmentNote provenance={movement.provenance} terms={['segmentMovement', 'rfmScore']} />
    </>
  );
}
