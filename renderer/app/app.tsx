import { QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { queryClient } from '../engine/client.ts';
import { CohortsPage } from '../features/cohorts/cohorts-page.tsx';
import { CustomerDrawer } from '../features/customers/customer-drawer.tsx';
import { OverviewPage } from '../features/overview/overview-page.tsx';
import { useFormat } from '../i18n/format.ts';

export function App() {
  const { locale } = useFormat();
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale={locale}>
        <Router hook={useHashLocation}>
          <Switch>
            <Route path="/overview" component={OverviewPage} />
            <Route path="/cohorts" component={CohortsPage} />
            <Route>
              <Redirect to="/overview" replace />
            </Route>
          </Switch>
          <CustomerDrawer />
        </Router>
      </I18nProvider>
    </QueryClientProvider>
  );
}
