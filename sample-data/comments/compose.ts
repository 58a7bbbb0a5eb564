import { planted } from '../model/parameters.ts'
import type { Language } from '../model/people.ts'
import type { Random } from '../model/random.ts'
import { bernoulli, pick, pickWeighted } from '../model/samplers.ts'
import { en } from './en.ts'
import { asSentence, fillTemplate } from './grammar.ts'
import type { Grammar, Mood, Speaker } from './grammar.ts'
import { pl } from './pl.ts'
import { ru } from './ru.ts'
import { topics, topicsFor } from './topics.ts'
import type { Occasion, TopicId } from './topics.ts'
import { uk } from './uk.ts'

export const grammars: Readonly<Record<Language, Grammar>> = { uk, pl, ru, en }

export interface CommentRequest {
  language: Language
  mood: Mood | 'mixed'
  speaker: Speaker
  occasion: Occasion
  /** April to June 2025; see `planted`. */
  damagedSeason: boolean
}

export function composeComment(random: Random, request: CommentRequest): string {
  const grammar = grammars[request.language]
  const fill = (template: string): string => fillTemplate(random, grammar, request.speaker, template)
  if (bernoulli(random, 0.16)) return finish(random, [fill(pick(random, grammar.brief[request.mood]))])
  return finish(random, request.mood === 'mixed' ? mixed(random, grammar, request, fill) : single(random, grammar, request.mood, request, fill))
}

type Fill = (template: string) => string

function single(random: Random, grammar: Grammar, mood: Mood, request: CommentRequest, fill: Fill): string[] {
  const parts: string[] = []
  if (bernoulli(random, 0.28)) {
    const regular = request.occasion.regular && bernoulli(random, 0.5)
    parts.push(fill(pick(random, (regular ? grammar.regularOpeners : grammar.openers)[mood])))
  }
  const first = drawTopic(random, request, mood, [])
  parts.push(fill(pick(random, grammar.topics[first].says)))
  if (bernoulli(random, 0.42)) parts.push(fill(pick(random, grammar.topics[first].adds)))
  if (bernoulli(random, 0.25)) parts.push(fill(pick(random, grammar.topics[drawTopic(random, request, mood, [first])].says)))
  if (bernoulli(random, 0.3)) parts.push(fill(pick(random, grammar.closers[mood])))
  return parts
}

function mixed(random: Random, grammar: Grammar, request: CommentRequest, fill: Fill): string[] {
  const good = drawTopic(random, request, 'praise', [])
  const bad = drawTopic(random, request, 'complaint', [good])
  const but = pick(random, grammar.but)
  const parts = [`${fill(pick(random, grammar.topics[good].says))}, ${but} ${fill(pick(random, grammar.topics[bad].says))}`]
  if (bernoulli(random, 0.3)) parts.push(fill(pick(random, grammar.topics[bad].adds)))
  if (bernoulli(random, 0.25)) parts.push(fill(pick(random, grammar.closers.mixed)))
  return parts
}

function drawTopic(random: Random, request: CommentRequest, mood: Mood, used: readonly TopicId[]): TopicId {
  const able = topicsFor(request.occasion, mood).filter((id) => !used.some((other) => id === other || contradict(id, other)))
  const times = (id: TopicId): number => (id === 'packagingDamaged' && request.damagedSeason ? planted.damagedPackagingTimes : 1)
  return pickWeighted(random, able, (id) => topics[id].weight * times(id))
}

function contradict(one: TopicId, other: TopicId): boolean {
  return topics[one].subject === topics[other].subject && topics[one].mood !== topics[other].mood
}

/** Sentences, and the way people end them: some leave the last full stop out. */
function finish(random: Random, parts: readonly string[]): string {
  const text = parts.map(asSentence).join(' ')
  return text.endsWith('.') && bernoulli(random, 0.22) ? text.slice(0, -1) : text
}
