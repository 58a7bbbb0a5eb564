import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RejectionPage } from '../../../core/contract/imports.ts';
import { useSettings } from '../../app/settings-store.ts';
import { engineQuery } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { Verbatim } from './rejection-table.tsx';
import { SaveRejections } from './save-rejections.tsx';
import './rejected.css';

const ROW_HEIGHT_PX = 25;
const PAGE_ROWS = 200;
/** Chromium draws no element higher than 33.5 million pixels, so rows beyond a million go to a next window. */
const WINDOW_ROWS = 1_000_000;

/** Every rejected row of the project; pages are fetched as they scroll into sight. */
export function RejectedPage() {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const total = useProjectState((state) => state.info?.rejected ?? 0);
  const project = useProjectState((state) => state.info?.name ?? '');
  if (total === 0) {
    return (
      <section>
        <h1>{t('rejected.none')}</h1>
        <p className="lede">{t('rejected.noneLede')}</p>
      </section>
    );
  }
  return (
    <section className="rejected-page">
      <h1>{t('rejected.title', { count: total, n: format.integer(total) })}</h1>
      <p className="lede">{t('rejected.lede')}</p>
      <SaveRejections importId={null} name={project} />
      <VirtualRejections total={total} />
    </section>
  );
}

function VirtualRejections({ total }: { total: number }) {
  const { t } = useTranslation(['imports', 'errors']);
  const format = useFormat();
  const generation = useProjectState((state) => state.generation);
  const ready = useProjectState((state) => state.phase === 'open');
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  const scroller = useRef<HTMLDivElement>(null);
  const [windowStart, setWindowStart] = useState(0);
  const windowRows = Math.min(WINDOW_ROWS, total - windowStart);
  const virtualizer = useVirtualizer({
    count: windowRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  const firstPage = Math.floor((windowStart + (items[0]?.index ?? 0)) / PAGE_ROWS);
  const lastPage = Math.floor((windowStart + (items.at(-1)?.index ?? 0)) / PAGE_ROWS);
  const pages = useQueries({
    queries: Array.from({ length: lastPage - firstPage + 1 }, (_, index) => ({
      ...engineQuery(generation, 'import.rejections', { importId: null, offset: (firstPage + index) * PAGE_ROWS, limit: PAGE_ROWS }, ready),
      // Another page's rows must not stand in for these.
      placeholderData: undefined,
    })),
  });
  const moveWindow = (start: number): void => {
    setWindowStart(start);
    virtualizer.scrollToOffset(0);
  };

  return (
    <>
      {total > WINDOW_ROWS && (
        <div className="page-actions">
          <Button className="button" isDisabled={windowStart === 0} onPress={() => moveWindow(windowStart - WINDOW_ROWS)}>
            {t('imports:rejected.earlier')}
          </Button>
          <span>
            {t('imports:rejected.window', {
              from: format.integer(windowStart + 1),
              to: format.integer(windowStart + windowRows),
              total: format.integer(total),
            })}
          </span>
          <Button className="button" isDisabled={windowStart + windowRows >= total} onPress={() => moveWindow(windowStart + WINDOW_ROWS)}>
            {t('imports:rejected.later')}
          </Button>
        </div>
      )}
      <div ref={scroller} className="virtual" tabIndex={0} role="table" aria-label={t('imports:rejected.caption')} aria-rowcount={total + 1}>
        <div className="virtual-row virtual-head" role="row" aria-rowindex={1}>
          {(['file', 'line', 'column', 'reason', 'value'] as const).map((column) => (
            <span key={column} role="columnheader" data-column={column}>
              {t(`imports:rejected.${column}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className="virtual-body" style={{ blockSize: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = windowStart + item.index;
            const page = pages[Math.floor(row / PAGE_ROWS) - firstPage]?.data as RejectionPage | undefined;
            return (
              <div
                key={item.key}
                className="virtual-row"
                role="row"
                aria-rowindex={row + 2}
                style={{ blockSize: item.size, transform: `translateY(${item.start}px)` }}
              >
                <RejectionCells page={page} index={row % PAGE_ROWS} isHidden={isHidden} />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

function RejectionCells({ page, index, isHidden }: { page: RejectionPage | undefined; index: number; isHidden: boolean }) {
  const { t } = useTranslation(['imports', 'errors']);
  const format = useFormat();
  const reason = page?.reason[index];
  if (page === undefined || reason === undefined) {
    return (
      <span role="cell" className="quiet">
        {t('imports:rejected.loading')}
      </span>
    );
  }
  return (
    <>
      <span role="cell" data-column="file">
        {page.file[index]}
      </span>
      <span role="cell" data-column="line">
        {format.integer(page.line[index] ?? 0)}
      </span>
      <span role="cell" data-column="column">
        {page.column[index]}
      </span>
      <span role="cell" data-column="reason">
        {t(`errors:row.${reason}`)}
      </span>
      <span role="cell" data-column="value" className="verbatim" title={isHidden ? undefined : page.value[index]}>
        <Verbatim text={page.value[index] ?? ''} isHidden={isHidden} />
      </span>
    </>
  );
}
