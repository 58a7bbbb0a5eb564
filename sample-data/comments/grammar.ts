import type { Thing } from '../model/catalogue.ts'
import type { Gender } from '../model/names.ts'
import type { Random } from '../model/random.ts'
import { pick } from '../model/samplers.ts'
import type { TopicId } from './topics.ts'

export type Mood = 'praise' | 'complaint'

export interface Noun {
  nominative: string
  genitive: string
  accusative: string
  agreement: 'm' | 'f' | 'n' | 'pl'
}

/** `says` state the topic on their own and may follow “but”; `adds` continue any of them. */
export interface Phrases {
  says: readonly string[]
  adds: readonly string[]
}

/** Phrases are templates:
 *  (one|other|)    any of these;
 *  [в/ла]          by the gender of who speaks, m/f;
 *  <ий/а/е/і>      by the gender or number of the product, m/f/n/pl;
 *  {nom} {gen} {acc} {label} {days}   the product and the days of delivery.
 *  They start in lower case where a sentence may start with “but”, and carry no full stop. */
export interface Grammar {
  quotes: readonly [open: string, close: string]
  nouns: Readonly<Record<Thing, Noun>>
  but: readonly string[]
  brief: Readonly<Record<Mood | 'mixed', readonly string[]>>
  openers: Readonly<Record<Mood, readonly string[]>>
  /** Openers for a customer who has ordered before. */
  regularOpeners: Readonly<Record<Mood, readonly string[]>>
  closers: Readonly<Record<Mood | 'mixed', readonly string[]>>
  topics: Readonly<Record<TopicId, Phrases>>
}

export interface Speaker {
  gender: Gender
  thing: Thing
  label: string
  deliveryDays: number
}

const agreements = ['m', 'f', 'n', 'pl'] as const

export function fillTemplate(random: Random, grammar: Grammar, speaker: Speaker, template: string): string {
  const noun = grammar.nouns[speaker.thing]
  const slots: Readonly<Record<string, string>> = {
    nom: noun.nominative,
    gen: noun.genitive,
    acc: noun.accusative,
    label: grammar.quotes[0] + speaker.label + grammar.quotes[1],
    days: String(speaker.deliveryDays),
  }
  return chooseAlternatives(random, template)
    .replace(/\[([^/\]]*)\/([^\]]*)\]/g, (_, m: string, f: string) => (speaker.gender === 'm' ? m : f))
    .replace(/<([^>]*)>/g, (_, endings: string) => endings.split('/')[agreements.indexOf(noun.agreement)] ?? '')
    .replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.!?])/g, '$1')
    .trim()
}

function chooseAlternatives(random: Random, template: string): string {
  const chosen = template.replace(/\(([^()]*)\)/g, (_, options: string) => pick(random, options.split('|')))
  return chosen === template ? template : chooseAlternatives(random, chosen)
}

export function asSentence(text: string): string {
  const start = text.search(/[\p{L}\p{N}]/u)
  const capital = text.slice(0, start) + text.charAt(start).toUpperCase() + text.slice(start + 1)
  return /[.!?…)\p{Extended_Pictographic}]$/u.test(capital) ? capital : `${capital}.`
}
