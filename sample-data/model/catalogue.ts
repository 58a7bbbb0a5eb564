import type { Category } from './parameters.ts'

/** What a customer would call the product: the noun that comments decline. */
export type Thing = 'beans' | 'ground' | 'drip' | 'capsules' | 'tea' | 'grinder' | 'press' | 'cezve' | 'kettle' | 'mug' | 'set'

export interface Product {
  id: string
  name: string
  /** The name alone, as a customer quotes it. */
  label: string
  category: Category
  thing: Thing
  /** UAH. */
  price: number
  /** Cost of one unit, UAH. */
  cost: number
  popularity: number
}

type Entry = readonly [name: string, label: string, thing: Thing, price: number, costShare: number, popularity: number]

const entries: Readonly<Record<Category, readonly Entry[]>> = {
  'espresso beans': [
    ['Кава в зернах "Ранок у Львові", 250 г', 'Ранок у Львові', 'beans', 235, 0.55, 10],
    ['Кава в зернах "Ранок у Львові", 1 кг', 'Ранок у Львові', 'beans', 830, 0.58, 12],
    ['Espresso blend "Nocna Zmiana", ziarna 250 g', 'Nocna Zmiana', 'beans', 265, 0.54, 6],
    ['Espresso blend "Nocna Zmiana", ziarna 1 kg', 'Nocna Zmiana', 'beans', 940, 0.57, 8],
    ['Бразилія Серрадо, еспресо, 500 г', 'Бразилія Серрадо', 'beans', 445, 0.56, 7],
    ['Espresso beans "Dark Chocolate", 500 g', 'Dark Chocolate', 'beans', 490, 0.55, 5],
    ['Купаж 80/20 "Під молоко", 1 кг', 'Під молоко', 'beans', 690, 0.62, 6],
  ],
  'filter beans': [
    ['Ефіопія Сідамо, фільтр, 250 г (жасмин, бергамот)', 'Ефіопія Сідамо', 'beans', 320, 0.52, 9],
    ['Кенія АА, фільтр, 250 г (смородина, томат)', 'Кенія АА', 'beans', 365, 0.53, 5],
    ['Kolumbia Huila, filtr, 250 g (karmel, jabłko)', 'Kolumbia Huila', 'beans', 310, 0.52, 7],
    ['Kolumbia Huila, filtr, 1 kg', 'Kolumbia Huila', 'beans', 1090, 0.55, 3],
    ['Guatemala "Antigua", filter roast, 500 g', 'Antigua', 'beans', 560, 0.54, 4],
    ['Коста-Рика "Мед і вишня", 250 г', 'Мед і вишня', 'beans', 385, 0.52, 4],
  ],
  'ground coffee': [
    ['Кава мелена "Бабусина турка", 200 г', 'Бабусина турка', 'ground', 165, 0.56, 9],
    ['Кава мелена з кардамоном, 200 г', 'З кардамоном', 'ground', 185, 0.55, 6],
    ['Kawa mielona "Rynek Główny", 250 g', 'Rynek Główny', 'ground', 210, 0.56, 8],
    ['Kawa mielona "Rynek Główny", 500 g', 'Rynek Główny', 'ground', 390, 0.58, 5],
    ['Мелена без кофеїну, "Тихий вечір", 250 г', 'Тихий вечір', 'ground', 245, 0.57, 4],
    ['Drip bags "Weekend", 10 szt.', 'Weekend', 'drip', 290, 0.5, 6],
    ['Дріп-пакет, 1 шт., ягідний', 'Ягідний дріп', 'drip', 38, 0.5, 5],
  ],
  capsules: [
    ['Капсули "Lungo", 10 шт.', 'Lungo', 'capsules', 175, 0.48, 9],
    ['Капсули "Ristretto", 10 шт.', 'Ristretto', 'capsules', 175, 0.48, 8],
    ['Kapsułki "Wanilia", 10 szt.', 'Wanilia', 'capsules', 189, 0.48, 5],
    ['Kapsułki mix, 60 szt. (6 smaków)', 'Mix', 'capsules', 920, 0.5, 5],
    ['Capsules "Decaf", 30 pcs', 'Decaf', 'capsules', 495, 0.5, 3],
  ],
  tea: [
    ['Чай "Карпатський збір" (чебрець, м\'ята, липа), 80 г', 'Карпатський збір', 'tea', 128, 0.45, 9],
    ['Іван-чай ферментований, 100 г', 'Іван-чай', 'tea', 145, 0.44, 6],
    ['Herbata czarna "Góralska" z maliną, 100 g', 'Góralska', 'tea', 156, 0.45, 8],
    ['Earl Grey "Blue Star", 100 g', 'Blue Star', 'tea', 172, 0.46, 6],
    ['Сенча, Японія, 50 г', 'Сенча', 'tea', 240, 0.5, 4],
    ['Molochnyi Oolong, 100 g', 'Molochnyi Oolong', 'tea', 265, 0.48, 5],
    ['Чай, набір пробників "12 місяців", 12 шт.', '12 місяців', 'tea', 340, 0.46, 3],
  ],
  equipment: [
    ['Кавомолка ручна "Жорна", сталь', 'Жорна', 'grinder', 1850, 0.62, 4],
    ['Młynek elektryczny "Burr 40", 230 V', 'Burr 40', 'grinder', 3900, 0.66, 1.5],
    ['Френч-прес, скло, 600 мл', 'Френч-прес', 'press', 540, 0.55, 6],
    ['Турка мідна, 300 мл', 'Турка', 'cezve', 690, 0.54, 6],
    ['Турка керамічна "Глина", 200 мл', 'Глина', 'cezve', 460, 0.52, 5],
    ['Czajnik "gęsia szyja", 0,8 l', 'Gęsia szyja', 'kettle', 1320, 0.6, 4],
    ['Чашка "Ще п\'ять хвилин", 250 мл', 'Ще п\'ять хвилин', 'mug', 280, 0.5, 6],
  ],
  gifts: [
    ['Подарунковий набір "Кава + шоколад", коробка', 'Кава + шоколад', 'set', 620, 0.55, 8],
    ['Подарунковий набір "Затишок": чай, мед, чашка', 'Затишок', 'set', 790, 0.54, 6],
    ['Zestaw prezentowy "Dla Mamy", herbata i ciasteczka', 'Dla Mamy', 'set', 560, 0.54, 6],
    ['Gift box "Barista", 3 × 250 g, dripper, "handle with care"', 'Barista', 'set', 1690, 0.6, 3],
    ['Міні-набір "Дякую", 2 дріпи й чашка', 'Дякую', 'set', 355, 0.5, 5],
  ],
}

export const products: readonly Product[] = (Object.keys(entries) as Category[])
  .flatMap((category) => entries[category].map((entry) => ({ category, entry })))
  .map(({ category, entry: [name, label, thing, price, costShare, popularity] }, index) => ({
    id: `P${String(index + 1).padStart(3, '0')}`,
    name,
    label,
    category,
    thing,
    price,
    cost: Math.round(price * costShare * 100) / 100,
    popularity,
  }))

export function productsOf(category: Category): readonly Product[] {
  return byCategory.get(category) ?? []
}

const byCategory = new Map(
  (Object.keys(entries) as Category[]).map((category) => [category, products.filter((product) => product.category === category)]),
)
