import { endDay, formatDate, isDecember, monthCount, monthStartDay } from './calendar.ts'
import { cities, polishNames, transliterate, ukrainianNames } from './names.ts'
import type { Gender } from './names.ts'
import { acquisitionChannels, counts, firstCategories, planted, purchaseModel, sources, spendModel } from './parameters.ts'
import type { Category, Channel, Country } from './parameters.ts'
import type { Random } from './random.ts'
import { bernoulli, beta, gamma, integer, pick, pickKey, pickWeighted, uniform } from './samplers.ts'

export type Language = 'uk' | 'pl' | 'ru' | 'en'

/** A person with what the data never show: the rate, the dropout probability and the spend rate. */
export interface Person {
  id: string
  /** From the first order on with this number (0 is the first), the person orders under `secondId`. */
  secondId: string | undefined
  secondIdFromOrder: number
  /** Day of the first order with the hour of the process; see purchases.ts. */
  acquired: number
  channel: Channel
  source: string
  firstCategory: Category
  /** Purchases a week. */
  rate: number
  /** Probability of leaving after any one purchase. */
  dropout: number
  /** ν of Gamma-Gamma. */
  spendRate: number
  name: string
  gender: Gender
  language: Language
  country: Country
  city: string
  email: string
  phone: string
  birthDate: string
  consent: boolean
}

export function createPeople(random: Random): Person[] {
  const moments = acquisitionMoments(random.fork('acquisition'))
  return moments.map((acquired, index) => createPerson(random.fork(`person ${index}`), index, acquired))
}

/** More newcomers every month, half as many again in December. Repeat purchases have no season. */
function acquisitionMoments(random: Random): number[] {
  const months = Array.from({ length: monthCount }, (_, month) => month)
  const weight = (month: number): number => (1 + month * 0.022) * (isDecember(monthStartDay(month)) ? 1.5 : 1)
  return Array.from({ length: counts.people }, () => {
    const month = pickWeighted(random, months, weight)
    return uniform(random, monthStartDay(month), monthStartDay(month + 1))
  })
    .filter((moment) => moment < endDay)
    .sort((one, other) => one - other)
}

function createPerson(random: Random, index: number, acquired: number): Person {
  const channel = pickKey(random, acquisitionChannels)
  const firstCategory = pickKey(random, firstCategories)
  const leaving = channel === 'marketplace' ? planted.marketplaceDropout : purchaseModel
  const country: Country = bernoulli(random, 0.68) ? 'UA' : 'PL'
  const language = pickKey<Language>(
    random,
    country === 'UA' ? { uk: 0.7, ru: 0.23, en: 0.07, pl: 0 } : { pl: 0.76, uk: 0.13, en: 0.09, ru: 0.02 },
  )
  const names = country === 'PL' && (language === 'pl' || language === 'en') ? polishNames : ukrainianNames
  const gender: Gender = bernoulli(random, 0.58) ? 'f' : 'm'
  const first = pick(random, names.first[gender])
  const lastName = pick(random, names.last)
  const last = typeof lastName === 'string' ? lastName : lastName[gender === 'm' ? 0 : 1]
  return {
    id: '',
    secondId: undefined,
    secondIdFromOrder: Infinity,
    acquired,
    channel,
    source: pickKey(random, sources[channel]),
    firstCategory,
    rate: gamma(random, purchaseModel.r, firstCategory === 'espresso beans' ? planted.espressoAlpha : purchaseModel.alpha),
    dropout: beta(random, leaving.a, leaving.b),
    spendRate: gamma(random, spendModel.q, spendModel.gamma),
    name: `${first} ${last}`,
    gender,
    language,
    country,
    city: pickKey(random, cities[country]),
    email: bernoulli(random, 0.94) ? `${transliterate(first)}.${transliterate(last)}${index + 1}@example.${pick(random, ['com', 'org', 'net'])}` : '',
    phone: bernoulli(random, 0.88) ? fictitiousPhone(country, index) : '',
    birthDate: bernoulli(random, 0.7) ? formatDate(-365.25 * uniform(random, 18, 70)) : '',
    consent: bernoulli(random, 0.63),
  }
}

/** No operator in Ukraine has the code 00 and no Polish number starts with 000, so these can't ring anywhere.
 *  The steps are coprime to the ranges: no two people share a number. */
function fictitiousPhone(country: Country, index: number): string {
  const digits = String(country === 'UA' ? (index * 7919 + 1_234_567) % 10_000_000 : (index * 7919 + 123_457) % 1_000_000)
  if (country === 'PL') return `+48 000 ${digits.padStart(6, '0').replace(/(...)(...)/, '$1 $2')}`
  return `+380 00 ${digits.padStart(7, '0').replace(/(...)(..)(..)/, '$1 $2 $3')}`
}

/** The second e-mail or phone differs only in how it is written, as it does when people retype it. */
export function retypedContacts(person: Person): { email: string; phone: string } {
  if (person.email !== '') return { email: person.email.replace(/^./, (letter) => letter.toUpperCase()), phone: '' }
  return { email: '', phone: person.phone.replaceAll(' ', '-') }
}

/** Ids in order of acquisition; a second id follows in the order of its first use. */
export function assignIds(random: Random, people: readonly Person[], moments: (person: Person) => readonly number[]): void {
  const able = people.filter((person) => moments(person).length >= 3 && (person.email !== '' || person.phone !== ''))
  const split = new Set<Person>()
  while (split.size < counts.secondIds) split.add(pick(random, able))
  for (const person of split) person.secondIdFromOrder = integer(random, 1, moments(person).length - 1)

  const starts = people.flatMap((person) => [
    { moment: moments(person)[0] ?? 0, name: (id: string) => { person.id = id } },
    ...(split.has(person)
      ? [{ moment: moments(person)[person.secondIdFromOrder] ?? 0, name: (id: string) => { person.secondId = id } }]
      : []),
  ])
  starts
    .sort((one, other) => one.moment - other.moment)
    .forEach(({ name }, index) => name(`C${String(index + 1).padStart(5, '0')}`))
}
