import * as english from 'chrono-node/en';
import * as french from 'chrono-node/fr';
import type { Context } from './command.ts';
import { addDays, type Day, day, type Instant, isBefore, isDay, nextMonday } from './domain/day.ts';
import { fold } from './domain/text.ts';

// Days as people type them, in either language.

const BEFORE_A_DAY = /^(?:on|until|by|le|au|jusqu['’]au) /;
/** 12/01 can be read as two days, and "mar" may be an organization: neither is guessed. */
const IN_TWO_WAYS = /^(?:\d+[/.-].*|\p{L}{1,3})$/u;

/** A day as one writes it: "December 1", "next friday", "1er décembre", "vendredi prochain"; null for anything else. */
export function writtenDay(typed: string, today: Day, towards: 'ahead' | 'back'): Day | null {
  const text = fold(typed).replace(BEFORE_A_DAY, '');
  if (isDay(text)) return day(text);
  if (IN_TWO_WAYS.test(text)) return null;
  const noon = today.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });
  const reference = { instant: new Date(noon.epochMilliseconds), timezone: 0 };
  for (const { casual } of [english, french]) {
    const [found] = casual.parse(text, reference, { forwardDate: towards === 'ahead' });
    if (found?.text.length !== text.length || found.end) continue;
    const { start } = found;
    if (!start.isCertain('day') && !start.isCertain('weekday')) continue;
    const [year, month, date] = [start.get('year'), start.get('month'), start.get('day')];
    if (year === null || month === null || date === null) continue;
    const written = today.with({ year, month, day: date });
    if (towards === 'ahead' || start.isCertain('year') || !isBefore(today, written)) return written;
    return start.isCertain('weekday') ? addDays(written, -7) : written.subtract({ years: 1 });
  }
  return null;
}

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
  const days = daysIn(text);
  if (days !== null) return addDays(today, days);
  return Object.hasOwn(AHEAD, text) ? (AHEAD[text]?.(today) ?? null) : writtenDay(typed, today, 'ahead');
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
  const days = daysIn(text) ?? (Object.hasOwn(BACK, text) ? BACK[text] : undefined);
  return days === undefined || days === null ? writtenDay(text, today, 'back') : addDays(today, -days);
}

/** Midnight of a day on the organization's clock. */
export const startOf = (of: Day, { timeZone }: Pick<Context, 'timeZone'>): Instant =>
  of.toZonedDateTime(timeZone).toInstant();
