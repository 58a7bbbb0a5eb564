/** What a translation of the English messages must hold: the same keys, each plural in one, few, many and other. */
export type Messages<English> = {
  [Key in keyof English as TranslatedKey<Key>]: English[Key] extends string ? string : Messages<English[Key]>;
};

type TranslatedKey<Key> = Key extends `${string}_one` ? never : Key extends `${infer Base}_other` ? `${Base}_${'one' | 'few' | 'many' | 'other'}` : Key;
