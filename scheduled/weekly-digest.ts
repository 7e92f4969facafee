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
    const last = await store.notices.lastWindow(digestChannel);
    const window = nextWindow(last, await store.began(), now);
    const asked = { store, window, timeZone, organizations: null, isFirst: last === null };
    const input = await gather({ ...asked, isPublic: true });
    const content = channelDigest(wordsFor, input, await pictured(store, dayIn(now, timeZone)));
    const key = `digest:${digestChannel}:${isoWeek(dayIn(now, timeZone))}`;
    yield { key, kind: 'digest', to: digestChannel, ...content, window };
  },
};
