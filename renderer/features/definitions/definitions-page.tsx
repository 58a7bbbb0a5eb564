import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { definitionPath } from '../../app/routes.ts';
import { DEFINITION_GROUPS, definitionOf, type DefinitionKey } from './definition-of.ts';
import './definitions.css';

/** Every term with its wording; `term` is scrolled to and marked. */
export function DefinitionsPage({ term }: { term: string | null }) {
  const { t } = useTranslation('definitions');
  return (
    <div className="definitions">
      <div className="definitions-text">
        <h1>{t('title')}</h1>
        <p className="lede">{t('lede')}</p>
        {DEFINITION_GROUPS.map(({ group, terms }) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{t(`group.${group}`)}</h2>
            {terms.map((key) => (
              <DefinitionEntry key={key} term={key} marked={key === term} />
            ))}
          </section>
        ))}
      </div>
      <nav className="definitions-contents" aria-label={t('contents')}>
        {DEFINITION_GROUPS.map(({ group, terms }) => (
          <div key={group}>
            <p>{t(`group.${group}`)}</p>
            {terms.map((key) => (
              <Link key={key} href={definitionPath(key)} aria-current={key === term ? 'location' : undefined}>
                {definitionOf(key).name}
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </div>
  );
}

function DefinitionEntry({ term, marked }: { term: DefinitionKey; marked: boolean }) {
  const { t } = useTranslation('definitions');
  const definition = definitionOf(term);
  const entry = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!marked) return;
    entry.current?.scrollIntoView({ block: 'center' });
    entry.current?.focus({ preventScroll: true });
  }, [marked]);
  return (
    <article ref={entry} tabIndex={marked ? -1 : undefined} className="definition" data-marked={marked || undefined}>
      <h3>{definition.name}</h3>
      <p>{definition.text}</p>
      {definition.formula !== null && (
        <p className="definition-formula">
          <span className="visually-hidden">{t('formula')}: </span>
          {definition.formula}
        </p>
      )}
    </article>
  );
}
