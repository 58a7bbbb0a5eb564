import { monthCount, monthOf, monthStartDay, formatDate } from './calendar.ts'
import { acquisitionCost, channels } from './parameters.ts'
import type { Channel } from './parameters.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import { uniform } from './samplers.ts'

export interface Spend {
  month: string
  channel: Channel
  /** UAH, whole. */
  amount: number
}

/** The month's newcomers times the channel's usual cost, give or take 15 %. */
export function createSpend(random: Random, people: readonly Person[]): Spend[] {
  return Array.from({ length: monthCount }, (_, month) => month).flatMap((month) =>
    channels.map((channel) => {
      const newcomers = people.filter((person) => person.channel === channel && monthOf(person.acquired) === month).length
      const amount = newcomers * acquisitionCost[channel] * uniform(random, 0.85, 1.15)
      return { month: formatDate(monthStartDay(month)), channel, amount: Math.round(amount / 50) * 50 }
    }),
  )
}
