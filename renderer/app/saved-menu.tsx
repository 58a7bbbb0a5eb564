import { useState } from 'react';
import { Button, DialogTrigger, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { SavedView } from '../../core/contract/views.ts';
import { DialogPopover } from './dialog-popover.tsx';
import { SECTIONS } from './routes.ts';
import { filtersNow, keepViews, showSaved, useSavedViews, viewNow, withoutView, withView } from './saved-views.ts';
import { useScope } from './scope-store.ts';

/** Filters and views under names: to bring back, to save, to remove. */
export function SavedMenu() {
  const { t } = useTranslation('app');
  return (
    <DialogTrigger>
      <Button className="chip">{t('saved.label')}</Button>
      <DialogPopover className="saved-dialog" label={t('saved.label')}>
        {(close) => <Saved close={close} />}
      </DialogPopover>
    </DialogTrigger>
  );
}

function Saved({ close }: { close: () => void }) {
  const { t } = useTranslation('app');
  const [location] = useLocation();
  const views = useSavedViews();
  const scope = useScope((state) => state.scope);
  const [name, setName] = useState('');
  const section = SECTIONS.find(({ path }) => location.startsWith(path));
  const named = name.trim();
  const filtered = scope.filters.length > 0 || scope.segment !== undefined;
  // The name stays: a button that turned itself off would lose the focus.
  const save = (view: SavedView): void => void keepViews(withView(views, view));
  const saveView = (): void => {
    if (named !== '' && section !== undefined) save(viewNow(named, section.name));
  };
  return (
    <>
      <h2 className="popover-title">{t('saved.title')}</h2>
      {views.length === 0 && <p className="popover-text">{t('saved.none')}</p>}
      <ul className="saved-list">
        {views.map((view) => (
          <li key={`${view.kind} ${view.name}`}>
            <Button
              className="list-item"
              onPress={() => {
                showSaved(view);
                close();
              }}
            >
              <span className="list-text">{view.name}</span>
              <span className="list-note">{t(`saved.${view.kind}`)}</span>
            </Button>
            <Button className="text-button" aria-label={t('saved.remove', { name: view.name })} onPress={() => void keepViews(withoutView(views, view))}>
              ×
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saveView();
        }}
      >
        <TextField className="field" value={name} onChange={setName} maxLength={100}>
          <Label className="field-label">{t('saved.name')}</Label>
          <Input className="field-input" />
        </TextField>
        <div className="popover-actions">
          <Button type="submit" className="button primary" isDisabled={named === '' || section === undefined}>
            {t('saved.saveView')}
          </Button>
          <Button className="button" isDisabled={named === '' || !filtered} onPress={() => save(filtersNow(named))}>
            {t('saved.saveFilters')}
          </Button>
        </div>
      </form>
      <p className="popover-text">{t('saved.explain')}</p>
    </>
  );
}
