import { Temporal } from 'temporal-polyfill';

/** A calendar day in the organization's time zone; never an instant. */
export type Day = Temporal.PlainDate;
/** A point on the time line. */
export type Instant = Temporal.Instant;

/** Parses `2026-11-23`; throws a RangeError on anything that is not a calendar day. */
export const day = (text: string): Day => Temporal.PlainDate.from(text, { overflow: 'reject' });

/** Whether text is a calendar day as ISO writes it: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  try {
    return day(text).toString() === text;
  } catch {
    return false;
  }
}

export const instant = (text: string): Instant => Temporal.Instant.from(text);

/** What clocks showed last, by time zone: thousands of people are looked at in one instant, in a few zones. */
const shown = new Map<string, { at: bigint; local: Temporal.PlainDateTime }>();

/** What a clock on the wall of `timeZone` shows at `now`. */
export function localTime(now: Instant, timeZone: string): Temporal.PlainDateTime {
  const at = now.epochNanoseconds;
  const known = shown.get(timeZone);
  if (known?.at === at) return known.local;
  const local = now.toZonedDateTimeISO(timeZone).toPlainDateTime();
  shown.set(timeZone, { at, local });
  return local;
}

/** The calendar day that a clock on the wall of `timeZone` shows at `now`. */
export const dayIn = (now: Instant, timeZone: string): Day => localTime(now, timeZone).toPlainDate();

/** "In 6 months" from 31 August is the last day of February. */
export const addMonths = (from: Day, months: number): Day => from.add({ months });

export const addDays = (from: Day, days: number): Day => from.add({ days });

/** How many days from `from` to `to`: negative when `to` is past. */
export const daysBetween = (from: Day, to: Day): number => from.until(to, { largestUnit: 'day' }).days;

export const isBefore = (a: Day, b: Day): boolean => Temporal.PlainDate.compare(a, b) < 0;

export const earlier = (a: Day, b: Day): Day => (isBefore(b, a) ? b : a);

export const later = (a: Day, b: Day): Day => (isBefore(a, b) ? b : a);

/** The next Monday after `from`. */
export const nextMonday = (from: Day): Day => addDays(from, 8 - from.dayOfWeek);

/** `2026-W48`: the ISO week in which the day lies. */
export const isoWeek = (of: Day): string => `${of.yearOfWeek}-W${String(of.weekOfYear).padStart(2, '0')}`;
