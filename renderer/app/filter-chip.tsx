import { useState } from 'react';
import { Button, DialogTrigger, ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../core/contract/scope.ts';
import { useProjectState } from '../engine/project-state.ts';
import { useFormat } from '../i18n/format.ts';
import { useWords } from '../i18n/use-words.ts';
import { DialogPopover } from './dialog-popover.tsx';
import { FilterEditor } from './filter-editor.tsx';
import { useScope } from './scope-store.ts';

const MOST_VALUES_ON_CHIP = 2;

/** A filter in force: press to change it, × to remove it. */
export function FilterChip({ filter }: { filter: Filter }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const words = useWords();
  const removeFilter = useScope((state) => state.removeFilter);
  const field = words.field(filter.field);
  const values =
    filter.values.length > MOST_VALUES_ON_CHIP
      ? t('filter.valueCount', { count: filter.values.length, n: format.integer(filter.values.length) })
      : filter.values.map((value) => (value === '' ? t('filter.empty') : value)).join(', ');
  const title = filter.applies === 'first-order' ? `${t('filter.firstOrderChip')}, ${field}` : field;
  return (
    <span className="chip chip-pair" data-on>
      <DialogTrigger>
        <Button className="chip-part">
          {title}: <b>{values}</b>
        </Button>
        <DialogPopover className="filter-dialog" label={t('filter.edit', { field })}>
          {(close) => <FilterEditor field={filter.field} initial={filter} close={close} />}
        </DialogPopover>
      </DialogTrigger>
      <Button className="chip-part chip-remove" aria-label={t('filter.remove', { field })} onPress={() => removeFilter(filter.field, filter.applies)}>
        ×
      </Button>
    </span>
  );
}

/** Adds a filter: first the field, then its values. */
export function AddFilter() {
  const { t } = useTranslation('app');
  return (
    <DialogTrigger>
      <Button className="chip">+ {t('filter.add')}</Button>
      <DialogPopover className="filter-dialog" label={t('filter.title')}>
        {(close) => <NewFilter close={close} />}
      </DialogPopover>
    </DialogTrigger>
  );
}

function NewFilter({ close }: { close: () => void }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const words = useWords();
  const attributes = useProjectState((state) => state.info?.attributes) ?? [];
  const [field, setField] = useState<string | null>(null);
  if (field !== null) return <FilterEditor field={field} initial={null} close={close} />;
  return (
    <>
      <h2 className="popover-title">{t('filter.title')}</h2>
      <ListBox className="list" aria-label={t('filter.title')} autoFocus onAction={(key) => setField(String(key))}>
        {attributes.map((attribute) => (
          <ListBoxItem key={attribute.field} id={attribute.field} className="list-item" textValue={words.field(attribute.field)}>
            <span>{words.field(attribute.field)}</span>
            <span className="list-note">{t('filter.valueCount', { count: attribute.distinct, n: format.integer(attribute.distinct) })}</span>
          </ListBoxItem>
        ))}
      </ListBox>
    </>
  );
}
