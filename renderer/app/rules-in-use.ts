import type { RulesInUse } from '../../core/contract/provenance.ts';

/** Keys of the words for the settings that are not the usual ones (`rules:inUse`). */
export function rulesInUse({ cancelled, test, zeroValue, anonymous, mergedBy = [], currency }: RulesInUse) {
  const [by, other] = mergedBy;
  return [
    ...(cancelled === undefined ? [] : ['cancelled' as const]),
    ...(test === undefined ? [] : ['test' as const]),
    ...(zeroValue === undefined ? [] : ['zeroValue' as const]),
    ...(anonymous === undefined ? [] : ['anonymous' as const]),
    ...(by === undefined ? [] : [other === undefined ? by : ('emailOrPhone' as const)]),
    ...(currency === undefined ? [] : [currency]),
  ];
}
