import { isOpen } from '../src/domain/assessment.ts';
import { todayOf } from '../src/domain/person.ts';
import type { Job } from '../src/job.ts';
import type { ListedNow } from '../src/store/notices.ts';
import { reminder } from '../src/views/reminder.ts';

/** Writes the reminders anew, in place, whose reviews were recorded, put off or handed over since. */
export const amendReminders: Job = {
  name: 'amend-reminders',
  cron: '* * * * *',
  afterWrites: true,
  async *run({ now, store, wordsFor }) {
    for (const { id, stale, to, items } of await store.notices.stale()) {
      const reminded = items.map((item) => ({ ...item, role: roleOf(item, to.id) }));
      yield {
        notice: id,
        stale,
        message: reminder(wordsFor(to.language), reminded, todayOf(to, now)),
        pointless: reminded.every(({ assessment, role }) => role === 'none' || !isOpen(assessment)),
      };
    }
  },
};

function roleOf({ ownerId, backupId }: ListedNow, person: string): 'owner' | 'backup' | 'none' {
  if (person === ownerId) return 'owner';
  return person === backupId ? 'backup' : 'none';
}
