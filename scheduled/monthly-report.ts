import { dayIn } from '../src/domain/day.ts';
import { isReachable, todayOf } from '../src/domain/person.ts';
import { endOfWork, isWorkingTime } from '../src/domain/reminder.ts';
import type { Job } from '../src/job.ts';
import { reportInput } from '../src/reporting.ts';
import type { ReportInput } from '../src/views/report.ts';
import { report } from '../src/views/report.ts';

/** To the executives whom an administrator named, on their first working day of a month: how the promises are kept. */
export const monthlyReport: Job = {
  name: 'monthly-report',
  cron: '*/15 * * * *',
  async *run({ now, store, wordsFor, timeZone, isHoliday, people }) {
    const today = dayIn(now, timeZone);
    const since = today.with({ day: 1 }).toZonedDateTime(timeZone).toInstant();
    let input: ReportInput | null = null;
    const readers = (await store.reports.readers()).filter(
      (reader) => reader.since.epochMilliseconds < since.epochMilliseconds,
    );
    const told = await store.notices.owedSince(
      'report',
      readers.map(({ id }) => id),
      since,
    );
    for (const { id } of readers) {
      if (told.has(id)) continue;
      const person = await people.find(id);
      if (!person || !isReachable(person) || !isWorkingTime(now, person, isHoliday)) continue;
      input ??= await reportInput(store, today, { of: 'the month before' });
      yield {
        key: `report:${id}:${todayOf(person, now)}`,
        kind: 'report',
        to: id,
        expiresAt: endOfWork(now, person),
        message: report(wordsFor(person.language), input),
      };
    }
  },
};
