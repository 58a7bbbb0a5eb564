import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Every channel that spending names. */
  channels: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Which channels of spending keep customers rather than win them: what is spent on these is no cost of acquisition. */
export function RetentionChannels({ channels, chosen, onChange }: Props) {
  const { t } = useTranslation('overview');
  return (
    <Select selectionMode="multiple" className="field" value={[...chosen]} onChange={(keys) => onChange(channels.filter((channel) => keys.includes(channel)))}>
      <Label className="field-label">{t('acquisition.keeping')}</Label>
      <Button className="field-input select-button">
        <SelectValue className="select-value">{chosen.length === 0 ? t('acquisition.keepingNone') : chosen.join(', ')}</SelectValue>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox className="list">
          {channels.map((channel) => (
            <ListBoxItem key={channel} id={channel} className="list-item" textValue={channel}>
              <span className="list-check" aria-hidden="true" />
              <span className="list-text">{channel}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
