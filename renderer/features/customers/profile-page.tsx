import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CustomerProfile } from '../../../core/contract/customer-profile.ts';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { Rows, type ProvenanceRow } from '../../app/provenance-rows.tsx';
import { useScope } from '../../app/scope-store.ts';
import { useSettings } from '../../app/settings-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useSegmentNames } from '../segments/segment-names.ts';
import { ProfileExpectations } from './profile-expectations.tsx';
import { useHistoryModel, useTimelineModel } from './profile-models.ts';
import { AnswerTable, DocumentTable, FavouriteProducts, NextOrderTable } from './profile-tables.tsx';
import { forecastInUse, wordProfile } from './profile-words.ts';
import './customers.css';
import './profile.css';

/** One customer from all sides. */
export function ProfilePage({ code }: { code: number }) {
  const rfm = useEngine('segments.read', null);
  if (rfm.data === undefined) return <ViewState query={rfm} />;
  return <Profile code={code} rfm={rfm.data} />;
}

function Profile({ code, rfm }: { code: number; rfm: RfmSettings }) {
  const { t } = useTranslation('customers');
  const scope = useScope((state) => state.scope);
  const masked = useSettings((state) => state.hidesPersonalData === true);
  const query = useEngine('customers.profile', { customer: { code }, scope, rfm, masked });
  // What was asked for before masking, or of another customer, must not stay on screen meanwhile.
  const isStale = query.refreshing;
  if (query.data === undefined || isStale) return <ViewState query={query} />;
  return (
    <article className="page">
      <p className="profile-back">
        <Link href="/customers">← {t('profile.back')}</Link>
      </p>
      <ProfileBody profile={query.data} rfm={rfm} masked={masked} />
    </article>
  );
}

function ProfileBody({ profile, rfm, masked }: { profile: CustomerProfile; rfm: RfmSettings; masked: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { name: segmentName } = useSegmentNames(rfm.segments);
  const timeline = useTimelineModel(profile);
  const history = useHistoryModel(profile);
  const { scores } = profile;
  const asOf = format.date(profile.provenance.asOf);
  const hasAnswers = profile.feedback.day.length > 0;
  return (
    <>
      <h1 className="finding">{wordProfile(profile, t, format)}</h1>
      <p className="lede">
        {scores === null
          ? t('profile.notScored', { asOf })
          : t('profile.scored', { segment: segmentName(scores.segment), r: scores.recencyScore, f: scores.frequencyScore, m: scores.monetaryScore, asOf })}
      </p>
      {profile.timeline.order.length > 0 && (
        <ChartFrame
          title={t('profile.timeline')}
          sub={[t('profile.timelineSub'), ...(forecastInUse(profile) === null ? [] : [t('profile.timelineNext')]), ...(hasAnswers ? [t('profile.timelineAnswers')] : [])].join(' ')}
          model={timeline}
          height={hasAnswers ? 170 : 130}
        />
      )}
      <ProfileExpectations code={profile.code} />
      <div className="profile-columns">
        <div>
          <Who profile={profile} masked={masked} />
          <FavouriteProducts profile={profile} />
        </div>
        <div>
          {profile.history.asOf.length > 0 && <ChartFrame title={t('profile.history')} sub={t('profile.historySub')} model={history} height={290} />}
          <NextOrderTable profile={profile} />
        </div>
      </div>
      <DocumentTable profile={profile} />
      {hasAnswers && <AnswerTable profile={profile} />}
    </>
  );
}

function Who({ profile, masked }: { profile: CustomerProfile; masked: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const words = useWords();
  const { record } = profile;
  const row = (label: string, value: string | null | undefined): ProvenanceRow[] => (value === null || value === undefined || value === '' ? [] : [{ label, value }]);
  const rows = [
    ...row(t('profile.id'), profile.customer),
    ...row(t('profile.name'), record?.name),
    ...row(t('profile.email'), record?.email),
    ...row(t('profile.phone'), record?.phone),
    ...row(t('profile.birthDay'), record?.birthDay === null || record?.birthDay === undefined ? null : format.date(record.birthDay)),
    ...row(t('profile.city'), record?.city),
    ...row(t('profile.country'), record?.country),
    ...row(t('profile.source'), record?.source),
    ...row(t('profile.consent'), record?.consent === null || record?.consent === undefined ? null : t(record.consent ? 'profile.yes' : 'profile.no')),
    ...(record?.attributes ?? []).flatMap(({ field, value }) => row(field, value)),
  ];
  // An attribute of the orders that says no more than the record is not said twice.
  const ofOrders = profile.attributes
    .flatMap(({ field, first, last }) => row(words.field(field), first === last ? first : `${first} → ${last}`))
    .filter(({ label, value }) => !rows.some((known) => known.label === label && known.value === value));
  return (
    <section className="profile-block">
      <h2>{t('profile.who')}</h2>
      {record === null && <p className="sub">{t('profile.noRecord')}</p>}
      {masked && <p className="sub">{t('profile.hidden')}</p>}
      <Rows rows={[...rows, ...ofOrders]} />
    </section>
  );
}
