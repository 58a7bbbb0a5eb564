import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '../../core/contract/shell.ts';
import { messages as en } from './en/index.ts';
import { messages as pl } from './pl/index.ts';
import { messages as ru } from './ru/index.ts';
import { messages as uk } from './uk/index.ts';

export const MESSAGES = { en, uk, pl, ru };
export const NAMESPACES = ['app', 'imports', 'errors', 'definitions', 'overview', 'cohorts', 'customers', 'report', 'rules', 'segments', 'lifetimeValue', 'customerValue'] as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof en;
    returnNull: false;
  }
}

/** Starts i18next with every message bundled; the language can be changed at any time afterwards. */
export function initMessages(language: Language): void {
  void i18next.use(initReactI18next).init({
    resources: MESSAGES,
    lng: language,
    supportedLngs: LANGUAGES,
    fallbackLng: 'en',
    ns: NAMESPACES,
    defaultNS: 'app',
    initAsync: false,
    returnNull: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
}

export function currentLanguage(): Language {
  return LANGUAGES.find((language) => language === i18next.language) ?? 'en';
}

export { i18next };
