import { forChannel } from '../src/digesting.ts';
import { dayIn, isoWeek } from '../src/domain/day.ts';
import type { Job } from '../src/job.ts';

/** What changed since the last digest, and how the registry stands, to the community's channel. */
export const weeklyDigest: Job = {
  name: 'weekly-digest',
  cron: '0 9 * * 1',
  async *run(context) {
    const { now, timeZone, digestChannel } = context;
    if (!digestChannel) return;
    const key = `digest:${digestChannel}:${isoWeek(dayIn(now, timeZone))}`;
    yield { key, kind: 'digest', to: digestChannel, ...(await forChannel(context)) };
  },
};
