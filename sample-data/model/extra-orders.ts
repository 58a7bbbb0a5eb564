import { endDay, openingHour } from './calendar.ts'
import { products } from './catalogue.ts'
import { cities } from './names.ts'
import { createLine, createOrder, orderValue, refundAll } from './orders.ts'
import type { Order } from './orders.ts'
import { counts, spendModel } from './parameters.ts'
import type { Channel, Country } from './parameters.ts'
import { anyCategory, deliver } from './purchases.ts'
import type { Random } from './random.ts'
import { bernoulli, gamma, integer, pick, pickKey } from './samplers.ts'

/** What stands in a shop's file beside the purchases of the model. None of it takes a purchase away:
 *  leave these orders out, as the definitions ask, and the model's purchases remain, all of them. */
export function extraOrders(random: Random, purchases: readonly Order[]): Order[] {
  const make = (name: string, count: number, create: (random: Random, near: Order) => Order): Order[] => {
    const own = random.fork(name)
    return Array.from({ length: Math.round(count) }, () => create(own, pick(own, purchases)))
  }
  const { guestShareOfOrders: guests, cancelledShareOfOrders: cancelled, fullRefundShareOfOrders: refunded } = counts
  return [
    ...make('guests', (purchases.length * guests) / (1 - guests), guestOrder),
    ...make('cancelled', purchases.length * cancelled, cancelledOrder),
    ...make('refunded', purchases.length * refunded, refundedOrder),
    ...make('zero', counts.zeroValueOrders, zeroValueOrder),
    ...make('test', counts.testOrders, testOrder),
  ]
}

/** A visitor without an account, on the day of some other order so that guests grow with the shop. */
function guestOrder(random: Random, near: Order): Order {
  const country: Country = bernoulli(random, 0.68) ? 'UA' : 'PL'
  const channel = pickKey<Channel>(random, { web: 0.4, telegram: 0.06, instagram: 0.09, marketplace: 0.1, shop: 0.35 })
  const moment = Math.floor(near.moment) + openingHour(random)
  return createOrder(random, {
    purchase: { ...deliver(random, channel, country, moment), moment, category: anyCategory(random) },
    value: orderValue(random, gamma(random, spendModel.q, spendModel.gamma)),
    isFirst: false,
    person: undefined,
    customerId: '',
    city: pickKey(random, cities[country]),
    country,
  })
}

/** The same basket a few minutes later: an order placed twice. */
function cancelledOrder(random: Random, near: Order): Order {
  return {
    ...near,
    fromModel: false,
    moment: Math.min(near.moment + integer(random, 2, 50) / 1440, Math.floor(near.moment) + 0.9999),
    lines: near.lines.map((line) => ({ ...line, refundMinor: 0 })),
    status: 'cancelled',
    deliveryDays: undefined,
  }
}

/** One more thing some days after an order, sent back. */
function refundedOrder(random: Random, near: Order): Order {
  const order: Order = { ...anotherDay(random, near), lines: [createLine({ product: pick(random, products), quantity: 1 }, 0)] }
  refundAll(order)
  return order
}

function zeroValueOrder(random: Random, near: Order): Order {
  const samples = products.filter((product) => product.price < 250)
  return { ...anotherDay(random, near), lines: [createLine({ product: pick(random, samples), quantity: 1 }, 1)] }
}

function testOrder(random: Random, near: Order): Order {
  return {
    ...anotherDay(random, near),
    customerId: '',
    person: undefined,
    channel: 'web',
    status: 'test',
    city: '',
    deliveryDays: undefined,
    lines: [createLine({ product: pick(random, products), quantity: 99 }, 0)],
  }
}

function anotherDay(random: Random, near: Order): Order {
  const day = Math.min(endDay - 1, Math.floor(near.moment) + integer(random, 1, 20))
  const moment = Math.max(day + openingHour(random), near.moment)
  return { ...near, fromModel: false, moment, coupon: '' }
}
