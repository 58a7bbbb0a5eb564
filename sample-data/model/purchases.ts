import { endDay, isDecember, openingHour } from './calendar.ts'
import { lateProbability, planted } from './parameters.ts'
import type { Category, Channel, Country } from './parameters.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import { bernoulli, exponential, integer, pickKey } from './samplers.ts'

export interface PurchaseTraits {
  /** Purchases a week. */
  rate: number
  dropout: number
}

/** One history of MBG/NBD: moments in days from `first` to before `end`, the first included.
 *  `extraDropout` is asked once after each purchase: the probability of leaving on top of the customer's own. */
export function simulatePurchases(
  random: Random,
  traits: PurchaseTraits,
  first: number,
  end: number,
  extraDropout: (moment: number, index: number) => number,
): number[] {
  const moments: number[] = []
  let moment = first
  while (moment < end) {
    const extra = extraDropout(moment, moments.length)
    moments.push(moment)
    if (bernoulli(random, 1 - (1 - traits.dropout) * (1 - extra))) break
    moment += 7 * exponential(random, traits.rate)
  }
  return moments
}

export interface Delivery {
  channel: Channel
  /** 0 for what is carried home from the shop. */
  days: number
}

export interface Purchase extends Delivery {
  moment: number
  category: Category
}

/** The process decides the day, opening hours the hour. A second purchase of one day moves to the next day:
 *  models of retention count purchase days, and merging would hide about one repeat in twenty-five. */
export function purchaseHistory(random: Random, person: Person): Purchase[] {
  const shipping = random.fork('shipping')
  const deliveries: Delivery[] = []
  const moments = simulatePurchases(random.fork('purchases'), person, person.acquired, endDay, (moment, index) => {
    const channel = index === 0 ? person.channel : laterChannel(shipping, person.channel)
    const delivery = deliver(shipping, channel, person.country, moment)
    deliveries.push(delivery)
    return delivery.days > planted.lateAfterDays ? planted.lateExtraDropout : 0
  })
  const hours = random.fork('hours')
  const taste = random.fork('categories')
  return onSeparateDays(moments)
    .map((day, index): Purchase => ({
      ...deliveries[index] ?? { channel: person.channel, days: 0 },
      moment: day + openingHour(hours),
      category: index === 0 ? person.firstCategory : laterCategory(taste, person.firstCategory),
    }))
    .filter(({ moment }) => moment < endDay)
}

function onSeparateDays(moments: readonly number[]): number[] {
  let last = -Infinity
  return moments.map((moment) => (last = Math.max(Math.floor(moment), last + 1)))
}

export function deliver(random: Random, channel: Channel, country: Country, moment: number): Delivery {
  if (channel === 'shop') return { channel, days: 0 }
  const late = bernoulli(random, isDecember(moment) ? lateProbability.december : lateProbability.ordinary)
  if (late) return { channel, days: Math.min(14, planted.lateAfterDays + 1 + Math.floor(exponential(random, 0.55))) }
  return { channel, days: country === 'UA' ? integer(random, 1, 4) : integer(random, 2, 5) }
}

function laterChannel(random: Random, first: Channel): Channel {
  if (bernoulli(random, 0.72)) return first
  return pickKey<Channel>(random, { web: 0.45, telegram: 0.25, instagram: 0.1, marketplace: 0.06, shop: 0.14 })
}

export function anyCategory(random: Random): Category {
  return pickKey<Category>(random, {
    'espresso beans': 0.24, 'filter beans': 0.17, 'ground coffee': 0.19, capsules: 0.13, tea: 0.17, equipment: 0.04, gifts: 0.06,
  })
}

function laterCategory(random: Random, first: Category): Category {
  const regular = first !== 'equipment' && first !== 'gifts'
  return regular && bernoulli(random, 0.6) ? first : anyCategory(random)
}
