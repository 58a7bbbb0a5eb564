import { fillBasket, worth } from './baskets.ts'
import type { BasketLine } from './baskets.ts'
import { isDecember } from './calendar.ts'
import { counts, spendModel } from './parameters.ts'
import type { Category, Channel, Country } from './parameters.ts'
import type { Person } from './people.ts'
import type { Purchase } from './purchases.ts'
import type { Random } from './random.ts'
import { bernoulli, gamma, pick, uniform } from './samplers.ts'

export type Status = 'completed' | 'cancelled' | 'test'

export interface OrderLine extends BasketLine {
  /** All money in kopiykas; for the whole line. */
  discountMinor: number
  refundMinor: number
  costMinor: number
}

export interface Order {
  id: string
  moment: number
  /** '' for a guest. */
  customerId: string
  person: Person | undefined
  /** True for the purchases of the model; false for what was added around them. */
  fromModel: boolean
  lines: OrderLine[]
  status: Status
  channel: Channel
  coupon: string
  city: string
  country: Country
  /** undefined where nothing was sent. */
  deliveryDays: number | undefined
}

export interface OrderRequest {
  purchase: Purchase
  /** The order's net value to aim at, UAH. */
  value: number
  isFirst: boolean
  person: Person | undefined
  customerId: string
  city: string
  country: Country
}

const couponShare: Readonly<Record<string, number>> = { '': 0, WELCOME10: 0.1, KAWA5: 0.05, SVIATO15: 0.15 }

export function orderValue(random: Random, spendRate: number): number {
  return gamma(random, spendModel.p, spendRate)
}

export function createOrder(random: Random, request: OrderRequest): Order {
  const { purchase, person } = request
  const coupon = drawCoupon(random, purchase, request.isFirst)
  const share = couponShare[coupon] ?? 0
  const firstOfOthers = request.isFirst && purchase.category !== 'espresso beans'
  const basket = fillBasket(random, purchase.category, request.value / (1 - share), !firstOfOthers)
  return {
    id: '',
    moment: purchase.moment,
    customerId: request.customerId,
    person,
    fromModel: person !== undefined,
    lines: basket.map((line) => createLine(line, share)),
    status: 'completed',
    channel: purchase.channel,
    coupon,
    city: request.city,
    country: request.country,
    deliveryDays: purchase.days,
  }
}

export function createLine(line: BasketLine, discountShare: number): OrderLine {
  return {
    ...line,
    discountMinor: Math.round(worth([line]) * 100 * discountShare),
    refundMinor: 0,
    costMinor: Math.round(line.product.cost * 100) * line.quantity,
  }
}

export function netMinor(line: OrderLine): number {
  return line.product.price * 100 * line.quantity - line.discountMinor
}

/** Money back for part of one line: a unit where there are several, else a tenth to a half of the price. */
export function refundPart(random: Random, order: Order): void {
  const line = pick(random, order.lines)
  const units = line.quantity > 1 ? Math.ceil(line.quantity * uniform(random, 0, 0.5)) / line.quantity : uniform(random, 0.1, 0.5)
  line.refundMinor = Math.round(netMinor(line) * units)
  if (line.refundMinor >= order.lines.reduce((sum, each) => sum + netMinor(each), 0)) line.refundMinor = Math.round(line.refundMinor / 2)
}

export function refundAll(order: Order): void {
  for (const line of order.lines) line.refundMinor = netMinor(line)
}

export function drawPartialRefund(random: Random): boolean {
  return bernoulli(random, counts.partialRefundShareOfOrders)
}

/** Coupons change the price and nothing else: they are drawn apart from everything the customer does. */
function drawCoupon(random: Random, purchase: { moment: number; channel: Channel; category: Category }, isFirst: boolean): string {
  if (purchase.channel === 'shop' || purchase.channel === 'marketplace') return ''
  if (isFirst && bernoulli(random, 0.3)) return 'WELCOME10'
  if (isDecember(purchase.moment) && bernoulli(random, 0.2)) return 'SVIATO15'
  return bernoulli(random, 0.07) ? 'KAWA5' : ''
}
