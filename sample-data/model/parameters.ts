export const seed = 'tenure sample shop 1'

export type Channel = 'web' | 'telegram' | 'instagram' | 'marketplace' | 'shop'
export const channels: readonly Channel[] = ['web', 'telegram', 'instagram', 'marketplace', 'shop']

export type Category = 'espresso beans' | 'filter beans' | 'ground coffee' | 'capsules' | 'tea' | 'equipment' | 'gifts'

export type Country = 'UA' | 'PL'

/** MBG/NBD (Batislam, Denizel & Filiztekin 2007), time in weeks: purchases at a rate from Gamma(r, α),
 *  dropout after every purchase, the first included, with a probability from Beta(a, b).
 *  BG/NBD proper was rejected: it has no dropout after the first purchase, so no choice of a and b
 *  can change the share of customers who come back at all. */
export const purchaseModel = {
  r: 0.8,
  alpha: 4.6,
  a: 0.4,
  b: 0.7,
} as const

/** Gamma-Gamma (Fader & Hardie 2013): an order is Gamma(p, ν), ν is Gamma(q, γ); mean p·γ/(q − 1). */
export const spendModel = { p: 6, q: 4.5, gamma: 470 } as const

export const planted = {
  /** Customers acquired on the marketplace draw their dropout from this Beta instead. */
  marketplaceDropout: { a: 0.9, b: 0.6 },
  /** Deliveries that take longer than this are late. */
  lateAfterDays: 5,
  /** After a late order the customer leaves with this probability, on top of their own. */
  lateExtraDropout: 0.3,
  /** Customers whose first product is espresso beans draw their rate from Gamma(r, this α). */
  espressoAlpha: 1.9,
  npsLate: -2.6,
  npsMarketplace: -0.4,
  npsCapsules: -0.8,
  /** Points of NPS for a dropout probability of 1 against 0. */
  npsPerDropout: -2.2,
  /** Damaged packaging is this many times as frequent among complaints from April to June 2025. */
  damagedPackagingTimes: 4,
  /** A late order is answered this many times as often. */
  lateAnswerTimes: 1.4,
} as const

export const lateProbability = { ordinary: 0.11, december: 0.24 } as const

export const counts = {
  people: 11_900,
  /** People who come back under a second customer id, with the same e-mail or phone. */
  secondIds: 100,
  guestShareOfOrders: 0.06,
  cancelledShareOfOrders: 0.025,
  fullRefundShareOfOrders: 0.012,
  partialRefundShareOfOrders: 0.025,
  zeroValueOrders: 150,
  testOrders: 12,
} as const

export const acquisitionChannels: Readonly<Record<Channel, number>> = {
  web: 0.32,
  telegram: 0.14,
  instagram: 0.2,
  marketplace: 0.22,
  shop: 0.12,
}

export const firstCategories: Readonly<Record<Category, number>> = {
  'espresso beans': 0.22,
  'filter beans': 0.16,
  'ground coffee': 0.2,
  capsules: 0.13,
  tea: 0.15,
  equipment: 0.06,
  gifts: 0.08,
}

export const sources: Readonly<Record<Channel, Readonly<Record<string, number>>>> = {
  web: { organic: 0.4, google_ads: 0.35, referral: 0.15, newsletter: 0.1 },
  telegram: { telegram_ads: 0.6, referral: 0.4 },
  instagram: { instagram_ads: 0.65, blogger: 0.35 },
  marketplace: { marketplace: 1 },
  shop: { walk_in: 0.8, referral: 0.2 },
}

/** UAH of marketing for one new customer, on average. */
export const acquisitionCost: Readonly<Record<Channel, number>> = {
  web: 240,
  telegram: 95,
  instagram: 310,
  marketplace: 170,
  shop: 55,
}
