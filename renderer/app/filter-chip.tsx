import { useState } from 'react';
import { Button, DialogTrigger, ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PRODUCT_FIELD, type Filter } from '../../core/contract/scope.ts';
import { useProjectState } from '../engine/project-state.ts';
import { useFormat } from '../i18n/format.ts';
import { useWords } from '../i18n/use-words.ts';
import { DialogPopover } from './dialog-popover.tsx';
import { useFieldValues, useValueNames } from './field-values.ts';
import { FilterEditor } from './filter-editor.tsx';

const MOST_VALUES_ON_CHIP = 2;

/** Whose filters are changed: those of every view, or those that one view compares with. */
export interface FilterTarget {
  setFilter: (filter: Filter) => void;
  removeFilter: (field: string, applies: Filter['applies']) => void;
}

/** A filter in force: press to change it, × to remove it. */
export function FilterChip({ filter, target }: { filter: Filter; target: FilterTarget }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const words = useWords();
  const field = words.filterField(filter.field);
  const nameOf = useValueNames([filter]);
  const codes = filter.values.filter((value) => nameOf(filter.field, value) !== value);
  const values =
    filter.values.length > MOST_VALUES_ON_CHIP
      ? t('filter.valueCount', { count: filter.values.length, n: format.integer(filter.values.length) })
      : filter.values.map((value) => (value === '' ? t('filter.empty') : nameOf(filter.field, value))).join(', ');
  const title = t(filter.applies === 'first-order' ? 'filter.chipCustomers' : 'filter.chipOrders', { field });
  return (
    <span className="chip chip-pair" data-on {...(codes.length === 0 ? {} : { title: codes.join(', ') })}>
      <DialogTrigger>
        <Button className="chip-part">
          {title}: {filter.except === true && `${t('filter.allButChip')} `}
          <b>{values}</b>
        </Button>
        <DialogPopover className="filter-dialog" label={t('filter.edit', { field })}>
          {(close) => <FilterEditor field={filter.field} initial={filter} target={target} close={close} />}
        </DialogPopover>
      </DialogTrigger>
      <Button className="chip-part chip-remove" aria-label={t('filter.remove', { field })} onPress={() => target.removeFilter(filter.field, filter.applies)}>
        ×
      </Button>
    </span>
  );
}

/** Adds a filter: first the field, then its values. */
export function AddFilter({ target }: { target: FilterTarget }) {
  const { t } = useTranslation('app');
  return (
    <DialogTrigger>
      <Button className="chip">+ {t('filter.add')}</Button>
      <DialogPopover className="filter-dialog" label={t('filter.title')}>
        {(close) => <NewFilter target={target} close={close} />}
      </DialogPopover>
    </DialogTrigger>
  );
}

function NewFilter({ target, close }: { target: FilterTarget; close: () => void }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const words = useWords();
  const attributes = useProjectState((state) => state.info?.attributes) ?? [];
  const products = useFieldValues(PRODUCT_FIELD, '');
  const fields = [...attributes, ...(products === undefined || products.distinct === 0 ? [] : [{ field: PRODUCT_FIELD, distinct: products.distinct }])];
  const [field, setField] = useState<string | null>(null);
  if (field !== null) return <FilterEditor field={field} initial={null} target={target} close={close} />;
  return (
    <>
      <h2 className="popover-title">{t('filter.title')}</h2>
      <ListBox className="list" aria-label={t('filter.title')} autoFocus onAction={(key) => setField(String(key))}>
        {fields.map((attribute) => (
          <ListBoxItem key={attribute.field} id={attribute.field} className="list-item" textValue={words.filterField(attribute.field)}>
            <span>{words.filterField(attribute.field)}</span>
            <span className="list-note">{t('filter.valueCount', { count: attribute.distinct, n: format.integer(attribute.distinct) })}</span>
          </ListBoxItem>
        ))}
      </ListBox>
    </>
  );
}
