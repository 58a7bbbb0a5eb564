import type { ImportField } from '../../../core/contract/imports.ts';
import type { Format } from '../../i18n/format.ts';

interface Props {
  text: string;
  field: ImportField | null;
  /** `null`: it cannot be read, which `notRead` says. */
  read: string | null | undefined;
  notRead: string;
  format: Format;
}

/** A cell as it stands in the file, and behind it what is read out of it where the text does not say so itself.
 *  Asks for nothing itself: there are fifteen hundred of them. */
export function PreviewCell({ text, field, read, notRead, format }: Props) {
  if (read === undefined || field === null || read === '') return <bdi>{text}</bdi>;
  if (read === null) {
    return (
      <span className="preview-unread" title={notRead}>
        <bdi>{text}</bdi> <span className="preview-note">{notRead}</span>
      </span>
    );
  }
  if (read === text.trim()) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{text}</bdi> <span className="preview-note">→ {readWords(read, field, format)}</span>
    </>
  );
}

function readWords(read: string, field: ImportField, format: Format): string {
  if (field === 'month') return format.month(`${read}-01`, 'long');
  if (field === 'date' || field === 'birthDate') return `${format.date(read.slice(0, 10))}${read.length > 10 ? `, ${read.slice(11)}` : ''}`;
  const decimals = read.includes('.') ? read.length - read.indexOf('.') - 1 : 0;
  return format.decimal(Number(read), decimals, true);
}
