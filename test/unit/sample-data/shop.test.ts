import { describe, expect, test } from 'vitest'
import { endDay } from '../../../sample-data/model/calendar.ts'
import { products } from '../../../sample-data/model/catalogue.ts'
import { channels, counts } from '../../../sample-data/model/parameters.ts'
import { createShop } from '../../../sample-data/model/shop.ts'
import { customerTable, feedbackTable, orderTable, productTable, spendTable } from '../../../sample-data/tables.ts'
import { writeCsv } from '../../../sample-data/write-csv.ts'
import { histories, isPurchase, netOf, refundOf, share } from './observed.ts'

const shop = createShop()
const known = histories(shop)
const lines = shop.orders.flatMap((order) => order.lines)
const shareOfOrders = (holds: (order: (typeof shop.orders)[number]) => boolean): number => share(shop.orders, holds)

describe('the files', () => {
  test('are the same for the same seed, and differ for another', () => {
    const write = (from?: string): string[] => {
      const made = createShop(from)
      return [orderTable(made), customerTable(made), spendTable(made), feedbackTable(made), productTable()].map(writeCsv)
    }
    const first = write()
    expect(write()).toEqual(first)
    expect(write('another seed')[0]).not.toBe(first[0])
  })

  test('quote what needs it', () => {
    expect(writeCsv({ columns: ['a', 'b'], rows: [['x, "y"', 1], [undefined, 'z']] })).toBe('a,b\n"x, ""y""",1\n,z\n')
  })

  test('have a value in every column of every row', () => {
    for (const table of [orderTable(shop), customerTable(shop), spendTable(shop), feedbackTable(shop), productTable()]) {
      expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true)
    }
  })

  test('are as large as promised', () => {
    expect(lines.length).toBeGreaterThan(57_000)
    expect(lines.length).toBeLessThan(66_000)
    expect(lines.length / shop.orders.length).toBeGreaterThan(1.4)
    expect(lines.length / shop.orders.length).toBeLessThan(1.6)
    expect(customerTable(shop).rows).toHaveLength(counts.people + counts.secondIds)
    expect(spendTable(shop).rows).toHaveLength(24 * channels.length)
    expect(shop.feedback.length).toBeGreaterThan(3_200)
    expect(shop.feedback.length).toBeLessThan(3_900)
  })
})

