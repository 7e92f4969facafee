import { dayIn, isBefore } from '../src/domain/day.ts';
import type { Job } from '../src/job.ts';

/** Renames and merges organizations on their day: their systems follow a few at a time. */
export const reorganize: Job = {
  name: 'reorganize',
  cron: '* * * * *',
  afterWrites: true,
  async run({ now, store, policy, timeZone }) {
    const today = dayIn(now, timeZone);
    for (const change of await store.organizations.pending()) {
      if (isBefore(today, change.effectiveOn)) continue;
      const write = { by: change.by, at: now, today, policy };
      while (await store.organizations.carryOut(change, write));
    }
  },
};
