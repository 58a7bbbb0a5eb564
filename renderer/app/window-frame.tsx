import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useProjectState } from '../engine/project-state.ts';
import { CohortsPage } from '../features/cohorts/cohorts-page.tsx';
import { CustomerDrawer } from '../features/customers/customer-drawer.tsx';
import { CustomersPage } from '../features/customers/customers-page.tsx';
import { ProfilePage } from '../features/customers/profile-page.tsx';
import { DefinitionsPage } from '../features/definitions/definitions-page.tsx';
import { DropTarget } from '../features/import/drop-target.tsx';
import { EmptyPage } from '../features/import/empty-page.tsx';
import { ImportPage } from '../features/import/import-page.tsx';
import { RejectedPage } from '../features/import/rejected-page.tsx';
import { LifetimeValuePage } from '../features/lifetime-value/lifetime-value-page.tsx';
import { OverviewPage } from '../features/overview/overview-page.tsx';
import { RulesPage } from '../features/rules/rules-page.tsx';
import { SegmentsPage } from '../features/segments/segments-page.tsx';
import { ActivityLine } from './activity-line.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Footer } from './footer.tsx';
import { Navigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { SECTIONS } from './routes.ts';
import { FailedPage, OpeningPage, SamplePage } from './start-pages.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Navigation left, filter bar above, the section, facts of the file below; and what floats over them. */
export function WindowFrame() {
  const { t } = useTranslation('app');
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  useShortcuts();
  const scoped = SECTIONS.some(({ group, path }) => group === 'analysis' && location.startsWith(path));
  return (
    <div className="window">
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t('skip')}
      </button>
      <Navigation />
      <FilterBar scoped={scoped} />
      <main ref={main} tabIndex={-1}>
        <ActivityLine />
        <ErrorBoundary key={location.split('/')[1]}>
          <Content />
        </ErrorBoundary>
      </main>
      <Footer />
      <Notices />
      <CustomerDrawer />
      <CommandPalette />
      <DropTarget />
    </div>
  );
}

function Content() {
  const phase = useProjectState((state) => state.phase);
  const error = useProjectState((state) => state.error);
  const empty = useProjectState((state) => state.info?.lines === 0);
  if (phase === 'failed' && error !== null) return <FailedPage error={error} />;
  if (phase === 'preparing-sample') return <SamplePage />;
  if (phase === 'starting' || phase === 'opening') return <OpeningPage />;
  return (
    <Switch>
      <Route path="/overview" component={empty ? EmptyPage : OverviewPage} />
      <Route path="/cohorts" component={empty ? EmptyPage : CohortsPage} />
      <Route path="/lifetime-value" component={empty ? EmptyPage : LifetimeValuePage} />
      <Route path="/segments" component={empty ? EmptyPage : SegmentsPage} />
      <Route path="/customers" component={empty ? EmptyPage : CustomersPage} />
      <Route path="/customers/:code">{({ code }) => (empty ? <EmptyPage /> : <ProfilePage key={code} code={Number(code)} />)}</Route>
      <Route path="/imports/:importId?">{({ importId }) => <ImportPage importId={importId === undefined ? null : Number(importId)} />}</Route>
      <Route path="/rejected" component={RejectedPage} />
      <Route path="/rules" component={RulesPage} />
      <Route path="/definitions/:term?">{({ term }) => <DefinitionsPage term={term ?? null} />}</Route>
      <Route>
        <Redirect to="/overview" replace />
      </Route>
    </Switch>
  );
}
