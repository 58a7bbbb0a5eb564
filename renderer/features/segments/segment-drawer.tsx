import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import { useState } from 'react';
import { Button, Checkbox, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { CustomerColumn, CustomerOrder } from '../../../core/contract/customers.ts';
import { DEFAULT_LTV } from '../../../core/contract/ltv.ts';
import type { RfmQuery, RfmResult, RfmSegmentProfile } from '../../../core/contract/rfm.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from '../../app/provenance-rows.tsx';
import { definitionPath } from '../../app/routes.ts';
import { useScope } from '../../app/scope-store.ts';
import { useSettings } from '../../app/settings-store.ts';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EXPECTED_COLUMNS } from '../customers/customer-columns.ts';
import { SaveList } from '../customers/save-list.tsx';
import { showCustomersAfter } from '../customers/show-customers.ts';
import { useColumns } from '../customers/use-columns.ts';
import { definitionOf, type DefinitionKey } from '../definitions/definition-of.ts';
import { AdviceEditor } from './advice-editor.tsx';
import { SegmentExpectations } from './segment-expectations.tsx';
import { useSegmentNames } from './segment-names.ts';

interface Props {
  result: RfmResult;
  /** Id; `null` while the drawer is shut. */
  segment: string | null;
  close: () => void;
}

