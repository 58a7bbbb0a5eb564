import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { HiddenText } from '../../app/hidden-text.tsx';
import { useSettings } from '../../app/settings-store.ts';
import { useFormat } from '../../i18n/format.ts';
import type { RulesPart } from './rule-parts.ts';

const FACTS = ['customersBefore', 'customersAfter', 'mergedCustomers', 'guests'] as const;

/** Which customers are one person. */
export function IdentityRules({ state, rules, onChange }: RulesPart) {
  const { t } = useTranslation('rules');
  const format = useFormat();
  const isHidden = useSettings((settings) => settings.hidesPersonalData === true);
  const { identity } = state;
  const by = { email: identity.withEmail, phone: identity.withPhone };
  return (
    <section aria-labelledby="identity-rules">
      <h2 id="identity-rules">{t('identity.title')}</h2>
      <p className="sub">{t('identity.sub')}</p>
      <div className="switches">
        {(['email', 'phone'] as const).map((kind) => (
          <Checkbox
            key={kind}
            className="checkbox"
            isSelected={rules.identity[kind]}
            isDisabled={by[kind] === 0 && !rules.identity[kind]}
            onChange={(on) => onChange({ identity: { ...rules.identity, [kind]: on } })}
          >
            <span className="checkbox-box" aria-hidden="true" />
            <span>
              {t(`identity.${kind}`)}
              <span className="rule-explain">{t(`identity.${kind}Count`, { count: by[kind], n: format.integer(by[kind]) })}</span>
            </span>
          </Checkbox>
        ))}
      </div>
      <table className="ruled rule-facts">
        <caption className="visually-hidden">{t('identity.title')}</caption>
        <tbody>
          {FACTS.map((fact) => (
            <tr key={fact}>
              <th scope="row">{t(`identity.${fact}`)}</th>
              <td>{format.integer(identity[fact])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {identity.tooCommon.length > 0 && (
        <div className="note">
          <p>{t('identity.tooCommon')}</p>
          <ul className="too-common">
            {identity.tooCommon.slice(0, 8).map(({ kind, value, customers }) => (
              <li key={kind + value}>
                {isHidden ? <HiddenText /> : <bdi>{value}</bdi>} <span className="quiet">{t('identity.customers', { count: customers, n: format.integer(customers) })}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
