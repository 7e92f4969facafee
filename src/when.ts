import type { Context } from './command.ts';
import { addDays, type Day, day, type Instant, isDay, nextMonday } from './domain/day.ts';
import { fold } from './domain/text.ts';

// Days as people type them, in either language.

const COUNT =
  /^(?:in |dans |last |les |derniers |since |depuis )*(\d{1,3}) ?(d|days?|j|jours?|w|weeks?|semaines?|sem|months?|mois|m)(?: ago)?$/;

/** How many days "2 weeks" are; months have thirty, near enough for a look back or ahead. */
function daysIn(text: string): number | null {
  const [, count = '', unit = ''] = COUNT.exec(text) ?? [];
  if (count === '') return null;
  if (/^(w|week|sem)/.test(unit)) return Number(count) * 7;
  if (/^(m|mo)/.test(unit)) return Number(count) * 30;
  return Number(count);
}

const AHEAD: Record<string, (today: Day) => Day> = {
  today: (d) => d,
  "aujourd'hui": (d) => d,
  'aujourd’hui': (d) => d,
  tomorrow: (d) => addDays(d, 1),
  demain: (d) => addDays(d, 1),
  week: (d) => addDays(nextMonday(d), -1),
  'this week': (d) => addDays(nextMonday(d), -1),
  semaine: (d) => addDays(nextMonday(d), -1),
  'cette semaine': (d) => addDays(nextMonday(d), -1),
  'next week': (d) => addDays(nextMonday(d), 6),
  'semaine prochaine': (d) => addDays(nextMonday(d), 6),
  'la semaine prochaine': (d) => addDays(nextMonday(d), 6),
  'next month': (d) => addDays(d, 60),
  'mois prochain': (d) => addDays(d, 60),
  month: (d) => addDays(d, 30),
  'this month': (d) => addDays(d, 30),
  mois: (d) => addDays(d, 30),
  'ce mois': (d) => addDays(d, 30),
};

/** The last day of "this week", "30 days" or 2027-01-05; null for anything else. */
export function dayAhead(typed: string, today: Day): Day | null {
  const text = fold(typed);
  if (isDay(text)) return day(text);
  const days = daysIn(text);
  if (days !== null) return addDays(today, days);
  return Object.hasOwn(AHEAD, text) ? (AHEAD[text]?.(today) ?? null) : null;
}

export const AHEAD_WORDS = Object.keys(AHEAD);

const BACK: Record<string, number> = {
  today: 0,
  "aujourd'hui": 0,
  'aujourd’hui': 0,
  yesterday: 1,
  hier: 1,
  week: 7,
  semaine: 7,
  month: 30,
  mois: 30,
  year: 365,
  annee: 365,
  an: 365,
};

/** The first day of "yesterday", "2 weeks" or 2026-01-05, as people look back; null for anything else. */
export function dayBack(typed: string, today: Day): Day | null {
  const text = fold(typed)
    .replace(/^(since|depuis|last|this|cette|ce|la|le|l’|l') ?/, '')
    .replace(/ (derniere?|passee?)$/, '');
  if (isDay(text)) return day(text);
  const days = daysIn(text) ?? (Object.hasOwn(BACK, text) ? BACK[text] : undefined);
  return days === undefined || days === null ? null : addDays(today, -days);
}

/** Midnight of a day on the organization's clock. */
export const startOf = (of: Day, { timeZone }: Pick<Context, 'timeZone'>): Instant =>
  of.toZonedDateTime(timeZone).toInstant();
