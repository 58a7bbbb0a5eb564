import { QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { queryClient } from '../engine/client.ts';
import { useFormat } from '../i18n/format.ts';
import { WindowFrame } from './window-frame.tsx';

export function App() {
  const { locale } = useFormat();
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale={locale}>
        <Router hook={useHashLocation}>
          <WindowFrame />
        </Router>
      </I18nProvider>
    </QueryClientProvider>
  );
}
