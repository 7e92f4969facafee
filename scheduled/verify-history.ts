import type { Job } from '../src/job.ts';

/** Looks each night through the hashes of the whole history, so that `stats` can tell of a large one too. */
export const verifyHistory: Job = {
  name: 'verify-history',
  cron: '30 3 * * *',
  async run({ now, store }) {
    await store.history.verify(now);
  },
};
