import type { Job } from '../src/job.ts';

/** Backs the registry up each night, where a folder for that is set. */
export const backUp: Job = {
  name: 'back-up',
  cron: '40 2 * * *',
  // One failure a night is told: trying again each minute would not make room on a disk.
  againAfter: { hours: 12 },
  async run({ now, backUp: make }) {
    await make?.(now);
  },
};
