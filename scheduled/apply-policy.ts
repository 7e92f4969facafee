import { dayIn } from '../src/domain/day.ts';
import type { Job } from '../src/job.ts';

const LEASE_SECONDS = 30;

/** Brings all systems in line with the policy that an administrator put into force, a few at a time. */
export const applyPolicy: Job = {
  name: 'apply-policy',
  cron: 'always',
  async run({ now, wall, store, policy, presetPolicy, timeZone }) {
    const claimed = await store.policies.claim(wall(), LEASE_SECONDS);
    if (!claimed) return;
    const version = await store.policies.get(claimed.id);
    if (!version) return;
    const before = (await store.policies.before(claimed.id)) ?? presetPolicy;
    const write = { by: version.by, at: now, today: dayIn(now, timeZone), policy: await policy() };
    let cursor: number | null = claimed.cursor;
    while (cursor !== null) {
      const lease = wall().add({ seconds: LEASE_SECONDS });
      cursor = await store.policies.step(claimed.id, cursor, before, write, lease);
    }
  },
};
