import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../core/contract/shell.ts';
import { useSettings } from './settings-store.ts';

export function LanguageMenu() {
  const { t } = useTranslation('app');
  const language = useSettings((state) => state.language);
  const setLanguage = useSettings((state) => state.setLanguage);
  return (
    <MenuTrigger>
      <Button className="button" aria-label={`${t('language.label')}: ${language.toUpperCase()}, ${t(`language.${language}`)}`}>
        {language.toUpperCase()}
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Menu
          className="list"
          aria-label={t('language.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[language]}
          onAction={(key) => {
            const chosen = LANGUAGES.find((other) => other === key);
            if (chosen !== undefined) setLanguage(chosen);
          }}
        >
          {LANGUAGES.map((other) => (
            <MenuItem key={other} id={other} className="list-item" lang={other}>
              {t(`language.${other}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Switches between light and dark; the palette also offers the system's choice. */
export function ThemeButton() {
  const { t } = useTranslation('app');
  const shownTheme = useSettings((state) => state.shownTheme);
  const setTheme = useSettings((state) => state.setTheme);
  const other = shownTheme === 'dark' ? 'light' : 'dark';
  return (
    <Button className="button" aria-label={`${t(`theme.${other}`)} – ${t(other === 'dark' ? 'theme.toDark' : 'theme.toLight')}`} onPress={() => setTheme(other)}>
      {t(`theme.${other}`)}
    </Button>
  );
}

/** Hides who customers are, in every list, profile and export at once. */
export function PersonalDataSwitch() {
  const { t } = useTranslation('app');
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  const setHidesPersonalData = useSettings((state) => state.setHidesPersonalData);
  return (
    <ToggleButton className="facts-switch" isSelected={isHidden} onChange={setHidesPersonalData} aria-keyshortcuts="M">
      {t(isHidden ? 'personalData.hidden' : 'personalData.hide')} <kbd aria-hidden="true">M</kbd>
    </ToggleButton>
  );
}
