import { addDays, dayIn } from '../src/domain/day.ts';
import { type Person, todayOf } from '../src/domain/person.ts';
import {
  endOfWork,
  isDaytime,
  isWorkingTime,
  REMIND_WITHIN_DAYS,
  reminderFor,
} from '../src/domain/reminder.ts';
import type { Job } from '../src/job.ts';
import { reminder } from '../src/views/reminder.ts';

/** Tells people at work of the reviews that have reached a stage: one message a person a day, all in it, worst first. */
export const remindOwners: Job = {
  name: 'remind-owners',
  cron: '*/15 * * * *',
  async *run({ now, store, wordsFor, timeZone }) {
    const zones = (await store.reminders.timeZones()).filter((zone) => isDaytime(now, zone));
    // A day more than the organization's calendar shows, for people who live ahead of it.
    const dueBy = addDays(dayIn(now, timeZone), REMIND_WITHIN_DAYS + 1);
    const keyOf = (person: Person) => `remind:${person.id}:${todayOf(person, now)}`;
    const isAtWork = (person: Person) => isWorkingTime(now, person);
    for await (const { person, items } of store.reminders.withOpenWork(zones, dueBy, isAtWork, keyOf)) {
      const today = todayOf(person, now);
      const listed = reminderFor(items, today, person);
      if (!listed) continue;
      const names = new Map(items.map((item) => [item.assessment.id, item.systemName]));
      const reminded = listed.map(({ item: { assessment, role } }) => ({
        assessment,
        role,
        systemName: names.get(assessment.id) ?? '',
        decidedBy: null,
      }));
      yield {
        key: keyOf(person),
        kind: 'reminder',
        to: person.id,
        expiresAt: endOfWork(now, person),
        message: reminder(wordsFor(person.language), reminded, today),
        reminders: listed.map(({ item: { assessment }, stage }) => ({
          assessment: assessment.id,
          dueOn: assessment.dueOn,
          stage,
          toldOn: today,
        })),
      };
    }
  },
};
