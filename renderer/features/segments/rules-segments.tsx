import { Button, Input, Radio, RadioGroup, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { addSegment, removeSegment, renameSegment, type RulesDraft } from './rules-draft.ts';

interface Props {
  draft: RulesDraft;
  customers: Float64Array;
  all: number;
  name: (id: string) => string;
  active: string;
  setActive: (id: string) => void;
  onChange: (draft: RulesDraft) => void;
}

/** The segments: which one takes the cells, what it is called, and what it holds now. */
export function RulesSegments({ draft, customers, all, name, active, setActive, onChange }: Props) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const remove = (id: string): void => {
    const next = removeSegment(draft, id);
    onChange(next);
    if (active === id) setActive(next.segments[0]?.id ?? '');
  };
  return (
    <section>
      <h2>{t('rules.segments')}</h2>
      <RadioGroup className="rules-segments" aria-label={t('rules.segments')} value={active} onChange={setActive}>
        {draft.segments.map(({ id, name: own }) => {
          const held = draft.owners.flatMap((owner, cell) => (owner === id ? [customers[cell] ?? 0] : []));
          const count = held.reduce((sum, value) => sum + value, 0);
          return (
            <div key={id} className="rules-segment" data-active={id === active || undefined}>
              <Radio className="radio" value={id} aria-label={t('rules.choose', { name: name(id) })} />
              <TextField aria-label={t('rules.nameOf', { name: name(id) })} value={own ?? name(id)} maxLength={100} onChange={(text) => onChange(renameSegment(draft, id, text))}>
                <Input className="field-input" />
              </TextField>
              <span>{t('rules.cellCount', { count: held.length, n: format.integer(held.length) })}</span>
              <span>{format.integer(count)}</span>
              <span>{format.share(all === 0 ? 0 : count / all)}</span>
              <Button className="quiet-button" aria-label={t('rules.remove', { name: name(id) })} isDisabled={draft.segments.length === 1} onPress={() => remove(id)}>
                ×
              </Button>
            </div>
          );
        })}
      </RadioGroup>
      <Button
        className="action"
        isDisabled={draft.segments.length >= 25}
        onPress={() => {
          const added = addSegment(draft, (n) => t('rules.newName', { n: format.integer(n) }));
          onChange(added.draft);
          setActive(added.id);
        }}
      >
        {t('rules.add')}
      </Button>
    </section>
  );
}
