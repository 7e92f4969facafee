import { gather, stated } from '../src/digesting.ts';
import type { Instant } from '../src/domain/day.ts';
import { nextWindow } from '../src/domain/digest.ts';
import { isReachable, todayOf } from '../src/domain/person.ts';
import { endOfWork, isWorkingTime } from '../src/domain/reminder.ts';
import { leadersOf } from '../src/escalating.ts';
import type { Job } from '../src/job.ts';
import { digest } from '../src/views/digest.ts';

const A_WEEK_HOURS = 7 * 24;

/** To each lead, once the weekly digest is due and in their working hours, what changed in their own organizations. */
export const leadDigest: Job = {
  name: 'lead-digest',
  cron: '*/15 * * * *',
  async *run({ now, store, wordsFor, timeZone, isHoliday, digestSince, people }) {
    const since = digestSince(now);
    const leaders = leadersOf(await store.people.allLeads());
    const told = await store.notices.owedSince('digest', [...leaders.keys()], since);
    for (const [id, organizations] of leaders) {
      if (told.has(id)) continue;
      const person = await people.find(id);
      if (!person || !isReachable(person) || !isWorkingTime(now, person, isHoliday)) continue;
      const last = await store.notices.lastDigest(id);
      const window = nextWindow(
        last?.window ?? null,
        later(await store.began(), since.subtract({ hours: A_WEEK_HOURS })),
        now,
      );
      const input = await gather({ store, window, timeZone, organizations, last, isPublic: false });
      yield {
        key: `digest:${id}:${todayOf(person, now)}`,
        kind: 'digest',
        to: id,
        expiresAt: endOfWork(now, person),
        window,
        stated: stated(input, organizations),
        ...digest(wordsFor(person.language), input, { changes: 'here if they fit' }),
      };
    }
  },
};

const later = (a: Instant, b: Instant): Instant => (a.epochMilliseconds > b.epochMilliseconds ? a : b);
