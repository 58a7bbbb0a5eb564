import type { Category, Channel } from '../model/parameters.ts'
import type { Thing } from '../model/catalogue.ts'
import type { Mood } from './grammar.ts'

export interface Occasion {
  channel: Channel
  category: Category
  thing: Thing
  deliveryDays: number
  late: boolean
  coupon: boolean
  /** Has ordered before. */
  regular: boolean
}

type Subject =
  | 'delivery' | 'courier' | 'product' | 'packaging' | 'price' | 'support' | 'website' | 'return' | 'assortment' | 'staff' | 'telegram'
  | 'sample' | 'bonus' | 'messages'

interface Topic {
  mood: Mood
  /** A comment does not praise and blame one subject at once. */
  subject: Subject
  weight: number
  fits: (occasion: Occasion) => boolean
}

const always = (): boolean => true
const sent = ({ deliveryDays }: Occasion): boolean => deliveryDays > 0
const through = (channel: Channel) => (occasion: Occasion): boolean => occasion.channel === channel
const coffee = ({ thing }: Occasion): boolean => thing === 'beans' || thing === 'ground' || thing === 'drip'
const regular = (occasion: Occasion): boolean => occasion.regular
const edible = (occasion: Occasion): boolean => coffee(occasion) || occasion.thing === 'tea' || occasion.thing === 'capsules'
const of = (category: Category) => (occasion: Occasion): boolean => occasion.category === category

const praise = (subject: Subject, weight: number, fits: Topic['fits']): Topic => ({ mood: 'praise', subject, weight, fits })
const complaint = (subject: Subject, weight: number, fits: Topic['fits']): Topic => ({ mood: 'complaint', subject, weight, fits })

export const topics = {
  deliveryFast: praise('delivery', 9, ({ deliveryDays }) => deliveryDays > 0 && deliveryDays <= 3),
  courierKind: praise('courier', 3, (occasion) => sent(occasion) && !occasion.late),
  tasteGood: praise('product', 16, coffee),
  aromaGood: praise('product', 8, coffee),
  freshGood: praise('product', 8, coffee),
  packagingGood: praise('packaging', 7, sent),
  priceFair: praise('price', 6, always),
  supportHelpful: praise('support', 5, always),
  websiteEasy: praise('website', 6, through('web')),
  returnEasy: praise('return', 2, of('equipment')),
  assortmentWide: praise('assortment', 5, always),
  staffKind: praise('staff', 18, through('shop')),
  giftDelighted: praise('product', 22, of('gifts')),
  teaGood: praise('product', 20, of('tea')),
  equipmentGood: praise('product', 20, of('equipment')),
  capsulesGood: praise('product', 18, of('capsules')),
  telegramEasy: praise('telegram', 8, through('telegram')),
  asPictured: praise('product', 9, through('instagram')),
  freeSample: praise('sample', 4, sent),
  adviceGood: praise('staff', 4, edible),
  regularSupply: praise('product', 7, (occasion) => occasion.category === 'espresso beans' && occasion.regular),
  bonusGood: praise('bonus', 4, regular),

  deliveryLate: complaint('delivery', 70, ({ late }) => late),
  courierRude: complaint('courier', 4, sent),
  courierNoCall: complaint('courier', 5, sent),
  tasteBitter: complaint('product', 9, coffee),
  tasteFlat: complaint('product', 7, coffee),
  stale: complaint('product', 7, coffee),
  packagingDamaged: complaint('packaging', 6, sent),
  priceHigh: complaint('price', 9, always),
  deliveryFee: complaint('price', 5, sent),
  supportSilent: complaint('support', 7, always),
  websiteSlow: complaint('website', 8, through('web')),
  paymentFailed: complaint('website', 5, ({ channel }) => channel === 'web' || channel === 'telegram'),
  returnSlow: complaint('return', 3, always),
  outOfStock: complaint('assortment', 8, regular),
  wrongItem: complaint('product', 4, sent),
  missingItem: complaint('product', 4, sent),
  grindWrong: complaint('product', 11, of('ground coffee')),
  staffIndifferent: complaint('staff', 18, through('shop')),
  giftDisappointing: complaint('product', 16, of('gifts')),
  teaWeak: complaint('product', 16, of('tea')),
  equipmentBroken: complaint('product', 18, of('equipment')),
  capsulesLeak: complaint('product', 24, of('capsules')),
  couponFailed: complaint('bonus', 4, ({ channel, coupon }) => channel === 'web' && !coupon),
  trackingMissing: complaint('delivery', 5, sent),
  telegramConfusing: complaint('telegram', 10, through('telegram')),
  marketplaceDiffers: complaint('product', 14, through('marketplace')),
  tooManyMessages: complaint('messages', 4, always),
} as const satisfies Readonly<Record<string, Topic>>

export type TopicId = keyof typeof topics

export const topicIds = Object.keys(topics) as TopicId[]

export function topicsFor(occasion: Occasion, mood: Mood): readonly TopicId[] {
  return topicIds.filter((id) => topics[id].mood === mood && topics[id].fits(occasion))
}