/** One segment from the right: its figures, what to do, what it buys and says, and its customers as a list. */
export function SegmentDrawer({ result, segment, close }: Props) {
  const { t } = useTranslation('segments');
  return (
    <ModalOverlay className="drawer-veil" isOpen={segment !== null} onOpenChange={(open) => !open && close()} isDismissable>
      <Modal className="drawer">
        <Dialog className="drawer-dialog segment-dialog" aria-label={t('detail.label')}>
          {segment !== null && <SegmentDetail key={segment} result={result} id={segment} close={close} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function SegmentDetail({ result, id, close }: { result: RfmResult; id: string; close: () => void }) {
  const { t } = useTranslation('segments');
  const words = useWords();
  const setSegment = useScope((state) => state.setSegment);
  const { settings } = result.query;
  const names = useSegmentNames(settings.segments);
  const profile = useEngine('rfm.segment', { query: result.query, segment: id });
  const figures = useSegmentFigures(result, id);
  const shared = useProvenanceRows(result.provenance);
  const segment = settings.segments.find((other) => other.id === id);
  const customers = result.segments.customers[result.segments.segment.indexOf(id)] ?? 0;
  if (segment === undefined) return null;

  return (
    <>
      <div className="drawer-head">
        <Heading slot="title" level={2}>
          {names.name(id)}
        </Heading>
        <Button className="action" onPress={close}>
          {t('detail.close')}
        </Button>
      </div>
      <ScrollRegion className="segment-detail" label={names.name(id)}>
        <div className="segment-actions">
          <Button
            className="action action-primary"
            isDisabled={customers === 0}
            onPress={() => showCustomersAfter(close, { kind: 'segment', query: result.query, segment: id }, names.name(id))}
          >
            {t('detail.show')}
          </Button>
          <Button
            className="action"
            isDisabled={customers === 0}
            onPress={() => {
              setSegment({ settings, segments: [id] });
              close();
            }}
          >
            {t('detail.filter')}
          </Button>
          <SegmentList query={result.query} id={id} name={names.name(id)} isDisabled={customers === 0} />
        </div>
        {customers > 0 && customers < FEW_CUSTOMERS && <p className="provenance-warning">{t('lede.few')}</p>}
        <AdviceEditor settings={settings} segment={segment} advice={names.advice(segment)} />
        <Rows rows={figures} />
        {profile.error !== null && <p role="alert">{words.error(profile.error)}</p>}
        {profile.data !== undefined && <Profile profile={profile.data} />}
        {customers > 0 && <SegmentExpectations query={result.query} segment={id} ordersPerCustomer={result.segments.ordersPerCustomer[result.segments.segment.indexOf(id)] ?? 0} />}
        <h3>{t('detail.where')}</h3>
        <p>{definitionOf('segment').text}</p>
        <Rows rows={shared} />
        <div className="segment-actions">
          {TERMS.map((term) => (
            <Button key={term} className="action" onPress={() => navigate(definitionPath(term))}>
              {definitionOf(term).name}
            </Button>
          ))}
        </div>
      </ScrollRegion>
    </>
  );
}

/** The terms behind a segment’s figures. */
const TERMS = ['rfm', 'segment', 'wilson'] as const satisfies readonly DefinitionKey[];

const SCORES: readonly CustomerColumn[] = ['recency', 'frequency', 'monetary', 'recencyScore', 'frequencyScore', 'monetaryScore', 'frequencyMonetaryScore', 'segment'];

/** The segment as a file: the columns of the table of customers and the scores; masked where the user wants it so, and always while the window masks. */
function SegmentList({ query, id, name, isDisabled }: { query: RfmQuery; id: string; name: string; isDisabled: boolean }) {
  const { t } = useTranslation('segments');
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  const [isChosen, setChosen] = useState(false);
  const { offered, chosen } = useColumns();
  const masked = isHidden || isChosen;
  const columns = offered.filter((column) => chosen.includes(column) || SCORES.includes(column));
  const isExpected = columns.some((column) => EXPECTED_COLUMNS.includes(column));
  const order: CustomerOrder = { selection: { kind: 'segment', query, segment: id }, sort: 'monetary', descending: true, rfm: query.settings, masked, ...(isExpected ? { ltv: DEFAULT_LTV } : {}) };
  return (
    <>
      <SaveList order={order} columns={columns} name={t('list.file', { name })} isDisabled={isDisabled} />
      <Checkbox className="checkbox" isSelected={masked} isDisabled={isHidden} onChange={setChosen}>
        <span className="checkbox-box" aria-hidden="true" />
        {t('list.masked')}
      </Checkbox>
    </>
  );
}

function useSegmentFigures({ segments, customers, provenance }: RfmResult, id: string): ProvenanceRow[] {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const at = segments.segment.indexOf(id);
  const money = (minor: number | undefined): string => format.money(minor ?? Number.NaN, provenance.currency, 'plain');
  const interval: [number, number] = [segments.shareLower[at] ?? Number.NaN, segments.shareUpper[at] ?? Number.NaN];
  return [
    { label: t('column.customers'), value: t('detail.ofAll', { n: format.integer(segments.customers[at] ?? 0), all: format.integer(customers) }) },
    { label: t('column.share'), value: `${format.share(segments.share[at] ?? Number.NaN)} (${t('detail.interval')} ${format.shareInterval(interval)})` },
    { label: t('column.netRevenue'), value: `${money(segments.netMinor[at])} (${format.share(segments.netShare[at] ?? Number.NaN)})` },
    { label: t('column.averageOrder'), value: money(segments.averageOrderMinor[at]) },
    { label: t('column.ordersPerCustomer'), value: format.decimal(segments.ordersPerCustomer[at] ?? Number.NaN, 2, true) },
    { label: t('column.lastOrder'), value: format.decimal(segments.medianRecencyDays[at] ?? Number.NaN, 0) },
  ];
}

/** What the segment buys, how long it waits between orders, and what it says. */
function Profile({ profile }: { profile: RfmSegmentProfile }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { products, gaps, nps, provenance } = profile;
  return (
    <>
      <h3>{t('detail.products')}</h3>
      {products.product.length === 0 ? (
        <p className="sub">{t('detail.noProducts')}</p>
      ) : (
        <>
          <p className="sub">{t('detail.productsSub')}</p>
          <table className="ruled segment-products">
            <thead>
              <tr>
                <th scope="col">{t('detail.product')}</th>
                <th scope="col">{t('column.customers')}</th>
                <th scope="col">{t('column.netRevenue')}</th>
              </tr>
            </thead>
            <tbody>
              {products.product.map((code, at) => (
                <tr key={code}>
                  <th scope="row" className="text">
                    {products.name[at] === '' || products.name[at] === undefined ? code : products.name[at]}
                  </th>
                  <td>{format.integer(products.customers[at] ?? 0)}</td>
                  <td>{format.money(products.netMinor[at] ?? 0, provenance.currency, 'plain')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h3>{t('detail.gaps')}</h3>
      <p>
        {gaps === null
          ? t('detail.noGaps')
          : t('detail.gapsText', { count: gaps.gaps, n: format.integer(gaps.gaps), median: format.days(gaps.medianDays), lower: format.days(gaps.lowerDays), upper: format.days(gaps.upperDays) })}
      </p>
      {nps !== null && (
        <>
          <h3>{t('detail.nps')}</h3>
          <p>
            {t('detail.npsText', {
              count: nps.answers,
              n: format.integer(nps.answers),
              nps: format.decimal(nps.nps, 1, true),
              interval: format.interval(nps.interval, (end) => format.decimal(end, 1, true)),
              promoters: format.integer(nps.promoters),
              passives: format.integer(nps.passives),
              detractors: format.integer(nps.detractors),
            })}
          </p>
        </>
      )}
    </>
  );
}
