import type { Job } from '../src/job.ts';

/** What is only remembered for a while is forgotten once a day, and not by each who writes. */
export const forget: Job = {
  name: 'forget',
  cron: '10 3 * * *',
  async run({ now, store }) {
    await store.forget(now);
  },
};
