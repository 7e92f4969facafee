import { todayOf } from '../src/domain/person.ts';
import { escalation, lateLists } from '../src/escalating.ts';
import type { Job } from '../src/job.ts';
import { undoEnds } from '../src/views/reminded.ts';
import { isWaiting, reminder } from '../src/views/reminder.ts';

/**
 * Writes the reminders anew, in place, whose reviews were recorded, put off or handed over since, and takes those away of
 * which a newer one says everything.
 */
export const amendReminders: Job = {
  name: 'amend-reminders',
  cron: 'always',
  async *run(context) {
    const { now, store, wordsFor, isHoliday } = context;
    const stale = await store.amendments.stale(now);
    const escalated = stale.length > 0 ? await escalation(context) : null;
    for (const { id, stale: seen, to, items, sought, hasLists, isRest } of stale) {
      const isEmpty = items.length + sought.length === 0;
      const totals = escalated && hasLists ? await lateLists(store, escalated, to, todayOf(to, now)) : [];
      const ownerless = escalated?.sought.get(to.id)?.length ?? 0;
      yield {
        notice: id,
        stale: seen,
        message: isEmpty
          ? null
          : reminder(wordsFor(to.language), { items, totals, sought, ownerless, isRest }, to, now, isHoliday),
        pointless: !isWaiting({ items, sought }, to),
        lookAt: undoEnds(items, to, now),
      };
    }
  },
};
