import type { Temporal } from 'temporal-polyfill';
import type { Assessment } from './assessment.ts';
import { addDays, type Day, daysBetween, earlier, isBefore, nextMonday } from './day.ts';
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

/** The latest stage reached on `today`, whether or not somebody was there to say so on its day; null before the first. */
export function stageReached(dueOn: Day, today: Day): Stage | null {
  const left = daysBetween(today, dueOn);
  if (left > REMIND_WITHIN_DAYS) return null;
  if (left > 7) return '30';
  if (left > 1) return '7';
  if (left > 0) return '1';
  if (left > -7) return 'due';
  return `late-${Math.floor(-left / 7) * 7}`;
}

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

const concerns = (item: Item, today: Day): boolean =>
  item.role === 'owner' || !isBefore(today, item.assessment.dueOn);

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

/** The reminder that a person is owed today, or null when nothing has been reached that they were not told. */
export function reminderFor(
  items: readonly Item[],
  today: Day,
  { earlyStages }: Pick<Settings, 'earlyStages'> = PRESET,
): Listed[] | null {
  const listed: Listed[] = [];
  let news = false;
  for (const item of items) {
    const stage = stageReached(item.assessment.dueOn, today);
    if (stage === null || (!earlyStages && EARLY.includes(stage))) continue;
    if (!concerns(item, today) || isSnoozed(item, today)) continue;
    listed.push({ item, stage });
    news ||= isNews(item, stage, today);
  }
  return news ? listed.sort((a, b) => worstFirst(a.item.assessment, b.item.assessment)) : null;
}

/** The one that is due first comes first; the number settles ties, so that lists keep their order. */
export const worstFirst = (
  a: Pick<Assessment, 'dueOn' | 'id'>,
  b: Pick<Assessment, 'dueOn' | 'id'>,
): number => daysBetween(b.dueOn, a.dueOn) || a.id - b.id;

type Hours = Pick<Person, 'timeZone' | 'hour' | 'weekdays'>;

const endHour = (hour: number): number => Math.max(DAY_ENDS, hour + AT_LEAST_HOURS);

/** Whether anybody in this time zone may be told things at `now`. */
export function isDaytime(now: Temporal.Instant, timeZone: string): boolean {
  const { hour } = now.toZonedDateTimeISO(timeZone);
  return hour >= HOURS.first && hour < endHour(HOURS.last);
}

/** Whether the person wants to be told things at `now`, by the clock on their own wall. */
export function isWorkingTime(now: Temporal.Instant, { timeZone, hour: from, weekdays }: Hours): boolean {
  const { hour, dayOfWeek } = now.toZonedDateTimeISO(timeZone);
  return weekdays.includes(dayOfWeek) && hour >= from && hour < endHour(from);
}

/** The end of the person's working hours on the day of `now`: what was not said by then is not said that day. */
export const endOfWork = (now: Temporal.Instant, { timeZone, hour }: Hours): Temporal.Instant =>
  now
    .toZonedDateTimeISO(timeZone)
    .startOfDay()
    .with({ hour: endHour(hour) })
    .toInstant();

/** The last day until which a reminder may be put off; null when it can't be any more. */
export function snoozeLimit(dueOn: Day, today: Day): Day | null {
  const limit = earlier(addDays(today, SNOOZE_DAYS), addDays(dueOn, SNOOZE_UNTIL_LATE));
  return isBefore(today, limit) ? limit : null;
}

/** The days that a person is offered, within the limit. */
export function snoozeChoices(
  dueOn: Day,
  today: Day,
): { tomorrow: Day | null; monday: Day | null; limit: Day | null } {
  const limit = snoozeLimit(dueOn, today);
  const within = (wanted: Day): Day | null => (limit && !isBefore(limit, wanted) ? wanted : null);
  return { tomorrow: within(addDays(today, 1)), monday: within(nextMonday(today)), limit };
}
