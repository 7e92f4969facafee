import { dayIn } from '../src/domain/day.ts';
import type { Job } from '../src/job.ts';

/** How each organization stands today, kept for the trend. */
export const takeStanding: Job = {
  name: 'take-standing',
  cron: '50 23 * * *',
  async run({ now, store, timeZone }) {
    await store.standings.keep(dayIn(now, timeZone));
  },
};
