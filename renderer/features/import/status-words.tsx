import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportProposal } from '../../../core/contract/imports.ts';
import { Choice } from '../../app/choice.tsx';
import { useFormat } from '../../i18n/format.ts';
import { statusMeaning, STATUS_MEANINGS, wordList, withStatusMeaning } from './plan-changes.ts';

interface Props {
  proposal: ImportProposal;
  plan: ImportPlan;
  onChange: (plan: ImportPlan) => void;
}

/** Which words of the status column mean cancelled or test, beginning with those that the file has. */
export function StatusWords({ proposal, plan, onChange }: Props) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const column = plan.mapping.status;
  if (plan.kind !== 'orders' || column === undefined || proposal.statuses.length === 0) return null;
  const name = { normal: t('mapping.statusNormal'), cancelled: t('mapping.statusCancelled'), test: t('mapping.statusTest') };
  return (
    <section className="mapping-block" aria-labelledby="status-words">
      <h2 id="status-words">{t('mapping.statuses')}</h2>
      <p className="sub">{t('mapping.statusesSub', { column: proposal.columns[column]?.name ?? '' })}</p>
      <table className="ruled statuses">
        <thead>
          <tr>
            <th scope="col">{t('mapping.statusWord')}</th>
            <th scope="col">{t('list.rows')}</th>
            <th scope="col" className="text">
              {t('mapping.statusMeaning')}
            </th>
          </tr>
        </thead>
        <tbody>
          {proposal.statuses.map(({ word, rows }) => (
            <tr key={word}>
              <th scope="row">
                <bdi>{word}</bdi>
              </th>
              <td>{format.integer(rows)}</td>
              <td className="text">
                <Choice
                  label={t('mapping.statusMeaningOf', { word })}
                  value={statusMeaning(plan, word)}
                  options={STATUS_MEANINGS.map((meaning) => [meaning, name[meaning]] as const)}
                  onChange={(meaning) => onChange(withStatusMeaning(plan, word, meaning))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Disclosure className="disclosure">
        <Heading level={3}>
          <Button slot="trigger" className="text-button">
            {t('mapping.statusLists')}
          </Button>
        </Heading>
        <DisclosurePanel className="disclosure-panel">
          <p className="sub">{t('mapping.statusListsHint')}</p>
          <WordsField label={name.cancelled} words={plan.cancelledStatuses} onChange={(cancelledStatuses) => onChange({ ...plan, cancelledStatuses })} />
          <WordsField label={name.test} words={plan.testStatuses} onChange={(testStatuses) => onChange({ ...plan, testStatuses })} />
        </DisclosurePanel>
      </Disclosure>
    </section>
  );
}

/** Words by commas; taken over when the field is left. */
function WordsField({ label, words, onChange }: { label: string; words: readonly string[]; onChange: (words: string[]) => void }) {
  const written = words.join(', ');
  const [edited, setEdited] = useState<string | null>(null);
  const take = (): void => {
    if (edited !== null && wordList(edited).join(', ') !== written) onChange(wordList(edited));
    setEdited(null);
  };
  return (
    <TextField className="field" value={edited ?? written} onChange={setEdited} onBlur={take}>
      <Label className="field-label">{label}</Label>
      <TextArea className="field-input" rows={3} spellCheck="false" />
    </TextField>
  );
}
