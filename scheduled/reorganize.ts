import { dayIn, isBefore } from '../src/domain/day.ts';
import type { Job } from '../src/job.ts';

/** Renames and merges organizations on their day: their systems follow a few at a time. */
export const reorganize: Job = {
  name: 'reorganize',
  cron: 'always',
  async run({ now, time, stopping, store, policy, timeZone }) {
    const today = dayIn(now, timeZone);
    const failed: unknown[] = [];
    const pending = await store.organizations.pending();
    if (pending.length === 0) return;
    const rules = await policy();
    for (const change of pending) {
      if (isBefore(today, change.effectiveOn)) continue;
      try {
        while (
          !stopping() &&
          (await store.organizations.carryOut(change, { by: change.by, at: time(), today, policy: rules }))
        );
      } catch (error) {
        // One that can't be done does not keep the others from their day.
        failed.push(error);
      }
    }
    if (failed.length > 0) throw failed[0];
  },
};
