import { describe, expect, test } from 'vitest'
import { grammars } from '../../../sample-data/comments/compose.ts'
import { asSentence, fillTemplate } from '../../../sample-data/comments/grammar.ts'
import type { Speaker } from '../../../sample-data/comments/grammar.ts'
import { topicIds, topicsFor } from '../../../sample-data/comments/topics.ts'
import { products } from '../../../sample-data/model/catalogue.ts'
import { channels } from '../../../sample-data/model/parameters.ts'
import { createRandom } from '../../../sample-data/model/random.ts'
import { createShop } from '../../../sample-data/model/shop.ts'

const languages = ['uk', 'pl', 'ru', 'en'] as const
const speaker: Speaker = { gender: 'f', thing: 'mug', label: 'Lungo', deliveryDays: 8 }
const letters = {
  uk: /^[^ёъыэЁЪЫЭ]*$/,
  ru: /^[^іїєґІЇЄҐ]*$/,
  pl: /^[^\p{Script=Cyrillic}]*$/u,
  en: /^[^\p{Script=Cyrillic}ąćęłńśźż]*$/u,
}

describe.each(languages)('comments in %s', (language) => {
  const grammar = grammars[language]
  const aboutTopics = topicIds.flatMap((id) => [...grammar.topics[id].says, ...grammar.topics[id].adds])
  const templates = [
    ...aboutTopics,
    ...[grammar.brief, grammar.openers, grammar.regularOpeners, grammar.closers].flatMap((group) => Object.values(group).flat()),
  ]
  const fillAll = (template: string): string[] =>
    (['m', 'f'] as const).flatMap((gender) =>
      (Object.keys(grammar.nouns) as Speaker['thing'][]).map((thing, index) =>
        fillTemplate(createRandom(`${template} ${gender} ${index}`), grammar, { ...speaker, gender, thing }, template),
      ),
    )

  test('at least 40 topics, each with several phrasings of its own', () => {
    expect(topicIds.length).toBeGreaterThanOrEqual(40)
    const thin = topicIds.filter((id) => {
      const { says, adds } = grammar.topics[id]
      return new Set([...says, ...adds].flatMap(fillAll)).size < 5
    })
    expect(thin).toEqual([])
    expect(new Set(aboutTopics).size).toBe(aboutTopics.length)
  })

  test('templates fill without a trace of the markup', () => {
    for (const text of templates.flatMap(fillAll)) expect(text).toMatch(/^[^[\]{}<>|()/\s][^[\]{}<>|()/]*$/)
  })

  test('are written in the letters of the language', () => {
    for (const text of templates.flatMap(fillAll)) expect(text).toMatch(letters[language])
  })
})

describe('grammar', () => {
  const random = createRandom('grammar')
  const fill = (template: string, who: Partial<Speaker>, language: (typeof languages)[number] = 'uk'): string =>
    fillTemplate(random, grammars[language], { ...speaker, ...who }, template)

  test('agrees with who speaks and with the product', () => {
    expect(fill('замови[в/ла] {acc}', { gender: 'm', thing: 'mug' })).toBe('замовив чашку')
    expect(fill('замови[в/ла] {acc}', { gender: 'f', thing: 'set' })).toBe('замовила набір')
    expect(fill('{nom} пошкоджен<ий/а/е/і>', { thing: 'capsules' })).toBe('капсули пошкоджені')
    expect(fill('{nom} dotar<ł/ła/ło/ły>', { thing: 'tea' }, 'pl')).toBe('herbata dotarła')
  })

  test('chooses alternatives inside alternatives and drops the empty one cleanly', () => {
    const seen = new Set(Array.from({ length: 60 }, () => fill('a (b|(c|d)|), e', {})))
    expect([...seen].sort()).toEqual(['a b, e', 'a c, e', 'a d, e', 'a, e'])
  })

  test('sentences start with a capital and stop once', () => {
    expect(asSentence('«зерно» свіже')).toBe('«Зерно» свіже.')
    expect(asSentence('«12 місяців» — знахідка')).toBe('«12 місяців» — знахідка.')
    expect(asSentence('super!')).toBe('Super!')
    expect(asSentence('najlepsi 👍')).toBe('Najlepsi 👍')
  })

  test('there is something to praise and to blame on every occasion', () => {
    for (const channel of channels) {
      for (const { category, thing } of products) {
        for (const deliveryDays of [0, 2, 9]) {
          const occasion = { channel, category, thing, deliveryDays, late: deliveryDays > 5, coupon: false, regular: false }
          expect(topicsFor(occasion, 'praise').length).toBeGreaterThan(2)
          expect(topicsFor(occasion, 'complaint').length).toBeGreaterThan(2)
        }
      }
    }
  })
})

test('the comments of the shop vary, in all four languages', () => {
  const texts = createShop().feedback.filter(({ text }) => text !== '')
  expect(new Set(texts.map(({ text }) => text)).size / texts.length).toBeGreaterThan(0.8)
  for (const language of languages) {
    expect(texts.filter(({ order }) => order.person?.language === language).length).toBeGreaterThan(100)
  }
})
