import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderRules, OrderRulesState } from '../../../core/contract/rules.ts';
import { useNotices } from '../../app/notice-store.ts';
import { refreshProject } from '../../app/session.ts';
import { callEngine, engineErrorOf, useEngine } from '../../engine/client.ts';
import { ViewState } from '../../app/view-state.tsx';
import { CountedTable } from './counted-table.tsx';
import { CurrencyRules } from './currency-rules.tsx';
import { IdentityRules } from './identity-rules.tsx';
import './rules.css';

/** Every choice that METRICS §1 leaves to the user, each with the count of what it is about. A change holds at once and everywhere. */
export function RulesPage() {
  const query = useEngine('rules.read', null);
  // A saved change makes new results everywhere; until this page has its own, the last one stands.
  const [kept, setKept] = useState<OrderRulesState | null>(null);
  if (query.data !== undefined && query.data !== kept) setKept(query.data);
  const state = query.data ?? kept;
  if (state === null || query.error !== null) return <ViewState query={query} />;
  return <Rules state={state} refreshing={query.data === undefined} />;
}

function Rules({ state, refreshing }: { state: OrderRulesState; refreshing: boolean }) {
  const { t } = useTranslation('rules');
  /** Shown ahead of the state until that has caught up. */
  const [chosen, setChosen] = useState<{ rules: OrderRules; isSaved: boolean } | null>(null);
  if (chosen?.isSaved === true && !refreshing) setChosen(null);
  const rules = chosen?.rules ?? state.rules;
  const change = async (next: Partial<OrderRules>): Promise<void> => {
    const wanted = { ...rules, ...next };
    setChosen({ rules: wanted, isSaved: false });
    try {
      await callEngine('rules.save', wanted);
      await refreshProject();
      // A later choice may be on its way.
      setChosen((now) => (now?.rules === wanted ? { rules: wanted, isSaved: true } : now));
    } catch (thrown) {
      useNotices.getState().notify('failure', engineErrorOf(thrown));
      setChosen(null);
    }
  };
  const busy = chosen !== null || refreshing;
  const props = { state, rules, onChange: (next: Partial<OrderRules>) => void change(next) };
  return (
    <section className="rules" aria-busy={busy}>
      <h1>{t('title')}</h1>
      <p className="lede">
        {t('lede')} <span role="status">{busy && t('working')}</span>
      </p>
      <CountedTable {...props} />
      <div className="rules-columns">
        <CurrencyRules {...props} />
        <IdentityRules {...props} />
      </div>
    </section>
  );
}
