import { gather, pictured } from '../src/digesting.ts';
import { dayIn, isoWeek } from '../src/domain/day.ts';
import { nextWindow } from '../src/domain/digest.ts';
import type { Job } from '../src/job.ts';
import { channelDigest } from '../src/views/channel-digest.ts';

/** What changed since the last digest, and how the registry stands, to the community's channel. */
export const weeklyDigest: Job = {
  name: 'weekly-digest',
  cron: '0 9 * * 1',
  async *run({ now, store, wordsFor, timeZone, digestChannel }) {
    if (!digestChannel) return;
    const window = nextWindow(await store.notices.lastWindow(digestChannel), await store.began(), now);
    const input = await gather({ store, window, timeZone, organizations: null, isPublic: true });
    const content = channelDigest(wordsFor, input, await pictured(store, dayIn(now, timeZone)));
    const key = `digest:${digestChannel}:${isoWeek(dayIn(now, timeZone))}`;
    yield { key, kind: 'digest', to: digestChannel, ...content, window };
  },
};
