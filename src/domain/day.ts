import { Temporal } from 'temporal-polyfill';

/** A calendar day in the organization's time zone; never an instant. */
export type Day = Temporal.PlainDate;
/** A point on the time line. */
export type Instant = Temporal.Instant;

const DAY_MS = 86_400_000;
/** By their number since 1970: thousands of people's days are counted in one minute. */
const counted = new Map<number, Day>();

/** The day so many days after 1 January 1970. */
function dayAt(days: number): Day {
  const known = counted.get(days);
  if (known) return known;
  const at = new Date(days * DAY_MS);
  const made = new Temporal.PlainDate(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
  if (counted.size >= REMEMBERED) counted.clear();
  counted.set(days, made);
  return made;
}

/** Days that were read lately: all records speak of the same few hundred. */
const read = new Map<string, Day>();
const REMEMBERED = 5000;

/** Parses `2026-11-23`; throws a RangeError on anything that is not a calendar day. */
export function day(text: string): Day {
  const known = read.get(text);
  if (known) return known;
  const parsed = Temporal.PlainDate.from(text, { overflow: 'reject' });
  if (read.size >= REMEMBERED) read.clear();
  read.set(text, parsed);
  return parsed;
}

/** Whether text is a calendar day as ISO writes it: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  try {
    return day(text).toString() === text;
  } catch {
    return false;
  }
}

export const instant = (text: string): Instant => Temporal.Instant.from(text);

/** A stretch of time in which a zone keeps one offset, in milliseconds. */
interface Offset {
  from: number;
  to: number;
  offset: number;
}

/** By zone: the clocks of a zone change twice a year, and are asked for a thousand times a minute. */
const offsets = new Map<string, Offset[]>();

function offsetAt(now: Instant, timeZone: string): number {
  const at = now.epochMilliseconds;
  const known = offsets.get(timeZone) ?? [];
  const found = known.find(({ from, to }) => at >= from && at < to);
  if (found) return found.offset;
  const zoned = now.toZonedDateTimeISO(timeZone);
  // The last change that is not after now: one that is now counts as past.
  const past = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const offset = {
    from: past?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
  offsets.set(timeZone, [...known, offset]);
  return offset.offset;
}

/** The wall clock of `timeZone` at `now`, read as if it were in UTC: milliseconds since 1970. */
const shownAt = (now: Instant, timeZone: string): number => now.epochMilliseconds + offsetAt(now, timeZone);

/** What a clock on the wall of `timeZone` shows at `now`. */
export function localTime(now: Instant, timeZone: string): Temporal.PlainDateTime {
  const at = new Date(shownAt(now, timeZone));
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const [hour, minute, second] = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  return new Temporal.PlainDateTime(year, month, date, hour, minute, second, at.getUTCMilliseconds());
}

/** The calendar day that a clock on the wall of `timeZone` shows at `now`. */
export const dayIn = (now: Instant, timeZone: string): Day =>
  dayAt(Math.floor(shownAt(now, timeZone) / DAY_MS));

/** By day, hour and zone: thousands of people have their hours in a few. */
const hours = new Map<string, Instant>();

/** When a clock on the wall of `timeZone` shows the full hour on that day. */
export function atHour(on: Day, hour: number, timeZone: string): Instant {
  const key = `${on} ${hour} ${timeZone}`;
  const known = hours.get(key);
  if (known) return known;
  const at = on.toZonedDateTime({ timeZone, plainTime: { hour } }).toInstant();
  if (hours.size >= REMEMBERED) hours.clear();
  hours.set(key, at);
  return at;
}

/** "In 6 months" from 31 August is the last day of February. */
export const addMonths = (from: Day, months: number): Day => from.add({ months });

/** Of each day, its number since 1970: lists of thousands are put in order by it. */
const numbers = new WeakMap<Day, number>();

/** By days of UTC, where each has as many milliseconds; not by Date.UTC, which takes the year 26 for 1926. */
function numberOf(of: Day): number {
  const known = numbers.get(of);
  if (known !== undefined) return known;
  const number = new Date(0).setUTCFullYear(of.year, of.month - 1, of.day) / DAY_MS;
  numbers.set(of, number);
  return number;
}

/** When the day begins in UTC, in milliseconds since 1970. */
export const utcMidnight = (of: Day): number => numberOf(of) * DAY_MS;

export const addDays = (from: Day, days: number): Day => dayAt(numberOf(from) + days);

/** How many days from `from` to `to`: negative when `to` is past. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

export const isBefore = (a: Day, b: Day): boolean => numberOf(a) < numberOf(b);

export const earlier = (a: Day, b: Day): Day => (isBefore(b, a) ? b : a);

export const later = (a: Day, b: Day): Day => (isBefore(a, b) ? b : a);

/** The next Monday after `from`. */
export const nextMonday = (from: Day): Day => addDays(from, 8 - from.dayOfWeek);

/** `2026-W48`: the ISO week in which the day lies. */
export const isoWeek = (of: Day): string => `${of.yearOfWeek}-W${String(of.weekOfYear).padStart(2, '0')}`;
