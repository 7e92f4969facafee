import type { Job } from '../src/job.ts';

/** Looks who of those we know left, became a guest or moved, in case Slack's word of it was missed. */
export const refreshPeople: Job = {
  name: 'refresh-people',
  cron: '20 5 * * *',
  async run({ people }) {
    await people.refreshAll();
  },
};
