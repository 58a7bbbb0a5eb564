import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportWarning, ImportField } from '../../../core/contract/imports.ts';
import { useFormat, type Format } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { answerDateOrder, correctPlan, type DateQuestion } from './import-flow.ts';
import { encodingName, withCurrency } from './plan-changes.ts';

interface Props {
  warnings: readonly ImportWarning[];
  plan: ImportPlan;
  /** The project's currency where the plan has another one. */
  otherCurrency: string | null;
  /** Stays until it is answered. */
  question: DateQuestion | null;
}

/** What the user is asked, or should know, before the import; one sentence each. */
export function ImportWarnings({ warnings, plan, otherCurrency, question }: Props) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const words = useWords();
  const unmapped = warnings.flatMap((warning) => (warning.code === 'unmapped' ? warning.missing : []));
  const shown = warnings.filter(({ code }) => {
    // The first is asked above, and of the others the switches below speak.
    if (code === 'ambiguous-dates' || code === 'order-figure-once' || code === 'continued-orders') return false;
    // As long as neither is chosen, that is the one thing to say about them.
    return !(unmapped.includes('order') && (code === 'no-order-id' || code === 'no-customer'));
  });
  return (
    <>
      {question !== null && (
        <div className="note" data-tone="warning">
          <p>{t('warning.ambiguous-dates', { column: question.column, example: question.example })}</p>
          <Button className="button" onPress={() => answerDateOrder('dmy')}>
            {t('warning.dayFirst')}
          </Button>{' '}
          <Button className="button" onPress={() => answerDateOrder('mdy')}>
            {t('warning.monthFirst')}
          </Button>
        </div>
      )}
      {otherCurrency !== null && (
        <div className="note" data-tone={plan.kind === 'orders' ? undefined : 'warning'}>
          <p>{t(plan.kind === 'orders' ? 'warning.otherCurrencyOrders' : 'warning.otherCurrency', { project: otherCurrency, file: plan.currency.code })}</p>
          <Button className="button" onPress={() => correctPlan(withCurrency(plan, otherCurrency))}>
            {t('warning.readAsProject', { project: otherCurrency })}
          </Button>
        </div>
      )}
      {shown.map((warning, index) => (
        <p key={index} className="note" data-tone={warning.code === 'unmapped' || warning.code === 'mixed-encodings' ? 'warning' : undefined}>
          <WarningText warning={warning} format={format} missing={words.missing} />
        </p>
      ))}
    </>
  );
}

function WarningText({ warning, format, missing }: { warning: ImportWarning; format: Format; missing: (fields: readonly ImportField[]) => string[] }) {
  const { t } = useTranslation('imports');
  switch (warning.code) {
    case 'ambiguous-dates':
      return t('warning.ambiguous-dates', { column: warning.column, example: warning.example });
    case 'unmapped':
      return t('warning.unmapped', { missing: format.list(missing(warning.missing)) });
    case 'duplicate-header':
      return t('warning.duplicate-header', { column: warning.column });
    case 'mixed-encodings':
      return t('warning.mixed-encodings', { line: format.integer(warning.line), encoding: encodingName(warning.encoding) });
    case 'mixed-currencies':
      return t('warning.mixed-currencies', { values: warning.values.join(', ') });
    case 'no-customer':
      return t('warning.no-customer', { share: format.share(warning.share) });
    case 'no-order-id':
      return t('warning.no-order-id');
    case 'order-figure-once':
    case 'continued-orders':
      return null;
  }
}
