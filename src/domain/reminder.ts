import type { Temporal } from 'temporal-polyfill';
import type { Assessment } from './assessment.ts';
import { addDays, atHour, type Day, dayIn, daysBetween, isBefore, localTime, nextMonday } from './day.ts';
import { type Person, PRESET, type Settings } from './person.ts';

/** `30`, `7`, `1`, `due`, `late-7`, `late-14` … */
export type Stage = '30' | '7' | '1' | 'due' | `late-${number}`;

export const REMIND_WITHIN_DAYS = 30;
/** Nobody may choose to be told things at night. */
export const HOURS = { first: 6, last: 20 } as const;
/** The end of everybody's working day; later for those who begin to be told things late. */
const DAY_ENDS = 17;
const AT_LEAST_HOURS = 2;
const SNOOZE_DAYS = 14;
/** A review this late may not be snoozed any more. */
const SNOOZE_UNTIL_LATE = 30;

/** Whether a day is a public holiday where the organization is. */
export type IsHoliday = (on: Day) => boolean;

export const NO_HOLIDAYS: IsHoliday = () => false;

/** Whether the person is told things on that day at all. */
export const isWorkingDay = (
  on: Day,
  { weekdays, holidays }: Pick<Settings, 'weekdays' | 'holidays'>,
  isHoliday: IsHoliday,
): boolean => weekdays.includes(on.dayOfWeek) && (holidays || !isHoliday(on));

/** Nobody is away from work for longer by a calendar. */
const MOST_DAYS_OFF = 14;

/** The first day from `on` on, forwards or backwards, on which the person is told things. */
function workingDay(on: Day, step: 1 | -1, isWorking: (on: Day) => boolean): Day {
  for (let days = 0; days <= MOST_DAYS_OFF; days++) {
    const found = addDays(on, step * days);
    if (isWorking(found)) return found;
  }
  return on;
}

/** The day on which a due day is told: itself, or the working day before it. */
const toldDue = (dueOn: Day, isWorking: (on: Day) => boolean): Day => workingDay(dueOn, -1, isWorking);

/**
 * The latest stage reached on `today`, whether or not somebody was there to say so on its day; null before the first.
 * `dueToldOn` is the due day, or the working day before it where that is a day off.
 */
export function stageReached(dueOn: Day, today: Day, dueToldOn: Day = dueOn): Stage | null {
  const left = daysBetween(today, dueOn);
  if (left > REMIND_WITHIN_DAYS) return null;
  if (left > 0 && !isBefore(today, dueToldOn)) return 'due';
  if (left > 7) return '30';
  if (left > 1) return '7';
  if (left > 0) return '1';
  if (left > -7) return 'due';
  return `late-${Math.floor(-left / 7) * 7}`;
}

/** As whom somebody is told of a review. */
export type ToldAs = 'owner' | 'backup' | 'lead' | 'administrator';

/** What somebody was told of an assessment before. */
export interface Told {
  stage: string;
  dueOn: Day;
  toldOn: Day;
}

/** One open assessment, as the person who might be reminded of it sees it. */
export interface Item {
  assessment: Assessment;
  role: 'owner' | 'backup';
  told: readonly Told[];
}

const isEarly = (stage: Stage): boolean => EARLY.includes(stage);

const isSnoozed = ({ assessment }: Item, today: Day): boolean =>
  assessment.snoozedUntil !== null && isBefore(today, assessment.snoozedUntil);

/** A stage that was not told for this due day, or a snooze that ended since the person was last told. */
function isNews({ assessment, told }: Item, stage: Stage, today: Day): boolean {
  const forThisDueDay = told.filter((t) => t.dueOn.equals(assessment.dueOn));
  if (!forThisDueDay.some((t) => t.stage === stage)) return true;
  const woke = assessment.snoozedUntil;
  return woke !== null && !isBefore(today, woke) && forThisDueDay.every((t) => isBefore(t.toldOn, woke));
}

/** What one reminder lists: every open assessment that has reached a stage, worst first. */
export interface Listed {
  item: Item;
  stage: Stage;
}

const EARLY: readonly Stage[] = ['30', '7', '1'];

/** All that a reminder would list today, worst first, and whether any of it was not told yet. */
export function reminderFor(
  items: readonly Item[],
  today: Day,
  settings: Pick<Settings, 'earlyStages' | 'weekdays' | 'holidays'> = PRESET,
  isHoliday: IsHoliday = NO_HOLIDAYS,
): { listed: Listed[]; news: boolean } {
  const isWorking = (on: Day) => isWorkingDay(on, settings, isHoliday);
  const listed: Listed[] = [];
  let news = false;
  for (const item of items) {
    const { dueOn } = item.assessment;
    const stage = stageReached(dueOn, today, toldDue(dueOn, isWorking));
    // The backup hears of it from the due day on.
    if (stage === null || (isEarly(stage) && (item.role === 'backup' || !settings.earlyStages))) continue;
    if (isSnoozed(item, today)) continue;
    listed.push({ item, stage });
    news ||= isNews(item, stage, today);
  }
  listed.sort((a, b) => worstFirst(a.item.assessment, b.item.assessment));
  return { listed, news };
}

