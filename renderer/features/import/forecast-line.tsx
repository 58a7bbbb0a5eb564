import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { progressPercent } from '../../app/progress-words.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { sumFiles } from './accounting.ts';
import { askForecast, stopImport, useImportFlow } from './import-flow.ts';

/** Larger files are read through only when the user asks. */
const COUNTED_AT_ONCE_BYTES = 64e6;
const PARTS = ['imported', 'updated', 'duplicates', 'rejected', 'skipped'] as const;

/** How many rows would be new, changed, the same, rejected and skipped. Counted by itself where there is something to compare with. */
export function ForecastLine({ bytes }: { bytes: number }) {
  const { t } = useTranslation(['imports', 'app']);
  const format = useFormat();
  const { files, forecast, forecasting, progress, plan } = useImportFlow();
  const hasLines = useProjectState((state) => (state.info?.lines ?? 0) > 0);
  const counted = forecast !== null && forecast.plan === plan ? forecast.result : null;
  const atOnce = hasLines && bytes * files.length < COUNTED_AT_ONCE_BYTES;
  useEffect(() => {
    if (atOnce) void askForecast();
  }, [atOnce]);

  if (counted !== null) {
    const sums = sumFiles(counted.files);
    return (
      <p className="forecast" role="status" aria-label={t('imports:forecast.label')}>
        {PARTS.filter((part) => sums[part] > 0 || part === 'imported').map((part) => (
          <span key={part} data-part={part}>
            {t(`imports:forecast.${part}`, { count: sums[part], n: format.integer(sums[part]) })}
          </span>
        ))}
      </p>
    );
  }
  if (forecasting) {
    const percent = progressPercent(progress);
    return (
      <>
        <span className="sub" role="status">
          {t('imports:forecast.counting')}
          {percent !== null && ` ${format.share(percent / 100, 0)}`}
        </span>
        <Button className="text-button" onPress={stopImport}>
          {t('app:action.stop')}
        </Button>
      </>
    );
  }
  return (
    <>
      <span className="sub" role="status">
        {t('imports:mapping.ready')}
      </span>
      <Button className="text-button" onPress={() => void askForecast()}>
        {t('imports:forecast.button')}
      </Button>
    </>
  );
}
