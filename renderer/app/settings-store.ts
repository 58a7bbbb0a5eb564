import { create } from 'zustand';
import type { Language, Settings, Theme } from '../../core/contract/shell.ts';
import { shell } from '../engine/shell.ts';
import { i18next } from '../i18n/index.ts';

interface SettingsState extends Settings {
  /** The theme on screen, with `system` resolved. */
  shownTheme: 'light' | 'dark';
  setLanguage: (language: Language) => void;
  setTheme: (theme: Theme) => void;
  setHidesPersonalData: (hidesPersonalData: boolean) => void;
  setCustomerColumns: (customerColumns: string[]) => void;
}

const systemPrefersDark = window.matchMedia('(prefers-color-scheme: dark)');

/** What the shell remembers between starts. */
export const useSettings = create<SettingsState>((set, get) => {
  const save = (): void => {
    const { language, theme, hidesPersonalData, customerColumns } = get();
    void shell().saveSettings({ language, theme, hidesPersonalData, customerColumns });
  };
  return {
    language: 'en',
    theme: 'system',
    shownTheme: 'light',
    setLanguage: (language) => {
      set({ language });
      void i18next.changeLanguage(language);
      document.documentElement.lang = language;
      save();
    },
    setTheme: (theme) => {
      set({ theme });
      showTheme();
      save();
    },
    setHidesPersonalData: (hidesPersonalData) => {
      set({ hidesPersonalData });
      save();
    },
    setCustomerColumns: (customerColumns) => {
      set({ customerColumns });
      save();
    },
  };
});

/** Takes over what the shell remembered, and follows the system's theme from now on. */
export function applySettings(settings: Settings): void {
  useSettings.setState(settings);
  document.documentElement.lang = settings.language;
  showTheme();
  systemPrefersDark.addEventListener('change', showTheme);
}

function showTheme(): void {
  const { theme } = useSettings.getState();
  const shownTheme = theme === 'system' ? (systemPrefersDark.matches ? 'dark' : 'light') : theme;
  document.documentElement.dataset['theme'] = shownTheme;
  useSettings.setState({ shownTheme });
}
