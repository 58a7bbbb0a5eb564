import { formatMoment } from './model/calendar.ts'
import { products } from './model/catalogue.ts'
import type { Order, OrderLine } from './model/orders.ts'
import { retypedContacts } from './model/people.ts'
import type { Person } from './model/people.ts'
import type { Shop } from './model/shop.ts'
import type { Cell, Table } from './write-csv.ts'

export function orderTable({ orders }: Shop): Table {
  return {
    columns: ['order_id', 'date', 'customer_id', 'product_id', 'product', 'category', 'quantity', 'unit_price', 'discount', 'refund', 'cost',
      'currency', 'status', 'channel', 'coupon', 'city', 'country', 'delivery_days'],
    rows: orders.flatMap((order) => order.lines.map((line) => orderRow(order, line))),
  }
}

function orderRow(order: Order, line: OrderLine): Cell[] {
  const { product } = line
  return [order.id, formatMoment(order.moment), order.customerId, product.id, product.name, product.category, line.quantity,
    money(product.price * 100), money(line.discountMinor), money(line.refundMinor), money(line.costMinor),
    'UAH', order.status, order.channel, order.coupon, order.city, order.country, order.deliveryDays]
}

export function customerTable({ people }: Shop): Table {
  return {
    columns: ['customer_id', 'email', 'phone', 'name', 'birth_date', 'city', 'country', 'source', 'consent'],
    rows: people.flatMap(customerRows).sort((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1)),
  }
}

function customerRows(person: Person): Cell[][] {
  const row = (id: string, email: string, phone: string): Cell[] =>
    [id, email, phone, person.name, person.birthDate, person.city, person.country, person.source, person.consent ? 'yes' : 'no']
  const rows = [row(person.id, person.email, person.phone)]
  if (person.secondId !== undefined) {
    const { email, phone } = retypedContacts(person)
    rows.push(row(person.secondId, email, phone))
  }
  return rows
}

export function spendTable({ spend }: Shop): Table {
  return {
    columns: ['month', 'channel', 'amount'],
    rows: spend.map(({ month, channel, amount }) => [month, channel, money(amount * 100)]),
  }
}

export function feedbackTable({ feedback }: Shop): Table {
  return {
    columns: ['date', 'customer_id', 'order_id', 'survey', 'nps', 'csat', 'text'],
    rows: feedback.map(({ date, order, survey, nps, csat, text }) => [date, order.customerId, order.id, survey, nps, csat, text]),
  }
}

export function productTable(): Table {
  return {
    columns: ['product_id', 'product', 'category', 'price', 'cost'],
    rows: products.map(({ id, name, category, price, cost }) => [id, name, category, money(price * 100), money(cost * 100)]),
  }
}

function money(minor: number): string {
  return (minor / 100).toFixed(2)
}
