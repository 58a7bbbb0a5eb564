import { useTranslation } from 'react-i18next';
import type { Figure, FigureComparison, KpiKey, KpiResult } from '../../core/contract/kpis.ts';
import { CUSTOMER_FIGURES, MONEY_FIGURES } from '../features/overview/figure-strip.tsx';
import { differenceIntervalText, differenceText, figureText, intervalText } from '../features/overview/figure-text.ts';
import { beyondChance, comparesOnce, figureOf } from '../features/overview/findings.ts';
import { NO_VALUE, useFormat } from '../i18n/format.ts';

/** Every figure with its interval and both comparisons. */
export function ReportFigures({ result }: { result: KpiResult }) {
  const { t } = useTranslation('report');
  const overview = useTranslation('overview').t;
  return (
    <table className="report-table report-figures">
      <thead>
        <tr>
          <th scope="col">{t('column.figure')}</th>
          <th scope="col">{t('column.value')}</th>
          <th scope="col">{t('column.interval')}</th>
          <th scope="col">{t('column.yearBefore')}</th>
          <th scope="col">{t('column.difference')}</th>
          {!comparesOnce(result) && (
            <>
              <th scope="col">{t('column.previous')}</th>
              <th scope="col">{t('column.difference')}</th>
            </>
          )}
        </tr>
      </thead>
      {[CUSTOMER_FIGURES, MONEY_FIGURES].map((keys: readonly KpiKey[], index) => (
        <tbody key={index}>
          {keys.map((key) => {
            const figure = figureOf(result, key);
            return figure === undefined ? null : <FigureRow key={key} figure={figure} name={overview(`figure.${key}`)} result={result} />;
          })}
        </tbody>
      ))}
    </table>
  );
}

function FigureRow({ figure, name, result }: { figure: Figure; name: string; result: KpiResult }) {
  const overview = useTranslation('overview').t;
  const format = useFormat();
  const { currency } = result.provenance;
  return (
    <tr>
      <th scope="row">{name}</th>
      {figure.value === null ? (
        <td colSpan={2} className="report-missing">
          {overview(`missing.${figure.missing ?? 'no-denominator'}`)}
        </td>
      ) : (
        <>
          <td className="report-value">{figureText(figure.key, figure.value, format, currency)}</td>
          <td>{figure.interval === null ? NO_VALUE : intervalText(figure.key, figure.interval, format, currency)}</td>
        </>
      )}
      <Compared figure={figure} comparison={figure.yearBefore} result={result} />
      {!comparesOnce(result) && <Compared figure={figure} comparison={figure.previous} result={result} />}
    </tr>
  );
}

function Compared({ figure, comparison, result }: { figure: Figure; comparison: FigureComparison; result: KpiResult }) {
  const format = useFormat();
  const { currency } = result.provenance;
  const difference = differenceText(figure.key, comparison, format, currency);
  return (
    <>
      <td>{comparison.value === null ? NO_VALUE : figureText(figure.key, comparison.value, format, currency)}</td>
      <td className={beyondChance(comparison) === true ? 'report-clear' : undefined}>
        {difference === '' ? NO_VALUE : difference}
        {comparison.differenceInterval !== null && <small>{differenceIntervalText(figure.key, comparison.differenceInterval, format, currency)}</small>}
      </td>
    </>
  );
}