describe('orders', () => {
  test('rise in id and moment, and stay inside two years', () => {
    expect(shop.orders.every((order) => order.moment >= 0 && order.moment < endDay)).toBe(true)
    expect(new Set(shop.orders.map((order) => order.id)).size).toBe(shop.orders.length)
    const sorted = shop.orders.every((order, index) => index === 0 || order.moment >= (shop.orders[index - 1]?.moment ?? 0))
    expect(sorted).toBe(true)
  })

  test('of a customer start at their acquisition, with the purchase that counts', () => {
    const acquired = new Map(known.map(({ customerId, first }) => [customerId, first.moment]))
    const before = shop.orders.filter((order) => order.customerId !== '' && order.moment < (acquired.get(order.customerId) ?? Infinity))
    expect(before).toHaveLength(0)
    expect(shop.people.every((person) => Math.floor(acquired.get(person.id) ?? -1) === Math.floor(person.acquired))).toBe(true)
  })

  test('that count are exactly the purchases of the model, one a day at most', () => {
    expect(shop.orders.filter(isPurchase).every((order) => order.fromModel)).toBe(true)
    expect(shop.orders.filter((order) => order.fromModel).every(isPurchase)).toBe(true)
    expect(known.every(({ orders }) => new Set(orders.map((order) => Math.floor(order.moment))).size === orders.length)).toBe(true)
  })

  test('belong to customers of the list, and every customer has one', () => {
    const listed = new Set(customerTable(shop).rows.map(([id]) => id))
    expect(new Set(known.map(({ customerId }) => customerId))).toEqual(listed)
  })

  test('hold what a real file holds: guests, cancelled, test, refunded and free ones', () => {
    expect(shareOfOrders((order) => order.status === 'completed' && order.customerId === '')).toBeCloseTo(counts.guestShareOfOrders, 2)
    expect(shareOfOrders((order) => order.status === 'cancelled')).toBeCloseTo(counts.cancelledShareOfOrders, 2)
    expect(shareOfOrders((order) => netOf(order) > 0 && refundOf(order) === netOf(order))).toBeCloseTo(counts.fullRefundShareOfOrders, 2)
    expect(shareOfOrders((order) => refundOf(order) > 0 && refundOf(order) < netOf(order))).toBeCloseTo(counts.partialRefundShareOfOrders, 2)
    expect(shop.orders.filter((order) => netOf(order) === 0)).toHaveLength(counts.zeroValueOrders)
    expect(shop.orders.filter((order) => order.status === 'test')).toHaveLength(counts.testOrders)
  })

  test('are sums of lines: no discount above the price, no refund above the net, cost as in the catalogue', () => {
    const wrong = lines.filter(({ product, quantity, discountMinor, refundMinor, costMinor }) => {
      const gross = product.price * 100 * quantity
      const whole = [gross, discountMinor, refundMinor, costMinor].every(Number.isSafeInteger)
      const bounded = discountMinor >= 0 && discountMinor <= gross && refundMinor >= 0 && refundMinor <= gross - discountMinor
      return !whole || !bounded || costMinor !== Math.round(product.cost * 100) * quantity
    })
    expect(wrong).toHaveLength(0)
  })

  test('make a believable shop', () => {
    const repeat = share(known, ({ orders }) => orders.length >= 2)
    expect(repeat).toBeGreaterThan(0.4)
    expect(repeat).toBeLessThan(0.5)
    expect(new Set(lines.map((line) => line.product.id)).size).toBe(products.length)
    expect(new Set(shop.orders.map((order) => order.channel)).size).toBe(5)
  })
})

describe('customers', () => {
  const rows = customerTable(shop).rows.map((row) => row.map(String))

  test('can be reached nowhere: reserved domains, numbers that are not issued', () => {
    for (const [, email = '', phone = ''] of rows) {
      expect(email).toMatch(/^$|^[A-Za-z]+\.[a-z]+\d+@example\.(com|org|net)$/)
      expect(phone).toMatch(/^$|^\+380[ -]00[ -]|^\+48[ -]000[ -]/)
    }
  })

  test('share an e-mail or phone only where one person has two ids', () => {
    const contacts = rows.flatMap(([, email = '', phone = '']) => [email.toLowerCase(), phone.replace(/\D/g, '')]).filter((contact) => contact !== '')
    expect(contacts.length - new Set(contacts).size).toBe(counts.secondIds)
  })
})

describe('feedback', () => {
  test('is about a purchase of the same customer, and comes after it', () => {
    const byId = new Map(shop.orders.map((order) => [order.id, order]))
    for (const [date, customerId, orderId] of feedbackTable(shop).rows) {
      const order = byId.get(String(orderId))
      expect(order?.customerId).toBe(customerId)
      const asked = Date.parse(String(date)) / 86_400_000 - Date.UTC(2024, 0, 1) / 86_400_000
      expect(asked).toBeGreaterThanOrEqual(Math.floor(order?.moment ?? Infinity) + (order?.deliveryDays ?? 0))
      expect(asked).toBeLessThan(endDay)
    }
  })

  test('has a whole score on the scale of its survey, and often no words', () => {
    for (const { survey, nps, csat } of shop.feedback) {
      if (survey === 'nps') expect(Number.isInteger(nps) && nps !== undefined && nps >= 0 && nps <= 10 && csat === undefined).toBe(true)
      else expect(Number.isInteger(csat) && csat !== undefined && csat >= 1 && csat <= 5 && nps === undefined).toBe(true)
    }
    const silent = share(shop.feedback, ({ text }) => text === '')
    expect(silent).toBeGreaterThan(0.35)
    expect(silent).toBeLessThan(0.55)
  })
})
