import { createFeedback } from './feedback.ts'
import type { Answer } from './feedback.ts'
import { extraOrders } from './extra-orders.ts'
import { createOrder, drawPartialRefund, orderValue, refundPart } from './orders.ts'
import type { Order } from './orders.ts'
import { seed } from './parameters.ts'
import { assignIds, createPeople } from './people.ts'
import type { Person } from './people.ts'
import { purchaseHistory } from './purchases.ts'
import type { Purchase } from './purchases.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import { createSpend } from './spend.ts'
import type { Spend } from './spend.ts'

export interface Shop {
  people: Person[]
  /** By moment; `id` rises with it. */
  orders: Order[]
  spend: Spend[]
  feedback: Answer[]
}

export function createShop(from: string = seed): Shop {
  const random = createRandom(from)
  const people = createPeople(random.fork('people'))
  const histories = new Map(people.map((person, index) => [person, purchaseHistory(random.fork(`history ${index}`), person)]))
  assignIds(random.fork('ids'), people, (person) => (histories.get(person) ?? []).map((purchase) => purchase.moment))

  const purchases = [...histories].flatMap(([person, history], index) =>
    personOrders(random.fork(`orders ${index}`), person, history),
  )
  const orders = [...purchases, ...extraOrders(random.fork('extra'), purchases)].sort((one, other) => one.moment - other.moment)
  orders.forEach((order, index) => { order.id = String(100_001 + index) })

  return {
    people,
    orders,
    spend: createSpend(random.fork('spend'), people),
    feedback: createFeedback(random.fork('feedback'), purchases),
  }
}

function personOrders(random: Random, person: Person, history: readonly Purchase[]): Order[] {
  return history.map((purchase, index) => {
    const order = createOrder(random, {
      purchase,
      value: orderValue(random, person.spendRate),
      isFirst: index === 0,
      person,
      customerId: (index >= person.secondIdFromOrder ? person.secondId : undefined) ?? person.id,
      city: person.city,
      country: person.country,
    })
    if (drawPartialRefund(random)) refundPart(random, order)
    return order
  })
}
