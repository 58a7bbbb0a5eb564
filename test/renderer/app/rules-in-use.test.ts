import { beforeAll, expect, it } from 'vitest';
import { LANGUAGES } from '../../../core/contract/shell.ts';
import { rulesInUse } from '../../../renderer/app/rules-in-use.ts';
import { i18next, initMessages } from '../../../renderer/i18n/index.ts';

beforeAll(() => initMessages('en'));

it('names every setting that is not the usual one, and none where all are', () => {
  expect(rulesInUse({})).toEqual([]);
  expect(rulesInUse({ cancelled: 'counted', test: 'counted', zeroValue: 'counted', anonymous: 'left-out', mergedBy: ['email', 'phone'], currency: 'converted' })).toEqual(['cancelled', 'test', 'zeroValue', 'anonymous', 'emailOrPhone', 'converted']);
  expect(rulesInUse({ mergedBy: ['phone'], currency: 'chosen' })).toEqual(['phone', 'chosen']);
});

it.each(LANGUAGES)('has words for each in %s', (language) => {
  const t = i18next.getFixedT(language, 'rules');
  const words = (['cancelled', 'test', 'zeroValue', 'anonymous', 'email', 'phone', 'emailOrPhone', 'chosen', 'converted', 'label'] as const).map((key) => t(`inUse.${key}`));
  expect(new Set(words).size).toBe(words.length);
  for (const text of words) expect(text).not.toMatch(/inUse|\{\{/u);
});
