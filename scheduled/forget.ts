import type { Job } from '../src/job.ts';

/** What is only remembered for a while is forgotten once a day, before the backup. */
export const forget: Job = {
  name: 'forget',
  cron: '10 1 * * *',
  async run({ now, store }) {
    await store.forget(now);
  },
};