/** From how many days overdue on a review is on the weekly list of the organization's leads, and of administrators. */
export const ESCALATED_AFTER_DAYS = { lead: 14, administrator: 30 } as const;

/** Open reviews that were due before this day are on the weekly list. */
export const escalatedBefore = (today: Day, role: keyof typeof ESCALATED_AFTER_DAYS): Day =>
  addDays(today, 1 - ESCALATED_AFTER_DAYS[role]);

/** How long the backup, and then the leads, are asked for a new owner before the next are. */
const ASKED_DAYS = 7;

/** Who is asked, by now, to find an owner for a system whose own can't be reached since `awaySince`; days of the organization's calendar. */
export function askedForOwner(
  awaySince: Day,
  today: Day,
  { backup, leads }: { backup: boolean; leads: boolean },
): ('backup' | 'lead' | 'administrator')[] {
  const weeks = Math.floor(daysBetween(awaySince, today) / ASKED_DAYS);
  const there = [...(backup ? ['backup' as const] : []), ...(leads ? ['lead' as const] : [])];
  const asked = [...there, 'administrator' as const];
  return asked.slice(0, weeks + 1);
}

/** The one that is due first comes first; the number settles ties, so that lists keep their order. */
export const worstFirst = (
  a: Pick<Assessment, 'dueOn' | 'id'>,
  b: Pick<Assessment, 'dueOn' | 'id'>,
): number => daysBetween(b.dueOn, a.dueOn) || a.id - b.id;

type Hours = Pick<Person, 'timeZone' | 'hour' | 'weekdays' | 'holidays'>;

const endHour = (hour: number): number => Math.max(DAY_ENDS, hour + AT_LEAST_HOURS);

/** Whether anybody in this time zone may be told things at `now`. */
export function isDaytime(now: Temporal.Instant, timeZone: string): boolean {
  const { hour } = localTime(now, timeZone);
  return hour >= HOURS.first && hour < endHour(HOURS.last);
}

/** Whether the person wants to be told things at `now`, by the clock on their own wall. */
export function isWorkingTime(now: Temporal.Instant, person: Hours, isHoliday: IsHoliday): boolean {
  const local = localTime(now, person.timeZone);
  const isHour = local.hour >= person.hour && local.hour < endHour(person.hour);
  return isHour && isWorkingDay(local.toPlainDate(), person, isHoliday);
}

/** The end of the person's working hours on the day of `now`: what was not said by then is not said that day. */
export const endOfWork = (
  now: Temporal.Instant,
  { timeZone, hour }: Pick<Hours, 'timeZone' | 'hour'>,
): Temporal.Instant => atHour(dayIn(now, timeZone), endHour(hour), timeZone);

/** The last day until which a reminder may be put off; null when it can't be any more. */
export function snoozeLimit(dueOn: Day, today: Day): Day | null {
  const days = Math.min(SNOOZE_DAYS, daysBetween(today, dueOn) + SNOOZE_UNTIL_LATE);
  return days > 0 ? addDays(today, days) : null;
}

/** The working day on which a reminder that was put off until `until` comes back. */
export const comesBackOn = (
  until: Day,
  settings: Pick<Settings, 'weekdays' | 'holidays'>,
  isHoliday: IsHoliday,
): Day => workingDay(until, 1, (on) => isWorkingDay(on, settings, isHoliday));

/** A day until which a reminder may be put off, and the working day on which it comes back. */
export interface SnoozeChoice {
  until: Day;
  heardOn: Day;
}

/** The days that a person is offered, within the limit; tomorrow only where it comes back sooner than on Monday. */
export function snoozeChoices(
  dueOn: Day,
  today: Day,
  settings: Pick<Settings, 'weekdays' | 'holidays'> = PRESET,
  isHoliday: IsHoliday = NO_HOLIDAYS,
): { tomorrow: SnoozeChoice | null; monday: SnoozeChoice | null; limit: Day | null } {
  const limit = snoozeLimit(dueOn, today);
  const choice = (until: Day): SnoozeChoice | null => {
    if (!limit || isBefore(limit, until)) return null;
    return { until, heardOn: comesBackOn(until, settings, isHoliday) };
  };
  const [tomorrow, monday] = [choice(addDays(today, 1)), choice(nextMonday(today))];
  const isSame = tomorrow && monday && !isBefore(tomorrow.heardOn, monday.heardOn);
  return { tomorrow: isSame ? null : tomorrow, monday, limit };
}
