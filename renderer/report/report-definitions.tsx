import { useTranslation } from 'react-i18next';
import { DEFINITION_GROUPS, definitionOf } from '../features/definitions/definition-of.ts';

/** What every number means, in the words of the program. */
export function ReportDefinitions() {
  const { t } = useTranslation(['report', 'definitions']);
  return (
    <section className="report-section report-definitions">
      <h2>{t('report:definitions')}</h2>
      {DEFINITION_GROUPS.map(({ group, terms }) => (
        <div key={group} className="report-group">
          <h3>{t(`definitions:group.${group}`)}</h3>
          <dl>
            {terms.map((term) => {
              const definition = definitionOf(term);
              return (
                <div key={term}>
                  <dt>{definition.name}</dt>
                  <dd>
                    {definition.text}
                    {definition.formula !== null && <em> {definition.formula}.</em>}
                  </dd>
                </div>
              );
            })}
          </dl>
        </div>
      ))}
    </section>
  );
}
