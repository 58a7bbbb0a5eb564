import { DEFAULT_RFM, type RfmSettings, rfmSettingsSchema } from '../contract/segments.ts';
import { savedViewsSchema, type SavedView } from '../contract/views.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { newMaskKey } from './mask.ts';

const SEGMENTS = 'segments';
const VIEWS = 'views';
const MASK_KEY = 'mask-key';

/** As the user saved them; the usual ones otherwise, and where another version wrote what this one cannot read. */
export function readSegments(store: ProjectStore): RfmSettings {
  const saved = store.setting(SEGMENTS);
  if (saved === null) return DEFAULT_RFM;
  const parsed = rfmSettingsSchema.safeParse(JSON.parse(saved));
  return parsed.success ? parsed.data : DEFAULT_RFM;
}

export function saveSegments(store: ProjectStore, settings: RfmSettings): RfmSettings {
  store.saveSetting(SEGMENTS, JSON.stringify(settings));
  return settings;
}

/** None where another version wrote what this one cannot read. */
export function readViews(store: ProjectStore): SavedView[] {
  const saved = store.setting(VIEWS);
  if (saved === null) return [];
  const parsed = savedViewsSchema.safeParse(JSON.parse(saved));
  return parsed.success ? parsed.data : [];
}

export function saveViews(store: ProjectStore, views: SavedView[]): SavedView[] {
  store.saveSetting(VIEWS, JSON.stringify(views));
  return views;
}

/** The project’s key for masks; made and kept when it is first asked for, so that masked lists of one project fit together. */
export function maskKeyOf(store: ProjectStore): string {
  const known = store.setting(MASK_KEY);
  if (known !== null) return known;
  const made = newMaskKey();
  store.saveSetting(MASK_KEY, made);
  return made;
}
