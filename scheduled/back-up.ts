import type { Job } from '../src/job.ts';

/** Backs the registry up each night, where a folder for that is set. */
export const backUp: Job = {
  name: 'back-up',
  cron: '40 2 * * *',
  async run({ now, backUp: make }) {
    await make?.(now);
  },
};
