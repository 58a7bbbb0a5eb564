import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IsoDate } from '../../../core/contract/scope.ts';
import { PURCHASE_MODELS } from '../../../core/contract/ltv.ts';
import { Choice } from '../../app/choice.tsx';
import { Choice as ChoiceField } from '../../app/choice-field.tsx';
import { DaySetting } from './day-setting.tsx';
import { HORIZONS, LTV_VIEWS, type ChangeControls, type LtvControls } from './ltv-settings.ts';
import { NumberSetting } from './number-setting.tsx';

/** What a view is given: how the controls stand, how to change them, and the days in force. */
export interface LtvViewProps {
  controls: LtvControls;
  change: ChangeControls;
  days: { firstDay: IsoDate; asOf: IsoDate; observationEnd: IsoDate };
}

export type Setting = 'model' | 'horizon' | 'discount' | 'margin' | 'observationEnd';

/** The choice of the view, the settings that bear upon it, and the view’s own. */
export function LtvBar({ controls, change, days, settings, children }: LtvViewProps & { settings: readonly Setting[]; children?: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  const shows = (setting: Setting): boolean => settings.includes(setting);
  return (
    <>
      <div className="controls">
        <Choice label={t('view.label')} value={controls.view} options={LTV_VIEWS.map((view) => [view, t(`view.${view}`)])} onChange={(view) => change({ view })} />
      </div>
      {(settings.length > 0 || children !== undefined) && (
        <div className="controls ltv-settings">
          {shows('model') && <ChoiceField label={t('model.label')} value={controls.model} options={PURCHASE_MODELS.map((id) => ({ id, name: t(`model.${id}`) }))} onChange={(model) => change({ model })} />}
          {children}
          {shows('observationEnd') && (
            <DaySetting label={t('setting.observationEnd')} value={days.observationEnd} after={days.firstDay} before={days.asOf} onChange={(observationEnd) => change({ observationEnd })} />
          )}
          {shows('horizon') && <ChoiceField label={t('setting.horizon')} value={controls.horizon} options={HORIZONS.map((id) => ({ id, name: t(`horizon.${id}`) }))} onChange={(horizon) => change({ horizon })} />}
          {shows('discount') && (
            <NumberSetting
              label={t('setting.discount')}
              value={controls.discountRate * 100}
              minimum={0}
              maximum={1000}
              onChange={(percent) => {
                if (percent !== null) change({ discountRate: percent / 100 });
              }}
            />
          )}
          {shows('margin') && (
            <NumberSetting
              label={t('setting.margin')}
              value={controls.margin === null ? null : controls.margin * 100}
              placeholder={t('setting.measuredMargin')}
              minimum={0}
              maximum={100}
              emptiable
              onChange={(percent) => change({ margin: percent === null ? null : percent / 100 })}
            />
          )}
        </div>
      )}
    </>
  );
}
