import { composeComment } from '../comments/compose.ts'
import type { Occasion } from '../comments/topics.ts'
import { endDay, formatDate, monthOf } from './calendar.ts'
import type { Order } from './orders.ts'
import { planted, purchaseModel } from './parameters.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import { bernoulli, integer, normal } from './samplers.ts'

export interface Answer {
  date: string
  order: Order
  survey: 'nps' | 'csat'
  nps: number | undefined
  csat: number | undefined
  text: string
}

const answerProbability = 0.096
const commentProbability = 0.56
const npsShare = 0.62
const meanLatent = 8.8
const averageDropout = purchaseModel.a / (purchaseModel.a + purchaseModel.b)

/** Answers to the survey that follows some purchases, by date. */
export function createFeedback(random: Random, purchases: readonly Order[]): Answer[] {
  return purchases
    .flatMap((order, index) => answer(random.fork(`answer ${index}`), order) ?? [])
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0))
}

function answer(random: Random, order: Order): Answer | undefined {
  const { person } = order
  if (person === undefined) return undefined
  const late = isLate(order)
  if (!bernoulli(random, answerProbability * (late ? planted.lateAnswerTimes : 1))) return undefined
  const moment = order.moment + (order.deliveryDays ?? 0) + integer(random, 1, 4)
  if (moment >= endDay) return undefined

  const latent = normal(random, satisfaction(person, order), 1.7)
  const survey = bernoulli(random, npsShare) ? 'nps' : 'csat'
  const nps = Math.min(10, Math.max(0, Math.round(latent)))
  const csat = Math.min(5, Math.max(1, Math.round(latent / 2)))
  const mood = survey === 'nps' ? npsMood(nps) : csatMood(csat)
  return {
    date: formatDate(moment),
    order,
    survey,
    nps: survey === 'nps' ? nps : undefined,
    csat: survey === 'csat' ? csat : undefined,
    text: bernoulli(random, commentProbability) ? comment(random, order, person, mood) : '',
  }
}

export function isLate(order: Order): boolean {
  return (order.deliveryDays ?? 0) > planted.lateAfterDays
}

/** On the scale of NPS before rounding and cutting. */
function satisfaction(person: Person, order: Order): number {
  return (
    meanLatent
    + (isLate(order) ? planted.npsLate : 0)
    + (person.channel === 'marketplace' ? planted.npsMarketplace : 0)
    + (order.lines[0]?.product.category === 'capsules' ? planted.npsCapsules : 0)
    + planted.npsPerDropout * (person.dropout - averageDropout)
  )
}

function npsMood(nps: number): 'praise' | 'mixed' | 'complaint' {
  return nps >= 9 ? 'praise' : nps >= 7 ? 'mixed' : 'complaint'
}

function csatMood(csat: number): 'praise' | 'mixed' | 'complaint' {
  return csat === 5 ? 'praise' : csat === 4 ? 'mixed' : 'complaint'
}

function comment(random: Random, order: Order, person: Person, mood: 'praise' | 'mixed' | 'complaint'): string {
  const product = order.lines[0]?.product
  if (product === undefined) return ''
  const occasion: Occasion = {
    channel: order.channel,
    category: product.category,
    thing: product.thing,
    deliveryDays: order.deliveryDays ?? 0,
    late: isLate(order),
    coupon: order.coupon !== '',
    regular: order.moment - person.acquired >= 1,
  }
  const month = monthOf(order.moment)
  return composeComment(random, {
    language: person.language,
    mood,
    speaker: { gender: person.gender, thing: product.thing, label: product.label, deliveryDays: occasion.deliveryDays },
    occasion,
    damagedSeason: month >= 15 && month <= 17,
  })
}
