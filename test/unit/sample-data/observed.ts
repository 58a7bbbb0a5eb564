import { netMinor } from '../../../sample-data/model/orders.ts'
import type { Order } from '../../../sample-data/model/orders.ts'
import type { Shop } from '../../../sample-data/model/shop.ts'

export interface History {
  customerId: string
  /** Purchases as the definitions count them, by moment. */
  orders: readonly Order[]
  first: Order
}

export function netOf(order: Order): number {
  return order.lines.reduce((sum, line) => sum + netMinor(line), 0)
}

export function refundOf(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.refundMinor, 0)
}

/** Completed, worth something, not refunded in full, and somebody's. */
export function isPurchase(order: Order): boolean {
  return order.status === 'completed' && order.customerId !== '' && netOf(order) > 0 && refundOf(order) < netOf(order)
}

/** Only what an analyst sees: nothing here looks at the person behind the customer id. */
export function histories({ orders }: Shop): History[] {
  const byCustomer = new Map<string, Order[]>()
  for (const order of orders.filter(isPurchase)) {
    const known = byCustomer.get(order.customerId)
    if (known === undefined) byCustomer.set(order.customerId, [order])
    else known.push(order)
  }
  return [...byCustomer].flatMap(([customerId, own]) => (own[0] === undefined ? [] : [{ customerId, orders: own, first: own[0] }]))
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function variance(values: readonly number[]): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}

export function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length
}

/** Promoters minus detractors, as a share. */
export function netPromoterScore(scores: readonly number[]): number {
  return share(scores, (score) => score >= 9) - share(scores, (score) => score <= 6)
}
