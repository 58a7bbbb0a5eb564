import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Estimate, LtvCustomer } from '../../../core/contract/ltv.ts';
import { useControls } from '../../app/controls-store.ts';
import type { ProvenanceRow } from '../../app/provenance-rows.tsx';
import { useScope } from '../../app/scope-store.ts';
import { useEngine } from '../../engine/client.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { DefinitionKey } from '../definitions/definition-of.ts';
import { ltvControlsSchema, settingsOf, type LtvControls } from '../lifetime-value/ltv-settings.ts';
import { MODEL_TERMS } from '../lifetime-value/model-terms.ts';
import { Sourced } from '../lifetime-value/sourced.tsx';
import { useLtvWords } from '../lifetime-value/use-ltv-words.ts';
import { expectationFinding } from './profile-words.ts';

/** What the model chosen under lifetime value expects of one customer, or why it expects nothing. */
export function ProfileExpectations({ code }: { code: number }) {
  const { t } = useTranslation('customerValue');
  const words = useWords();
  const scope = useScope((state) => state.scope);
  const [controls] = useControls('lifetime-value', ltvControlsSchema);
  const query = useEngine('ltv.customer', useMemo(() => ({ scope, ltv: settingsOf(controls), code }), [scope, controls, code]));
  return (
    <section className="profile-block expectations" aria-busy={query.data === undefined && query.error === null}>
      {query.error !== null && (
        <>
          <h2>{t('profile.none')}</h2>
          <p className="sub">{words.error(query.error)}</p>
        </>
      )}
      {query.error === null && query.data === undefined && <h2>{t('profile.waiting')}</h2>}
      {query.error === null && query.data !== undefined && <Expectations expected={query.data} controls={controls} />}
    </section>
  );
}

function Expectations({ expected, controls }: { expected: LtvCustomer; controls: LtvControls }) {
  const { t } = useTranslation('customerValue');
  const ltv = useTranslation('lifetimeValue').t;
  const format = useFormat();
  const words = useLtvWords(expected.provenance.currency);
  const model = ltv(`model.${controls.model}`);
  const horizon = ltv(`inHorizon.${controls.horizon}`);
  const date = format.date(expected.observationEnd);
  const count = (value: number): string => format.decimal(value, value < 10 ? 1 : 0, true);
  const share = (value: number): string => format.share(value, 0);
  const finding = expectationFinding(expected);
  const { absent, spendFault, history } = expected;
  if (finding.key === 'none') {
    return (
      <>
        <h2>{t('profile.none')}</h2>
        <p className="sub">{absent === null || absent === 'not-in-model' ? t('profile.notInModel', { date }) : `${t('profile.notInPeriod', { model })} ${ltv(`fault.${absent}`)}`}</p>
      </>
    );
  }
  const rows: ProvenanceRow[] = [
    { label: ltv('model.label'), value: model },
    { label: ltv('provenance.learned'), value: date },
    { label: ltv('provenance.horizon'), value: ltv(`horizon.${controls.horizon}`) },
    { label: ltv('provenance.rate'), value: format.share(controls.discountRate) },
    ...(history === null
      ? []
      : [
          { label: t('profile.history'), value: format.integer(history.frequency) },
          { label: t('profile.recency'), value: t('profile.weeks', { n: format.decimal(history.recency, 1, true) }) },
          { label: t('profile.age'), value: t('profile.weeks', { n: format.decimal(history.age, 1, true) }) },
          { label: t('profile.revenue'), value: words.whole(history.pastRevenueMinor) },
        ]),
  ];
  const figure = (name: string, term: DefinitionKey, estimate: Estimate | null, value: (value: number) => string, end = value, note: string | null = null): ReactNode => (
    <li>
      <span className="expectation-name">{name}</span>
      {estimate === null ? (
        <span className="expectation-value">{NO_VALUE}</span>
      ) : (
        <span className="expectation-value">
          <Sourced
            source={{
              title: `${name}: ${value(estimate.value)}`,
              term,
              rows: [{ label: t('profile.interval'), value: format.interval(estimate.interval, end) }, ...rows],
              provenance: expected.provenance,
              warning: term === 'pAlive' ? t('profile.aliveNote') : null,
            }}
          >
            <b>{value(estimate.value)}</b>
          </Sourced>
        </span>
      )}
      <small>{note ?? (estimate === null ? '' : format.interval(estimate.interval, end))}</small>
    </li>
  );
  const boughtOnce = expected.warnings.includes('one-time-buyers-alive');
  const notes = expected.warnings.filter((warning) => warning !== 'spend-not-fitted').map((warning) => ltv(`warning.${warning}`));
  return (
    <>
      <h2>
        {finding.key === 'gone'
          ? t('profile.gone', { alive: share(finding.alive) })
          : finding.value === null
            ? t('profile.likelyOrders', { horizon, orders: count(finding.orders) })
            : t('profile.likely', { horizon, orders: count(finding.orders), value: words.whole(finding.value) })}
      </h2>
      <p className="sub">
        {t('profile.by', { model: expected.clvMinor === null ? model : `${model} + ${ltv('model.gamma-gamma')}`, date, rate: format.share(controls.discountRate, 0) })} <Link href="/lifetime-value">{t('profile.choose')}</Link>
      </p>
      <ul className="expectation-strip">
        {figure(t('profile.alive'), 'pAlive', boughtOnce ? null : expected.pAlive, share, share, boughtOnce ? t('profile.boughtOnce') : null)}
        {figure(t('profile.orders', { horizon }), MODEL_TERMS[controls.model], expected.expectedTransactions, count, format.integer)}
        {figure(t('profile.value', { horizon }), 'clv', expected.clvMinor, words.whole)}
        <li>
          <span className="expectation-name">{t('profile.spend')}</span>
          <span className="expectation-value">{expected.expectedSpendMinor === null ? NO_VALUE : words.whole(expected.expectedSpendMinor)}</span>
        </li>
      </ul>
      {(notes.length > 0 || spendFault !== null) && <p className="sub">{[...notes, ...(spendFault === null ? [] : [ltv('why.spendFault', { fault: ltv(`fault.${spendFault}`) })])].join(' ')}</p>}
    </>
  );
}
