import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleCount } from '../../../core/contract/rules.ts';
import { useScope } from '../../app/scope-store.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { Choice } from '../../app/choice.tsx';
import type { RulesPart } from './rule-parts.ts';

const COUNTED = ['cancelled', 'test', 'zeroValue'] as const;

/** The kinds of orders that may or may not count, with how many there are. */
export function CountedTable({ state, rules, onChange }: RulesPart) {
  const { t } = useTranslation('rules');
  const refunds = useScope(({ scope }) => scope.refunds);
  const setRefunds = useScope((scope) => scope.setRefunds);
  return (
    <table className="ruled counted">
      <caption className="visually-hidden">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('orders')}</th>
          <th scope="col">{t('lines')}</th>
          <th scope="col">{t('net')}</th>
          <th scope="col" className="text">
            {t('setting')}
          </th>
        </tr>
      </thead>
      <tbody>
        {COUNTED.map((kind) => (
          <Row key={kind} name={t(`kind.${kind}`)} explain={t(`explain.${kind}`)} count={state.counts[kind]} currency={state.currency}>
            <Choice
              label={t(`kind.${kind}`)}
              value={rules[kind]}
              options={[
                ['left-out', t('leftOut')],
                ['counted', t('counted')],
              ]}
              onChange={(value) => onChange({ [kind]: value })}
            />
          </Row>
        ))}
        <Row name={t('kind.anonymous')} explain={t('explain.anonymous')} count={state.counts.anonymous} currency={state.currency}>
          <Choice
            label={t('kind.anonymous')}
            value={rules.anonymous}
            options={[
              ['left-out', t('leftOut')],
              ['in-totals', t('inTotals')],
            ]}
            onChange={(anonymous) => onChange({ anonymous })}
          />
        </Row>
        <Row name={t('kind.refunds')} explain={t('explain.refunds')} count={null} currency={null}>
          <Choice
            label={t('kind.refunds')}
            value={refunds}
            options={[
              ['original-order', t('originalOrder')],
              ['refund-day', t('refundDay')],
            ]}
            onChange={setRefunds}
          />
        </Row>
      </tbody>
    </table>
  );
}

interface RowProps {
  name: string;
  explain: string;
  count: RuleCount | null;
  currency: RulesPart['state']['currency'];
  children: ReactNode;
}

function Row({ name, explain, count, currency, children }: RowProps) {
  const format = useFormat();
  return (
    <tr data-zero={count?.lines === 0 || undefined}>
      <th scope="row">
        {name}
        <span className="rule-explain">{explain}</span>
      </th>
      <td>{count === null ? '' : format.integer(count.orders)}</td>
      <td>{count === null ? '' : format.integer(count.lines)}</td>
      <td>{count === null ? '' : currency === null ? NO_VALUE : format.money(count.netMinor, currency, 'plain')}</td>
      <td className="text">{children}</td>
    </tr>
  );
}
