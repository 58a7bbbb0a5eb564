import { describe, expect, test } from 'vitest'
import { endDay, monthOf } from '../../../sample-data/model/calendar.ts'
import { isLate } from '../../../sample-data/model/feedback.ts'
import { createShop } from '../../../sample-data/model/shop.ts'
import { histories, mean, netOf, netPromoterScore, refundOf, share } from './observed.ts'
import type { History } from './observed.ts'

const shop = createShop()
const known = histories(shop)
const watched = (days: number): History[] => known.filter(({ first }) => Math.floor(first.moment) + days < endDay)
const returned = ({ orders, first }: History): boolean => (orders[1]?.moment ?? Infinity) - first.moment <= 90
const inFirstYear = ({ orders, first }: History) => orders.filter((order) => order.moment - first.moment < 365)

describe('what is planted shows in the data', () => {
  test('customers of the marketplace return less: 10 to 20 points fewer within 90 days', () => {
    const from = (channel: string): number => share(watched(91).filter(({ first }) => first.channel === channel), returned)
    const gap = share(watched(91).filter(({ first }) => first.channel !== 'marketplace'), returned) - from('marketplace')
    expect(gap).toBeGreaterThan(0.1)
    expect(gap).toBeLessThan(0.2)
    for (const other of ['web', 'telegram', 'instagram', 'shop']) expect(from(other) - from('marketplace')).toBeGreaterThan(0.08)
  })

  test('a late first delivery costs 6 to 18 points of return within 90 days', () => {
    const sent = watched(91).filter(({ first }) => first.channel !== 'shop')
    const gap = share(sent.filter(({ first }) => !isLate(first)), returned) - share(sent.filter(({ first }) => isLate(first)), returned)
    expect(gap).toBeGreaterThan(0.06)
    expect(gap).toBeLessThan(0.18)
  })

  test('customers who start with espresso beans bring at least 10 % more in their first year than any other group', () => {
    const value = (category: string): number =>
      mean(
        watched(365)
          .filter(({ first }) => first.lines[0]?.product.category === category)
          .map((history) => inFirstYear(history).reduce((sum, order) => sum + netOf(order) - refundOf(order), 0)),
      )
    const others = ['filter beans', 'ground coffee', 'capsules', 'tea', 'equipment', 'gifts'].map(value)
    expect(value('espresso beans')).toBeGreaterThan(1.1 * Math.max(...others))
    expect(value('espresso beans')).toBeLessThan(1.6 * Math.min(...others))
  })

  test('late deliveries lower NPS by 60 to 120 points', () => {
    const score = (late: boolean): number =>
      netPromoterScore(shop.feedback.flatMap(({ nps, order }) => (nps !== undefined && isLate(order) === late ? [nps] : [])))
    expect(score(false) - score(true)).toBeGreaterThan(0.6)
    expect(score(false) - score(true)).toBeLessThan(1.2)
  })

  test('detractors return less than promoters, late deliveries aside', () => {
    const byOrder = new Map(known.flatMap(({ orders }) => orders.map((order, index) => [order, orders[index + 1]] as const)))
    const again = (low: number, high: number): number =>
      share(
        shop.feedback.filter(({ nps, order }) => nps !== undefined && nps >= low && nps <= high && !isLate(order) && order.moment + 120 < endDay),
        ({ order }) => (byOrder.get(order)?.moment ?? Infinity) - order.moment <= 120,
      )
    expect(again(9, 10) - again(0, 6)).toBeGreaterThan(0.05)
  })

  test('damaged packaging is complained about far more in the spring of 2025', () => {
    const damage = /коробка приїхала|упаковка (пошкоджена|була відкрита)|порваній коробці|пом'ятій коробці|запаковано абияк|без жодного захисту|karton przyszedł|opakowanie było|zniszczonym pudełku|zgniecionym pudełku|zapakowano/i
    const unhappy = shop.feedback.filter(({ text, nps, csat }) => text !== '' && (nps ?? (csat ?? 0) * 2) <= 8)
    const spring = unhappy.filter(({ order }) => monthOf(order.moment) >= 15 && monthOf(order.moment) <= 17)
    const rest = unhappy.filter(({ order }) => monthOf(order.moment) < 15 || monthOf(order.moment) > 17)
    expect(share(spring, ({ text }) => damage.test(text))).toBeGreaterThan(1.8 * share(rest, ({ text }) => damage.test(text)))
  })
})

describe('what is not planted does not show', () => {
  test('coupons and countries leave return within 90 days alone, inside 4 standard errors', () => {
    const eligible = watched(91).filter(({ first }) => first.channel === 'web')
    for (const splits of [(history: History) => history.first.coupon !== '', (history: History) => history.first.country === 'PL']) {
      const inside = eligible.filter(splits)
      const outside = eligible.filter((history) => !splits(history))
      const gap = share(inside, returned) - share(outside, returned)
      expect(Math.abs(gap)).toBeLessThan(4 * Math.sqrt(0.25 / inside.length + 0.25 / outside.length))
    }
  })

  test('deliveries are late as often on every channel that sends', () => {
    for (const channel of ['web', 'telegram', 'instagram', 'marketplace']) {
      const sent = shop.orders.filter((order) => order.fromModel && order.channel === channel)
      expect(share(sent, isLate)).toBeCloseTo(0.12, 1)
    }
    expect(shop.orders.filter((order) => order.channel === 'shop' && isLate(order))).toHaveLength(0)
  })

  test('what customers spend on an order has nothing to do with how often they order', () => {
    const repeaters = known.filter(({ orders }) => orders.length >= 2)
    const counts = repeaters.map(({ orders }) => orders.length)
    const values = repeaters.map(({ orders }) => mean(orders.slice(1).map(netOf)))
    const countMean = mean(counts)
    const valueMean = mean(values)
    const covariance = mean(counts.map((count, index) => (count - countMean) * ((values[index] ?? 0) - valueMean)))
    const spread = Math.sqrt(mean(counts.map((count) => (count - countMean) ** 2)) * mean(values.map((value) => (value - valueMean) ** 2)))
    expect(Math.abs(covariance / spread)).toBeLessThan(4 / Math.sqrt(repeaters.length))
  })
})
