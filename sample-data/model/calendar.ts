import type { Random } from './random.ts'
import { uniform } from './samplers.ts'

/** Moments are days, with a fraction, since midnight of 1 January 2024, in civil time. */
const startMs = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

export const monthCount = 24
/** 2025-12-31 24:00. */
export const endDay = (Date.UTC(2026, 0, 1) - startMs) / dayMs

export function monthStartDay(month: number): number {
  return (Date.UTC(2024, month, 1) - startMs) / dayMs
}

export function monthOf(moment: number): number {
  const date = new Date(startMs + Math.floor(moment) * dayMs)
  return (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth()
}

export function isDecember(moment: number): boolean {
  return monthOf(moment) % 12 === 11
}

/** YYYY-MM-DD */
export function formatDate(moment: number): string {
  return new Date(startMs + Math.floor(moment) * dayMs).toISOString().slice(0, 10)
}

/** YYYY-MM-DD HH:MM:SS */
export function formatMoment(moment: number): string {
  return new Date(startMs + Math.round(moment * 86_400) * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

/** Hour of an order as a fraction of the day: the mean of two uniforms, most of it between 10 and 20 o'clock. */
export function openingHour(random: Random): number {
  return (uniform(random, 7.5, 22.4) + uniform(random, 7.5, 22.4)) / 48
}
