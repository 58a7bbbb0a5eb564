import { products, productsOf } from './catalogue.ts'
import type { Product } from './catalogue.ts'
import type { Category } from './parameters.ts'
import type { Random } from './random.ts'
import { bernoulli, pickKey, pickWeighted, uniform } from './samplers.ts'

export interface BasketLine {
  product: Product
  quantity: number
}

const mostOfOne = 6
const candidates = 7

/** Lines of catalogue products worth about `value` UAH, the first of them from `category`.
 *  `espressoLater` allows espresso beans on the later lines. */
export function fillBasket(random: Random, category: Category, value: number, espressoLater: boolean): BasketLine[] {
  const wanted = Number(pickKey(random, { '1': 0.56, '2': 0.33, '3': 0.11 }))
  const lines = [bestLine(random, productsOf(category), wanted === 1 ? value : value * uniform(random, 0.4, 0.75))]
  let left = value - worth(lines)
  const others = espressoLater ? products : products.filter((product) => product.category !== 'espresso beans')
  while (lines.length < 4 && left > 0.06 * value && left > 35 && (lines.length < wanted || bernoulli(random, 0.2))) {
    const fresh = others.filter((product) => lines.every((line) => line.product !== product))
    lines.push(bestLine(random, fresh, lines.length + 1 >= wanted ? left : left * uniform(random, 0.4, 0.75)))
    left = value - worth(lines)
  }
  return lines
}

export function worth(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, line) => sum + line.product.price * line.quantity, 0)
}

/** The closest of a few popular products, so that the basket follows the value drawn and not the price list. */
function bestLine(random: Random, from: readonly Product[], value: number): BasketLine {
  const dearest = from.filter((product) => product.price <= value * 1.25)
  const affordable = dearest.length > 0 ? dearest : [cheapest(from)]
  const weight = (product: Product): number => product.popularity * (product.price * mostOfOne < value ? 0.02 : 1)
  let best: BasketLine | undefined
  let bestGap = Infinity
  for (let tries = 0; tries < candidates; tries += 1) {
    const product = pickWeighted(random, affordable, weight)
    const quantity = Math.min(mostOfOne, Math.max(1, Math.round(value / product.price)))
    const gap = Math.abs(value - quantity * product.price)
    if (gap < bestGap) {
      bestGap = gap
      best = { product, quantity }
    }
  }
  return best ?? { product: cheapest(from), quantity: 1 }
}

function cheapest(from: readonly Product[]): Product {
  return from.reduce((low, product) => (product.price < low.price ? product : low))
}
