import type { KeyboardEvent } from 'react';
import { Autocomplete, Dialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField, useFilter } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { calendarUnitSchema, refundPlacementSchema } from '../../core/contract/scope.ts';
import { LANGUAGES, THEMES } from '../../core/contract/shell.ts';
import { useProjectState } from '../engine/project-state.ts';
import { useFormat } from '../i18n/format.ts';
import { runCommand, usePalette } from './commands.ts';
import { SECTIONS } from './routes.ts';
import { showSaved, useSavedViews } from './saved-views.ts';
import { useScope } from './scope-store.ts';
import { useSettings } from './settings-store.ts';

const ACTIVITY_WINDOWS = [90, 180, 365, 730, 'p90-gap'] as const;

interface Command {
  id: string;
  name: string;
  hint?: string;
  run: () => void;
}

/** ⌘/Ctrl-K: every section, saved view, action and setting by its name. */
export function CommandPalette() {
  const { t } = useTranslation('app');
  const open = usePalette((state) => state.open);
  const { contains } = useFilter({ sensitivity: 'base' });
  const groups = useCommands();
  const close = (): void => usePalette.setState({ open: false });
  // The search field would take the first Escape to empty itself.
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  const run = (id: string): void => {
    close();
    groups
      .flatMap((group) => group.commands)
      .find((command) => command.id === id)
      ?.run();
  };
  return (
    <ModalOverlay className="veil" isDismissable isOpen={open} onOpenChange={(isOpen) => usePalette.setState({ open: isOpen })}>
      <Modal className="palette">
        <Dialog className="palette-dialog" aria-label={t('palette.title')}>
          <Autocomplete filter={contains}>
            <div onKeyDownCapture={closeOnEscape}>
              <SearchField className="palette-search" aria-label={t('palette.title')} autoFocus>
                <Input className="palette-input" placeholder={t('palette.placeholder')} />
              </SearchField>
            </div>
            <div className="palette-scroll" role="group" aria-label={t('palette.open')} tabIndex={0}>
              <Menu
                className="list"
                aria-label={t('palette.open')}
                onAction={(key) => run(String(key))}
                renderEmptyState={() => <span className="list-empty">{t('palette.none')}</span>}
              >
                {groups.map((group) => (
                  <MenuSection key={group.name}>
                    <Header className="list-header">{group.name}</Header>
                    {group.commands.map((command) => (
                      <MenuItem key={command.id} id={command.id} className="list-item" textValue={command.name}>
                        <span>{command.name}</span>
                        {command.hint !== undefined && <kbd className="list-note">{command.hint}</kbd>}
                      </MenuItem>
                    ))}
                  </MenuSection>
                ))}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useCommands(): { name: string; commands: Command[] }[] {
  const { t } = useTranslation('app');
  const scope = useScope();
  const format = useFormat();
  const saved = useSavedViews();
  const hasOrders = useProjectState((state) => (state.info?.lines ?? 0) > 0);
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  const { setLanguage, setTheme, setHidesPersonalData } = useSettings.getState();

  const actions: Command[] = [
    { id: 'import', name: t('palette.import'), run: () => runCommand('import') },
    { id: 'open-project', name: t('palette.openProject'), run: () => runCommand('open-project') },
    { id: 'new-project', name: t('palette.newProject'), run: () => runCommand('new-project') },
  ];
  if (hasOrders) actions.push({ id: 'export-pdf', name: t('palette.exportPdf'), run: () => runCommand('export-pdf') });
  actions.push({ id: 'personal-data', name: t(isHidden ? 'personalData.show' : 'personalData.hide'), hint: 'M', run: () => setHidesPersonalData(!isHidden) });
  if (scope.scope.filters.length > 0) actions.push({ id: 'clear-filters', name: t('palette.clearFilters'), run: scope.clearFilters });
  if (scope.past.length > 0) actions.push({ id: 'undo', name: t('palette.undo'), hint: 'Ctrl Z', run: scope.undo });
  if (scope.future.length > 0) actions.push({ id: 'redo', name: t('palette.redo'), hint: 'Ctrl Shift Z', run: scope.redo });

  return [
    {
      name: t('palette.sections'),
      commands: SECTIONS.map(({ name, path, key }) => ({ id: name, name: t(`nav.${name}`), run: () => navigate(path), ...(key === null ? {} : { hint: key }) })),
    },
    ...(saved.length === 0
      ? []
      : [{ name: t('saved.label'), commands: saved.map((view) => ({ id: `saved-${view.kind}-${view.name}`, name: view.name, hint: t(`saved.${view.kind}`), run: () => showSaved(view) })) }]),
    { name: t('palette.actions'), commands: actions },
    {
      name: t('palette.settings'),
      commands: [
        ...ACTIVITY_WINDOWS.map((days) => ({
          id: `window-${days}`,
          name: t('palette.activityWindow', { window: days === 'p90-gap' ? t('palette.p90Gap') : format.days(days) }),
          run: () => scope.setActivityWindow(days),
          ...(scope.activityWindowDays === days ? { hint: t('palette.inForce') } : {}),
        })),
        ...refundPlacementSchema.options.map((placement) => ({
          id: `refunds-${placement}`,
          name: t(`palette.refunds.${placement}`),
          run: () => scope.setRefunds(placement),
          ...(scope.scope.refunds === placement ? { hint: t('palette.inForce') } : {}),
        })),
        ...calendarUnitSchema.options.map((unit) => ({
          id: `unit-${unit}`,
          name: t(`palette.unit.${unit}`),
          run: () => scope.setGranularity(unit),
          ...(scope.granularity === unit ? { hint: t('palette.inForce') } : {}),
        })),
      ],
    },
    {
      name: t('language.label'),
      commands: LANGUAGES.map((language) => ({ id: `language-${language}`, name: t(`language.${language}`), run: () => setLanguage(language) })),
    },
    { name: t('theme.label'), commands: THEMES.map((theme) => ({ id: `theme-${theme}`, name: t(`theme.${theme}`), run: () => setTheme(theme) })) },
  ];
}
