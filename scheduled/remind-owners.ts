import { addDays, dayIn } from '../src/domain/day.ts';
import { type Person, todayOf } from '../src/domain/person.ts';
import {
  endOfWork,
  isDaytime,
  isWorkingTime,
  REMIND_WITHIN_DAYS,
  reminderFor,
  stageReached,
} from '../src/domain/reminder.ts';
import { type Escalation, escalation, lateLists, listedOf, weekOf } from '../src/escalating.ts';
import type { Job, JobContext } from '../src/job.ts';
import type { Notice } from '../src/notice.ts';
import type { ListedNow } from '../src/store/amendments.ts';
import type { OpenWork } from '../src/store/reminders.ts';
import { SOUGHT_SHOWN } from '../src/views/escalated.ts';
import { reminder } from '../src/views/reminder.ts';

/**
 * Tells people at work of the reviews that have reached a stage, and once a week of what they answer for besides: one
 * message a person a day, all in it, worst first.
 */
export const remindOwners: Job = {
  name: 'remind-owners',
  cron: '*/15 * * * *',
  async *run(context) {
    const { now, store, timeZone, isHoliday } = context;
    const zones = (await store.reminders.timeZones()).filter((zone) => isDaytime(now, zone));
    // A day more than the organization's calendar shows, for people who live ahead of it.
    const dueBy = addDays(dayIn(now, timeZone), REMIND_WITHIN_DAYS + 1);
    const keyOf = (person: Person) => `remind:${person.id}:${todayOf(person, now)}`;
    const isAtWork = (person: Person) => isWorkingTime(now, person, isHoliday);
    const escalated = await escalation(context);
    const work = store.reminders.withOpenWork(now, zones, dueBy, isAtWork, keyOf, escalated.everybody);
    for await (const of of work) {
      const owed = await noticeFor(context, of, escalated);
      if (owed) yield { ...owed, key: keyOf(of.person) };
    }
  },
};

async function noticeFor(
  { now, store, wordsFor, isHoliday }: JobContext,
  { person, items }: OpenWork,
  escalated: Escalation,
): Promise<Omit<Notice, 'key'> | null> {
  const today = todayOf(person, now);
  const { listed, news } = reminderFor(items, today, person, isHoliday);
  const reviews = new Map(items.map(({ review }) => [review.assessment.id, review]));
  const mine = listed.map(({ item: { assessment, role } }) => listedOf(reviews.get(assessment.id)!, role));
  const stages = new Map(listed.map(({ item, stage }) => [item.assessment.id, stage]));
  const week = weekOf(person, now);
  const isAsked = escalated.isAsked(person);
  const lists = isAsked ? await lateLists(store, escalated, person, today) : [];
  const late = lists.flatMap(({ role, items }) => items.map((review) => listedOf(review, role)));
  const ownerless = isAsked ? (escalated.sought.get(person.id) ?? []) : [];
  const sought = (await store.reminders.notSoughtFirst(person.id, ownerless)).slice(0, SOUGHT_SHOWN);
  const isWeekly = late.length + sought.length > 0;
  if (!news && !isWeekly) return null;
  // Each review once: as whose it is first, then as the one who leads.
  const all = new Map<number, ListedNow>();
  for (const item of [...mine, ...late]) if (!all.has(item.assessment.id)) all.set(item.assessment.id, item);
  const content = { items: [...all.values()], totals: lists, sought, ownerless: ownerless.length };
  return {
    kind: 'reminder',
    to: person.id,
    expiresAt: endOfWork(now, person),
    message: reminder(wordsFor(person.language), content, person, now, isHoliday),
    reminders: content.items.map(({ assessment: { id, dueOn }, toldAs }) => ({
      assessment: id,
      dueOn,
      stage: stages.get(id) ?? stageReached(dueOn, today) ?? 'due',
      toldOn: today,
      role: toldAs,
    })),
    sought: sought.map(({ system }) => system),
    ...(isWeekly && { week }),
  };
}
