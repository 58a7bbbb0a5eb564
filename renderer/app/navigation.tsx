import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useProjectState } from '../engine/project-state.ts';
import { useFormat } from '../i18n/format.ts';
import { SECTIONS, type SectionName } from './routes.ts';

export function Navigation() {
  const { t } = useTranslation('app');
  return (
    <nav className="sections" aria-label={t('nav.label')}>
      <div className="brand">{t('name')}</div>
      {SECTIONS.filter(({ group }) => group === 'analysis').map(({ name }) => (
        <SectionLink key={name} name={name} />
      ))}
      <div className="sections-group">{t('nav.data')}</div>
      {SECTIONS.filter(({ group }) => group === 'data').map(({ name }) => (
        <SectionLink key={name} name={name} />
      ))}
    </nav>
  );
}

function SectionLink({ name }: { name: SectionName }) {
  const { t } = useTranslation('app');
  const [location] = useLocation();
  const section = SECTIONS.find((other) => other.name === name);
  if (section === undefined) return null;
  const current = location === section.path || location.startsWith(`${section.path}/`);
  return (
    <Link href={section.path} aria-current={current ? 'page' : undefined} aria-keyshortcuts={section.key ?? undefined}>
      <span>{t(`nav.${name}`)}</span>
      {section.key !== null && <kbd aria-hidden="true">{section.key}</kbd>}
      {name === 'rejected' && <RejectedCount />}
    </Link>
  );
}

function RejectedCount() {
  const format = useFormat();
  const rejected = useProjectState((state) => state.info?.rejected ?? 0);
  return rejected === 0 ? null : <span className="sections-count">{format.integer(rejected)}</span>;
}
