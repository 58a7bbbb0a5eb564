import { useState } from 'react';
import { Button, Input, Label, ListBox, ListBoxItem, Radio, RadioGroup, SearchField, useFilter, type Selection } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../core/contract/scope.ts';
import { useFieldValues, useValueNames } from './field-values.ts';
import { useFormat } from '../i18n/format.ts';
import { useWords } from '../i18n/use-words.ts';
import type { FilterTarget } from './filter-chip.tsx';

/** Values of one field and what they filter. Values beyond the most frequent ones can be typed. */
export function FilterEditor({ field, initial, target, close }: { field: string; initial: Filter | null; target: FilterTarget; close: () => void }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const words = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const [search, setSearch] = useState('');
  const attribute = useFieldValues(field, search);
  const [chosen, setChosen] = useState<readonly string[]>(initial?.values ?? []);
  const [except, setExcept] = useState(initial?.except ?? false);
  const [applies, setApplies] = useState<Filter['applies']>(initial?.applies ?? 'orders');

  const chosenName = useValueNames([{ field, values: [...chosen] }]);
  const listed = attribute?.values ?? [];
  const extra = chosen.filter((value) => !listed.includes(value));
  const names = attribute?.names;
  const nameOf = (value: string): string => (value === '' ? t('filter.empty') : (names?.[listed.indexOf(value)] ?? chosenName(field, value)));
  const values = [...extra, ...listed].filter((value) => search === '' || contains(value, search) || contains(nameOf(value), search));
  const unlisted = names === undefined || search === '' ? (attribute?.distinct ?? 0) - listed.length : 0;
  const offersText = unlisted > 0 && search !== '' && !listed.includes(search) && !chosen.includes(search);
  const ordersOf = (value: string): number | undefined => attribute?.orders[listed.indexOf(value)];

  const choose = (keys: Selection): void => {
    const shown = new Set(values);
    const kept = chosen.filter((value) => !shown.has(value));
    setChosen([...kept, ...values.filter((value) => keys === 'all' || keys.has(value))]);
  };
  const apply = (): void => {
    if (initial !== null && initial.applies !== applies) target.removeFilter(field, initial.applies);
    if (chosen.length > 0) target.setFilter({ field, values: [...chosen], applies, ...(except ? { except } : {}) });
    close();
  };

  return (
    <div className="filter-editor">
      <h2 className="popover-title">{words.filterField(field)}</h2>
      <SearchField className="search" aria-label={t('filter.findValue')} value={search} onChange={setSearch} autoFocus>
        <Input className="field-input" placeholder={t('filter.findValue')} />
      </SearchField>
      <ListBox
        className="list filter-values"
        aria-label={t('filter.values', { field: words.filterField(field) })}
        selectionMode="multiple"
        selectionBehavior="toggle"
        selectedKeys={chosen}
        onSelectionChange={choose}
        renderEmptyState={() => <span className="list-empty">{t('filter.noValue')}</span>}
      >
        {values.map((value) => (
          <ListBoxItem key={value} id={value} className="list-item" textValue={nameOf(value)}>
            <span className="list-check" aria-hidden="true" />
            <span className="list-text">{nameOf(value)}</span>
            {ordersOf(value) !== undefined && <span className="list-note">{format.integer(ordersOf(value) ?? 0)}</span>}
          </ListBoxItem>
        ))}
      </ListBox>
      {offersText && (
        <Button
          className="text-button"
          onPress={() => {
            setChosen([...chosen, search]);
            setSearch('');
          }}
        >
          {t('filter.addText', { text: search })}
        </Button>
      )}
      {unlisted > 0 && <p className="popover-text">{t('filter.more', { count: unlisted, n: format.integer(unlisted) })}</p>}
      <RadioGroup className="radios" value={except ? 'except' : 'only'} onChange={(value) => setExcept(value === 'except')}>
        <Label className="field-label">{t('filter.which')}</Label>
        <Radio className="radio" value="only">
          {t('filter.only')}
        </Radio>
        <Radio className="radio" value="except">
          {t('filter.allBut')}
        </Radio>
      </RadioGroup>
      <RadioGroup className="radios" value={applies} onChange={(value) => setApplies(value === 'first-order' ? 'first-order' : 'orders')}>
        <Label className="field-label">{t('filter.applies')}</Label>
        <Radio className="radio" value="first-order">
          {t('filter.firstOrder')}
        </Radio>
        <Radio className="radio" value="orders">
          {t('filter.orders')}
        </Radio>
      </RadioGroup>
      <p className="popover-text">{t(`filter.${applies === 'first-order' ? 'firstOrderExplain' : 'ordersExplain'}${except ? 'Except' : ''}`)}</p>
      <div className="popover-actions">
        <Button className="button primary" isDisabled={chosen.length === 0} onPress={apply}>
          {t('action.apply')}
        </Button>
        <Button className="button" onPress={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}
