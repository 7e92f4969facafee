import { expect, onTestFinished, test } from 'vitest';
import { seedOrganizations, seedSample } from '../prisma/seed/seed.ts';
import { systemClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { startDaylight } from '../src/daylight.ts';
import { instant } from '../src/domain/day.ts';
import { DEFAULT_POLICY } from '../src/domain/policy.ts';
import { mistaken } from '../src/mistaken.ts';
import { BadSettings } from '../src/refusal.ts';
import { openLog } from '../src/slack/log.ts';
import { openStore } from '../src/store/store.ts';
import { aPerson, TODAY } from './support/builders.ts';
import { aDatabase } from './support/database.ts';

const NOW = instant('2026-03-02T15:00:00Z');
const REAL = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

async function aStore() {
  const { url } = await aDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  await seedOrganizations(store);
  return { url, store };
}

test('a real workspace does not begin on the registry in which somebody tried Daylight', async () => {
  const { url, store } = await aStore();
  await seedSample(store, NOW, DEFAULT_POLICY, 'America/Toronto');
  const starting = startDaylight({
    config: readConfig({ ...REAL, DATABASE_URL: url, BACKUP_FOLDER: 'none' }),
    clock: systemClock,
    log: openLog('fatal'),
  });
  await expect(starting).rejects.toThrow(BadSettings);
  await expect(starting).rejects.toThrow(/^DATABASE_URL: .*systems and people are invented\. Name another/);
  expect(await mistaken(store, readConfig({ DATABASE_URL: url }))).toBeNull();
});

test('nobody tries Daylight on the registry of a real workspace', async () => {
  const { url, store } = await aStore();
  expect(await mistaken(store, readConfig({ DATABASE_URL: url }))).toBeNull();
  // Nobody has registered anything yet.
  await store.people.save(aPerson({ id: 'U0000REAL' }), NOW);
  expect(await mistaken(store, readConfig({ DATABASE_URL: url }))).toMatchObject({
    fault: expect.stringMatching(/^no SLACK_ settings were found/),
    remedy: expect.stringMatching(/name another database/),
  });
  const starting = startDaylight({
    config: readConfig({ DATABASE_URL: url, BACKUP_FOLDER: 'none' }),
    clock: systemClock,
    log: openLog('fatal'),
    seed: (store) => seedSample(store, NOW, DEFAULT_POLICY, 'America/Toronto'),
  });
  await expect(starting).rejects.toThrow(BadSettings);
  // Nothing was put into it.
  expect((await store.systems.list({}, { limit: 1, today: TODAY })).total).toBe(0);
  expect(await mistaken(store, readConfig({ ...REAL, DATABASE_URL: url }))).toBeNull();
});

test('whose a registry is was noted at its first start, whoever is in it since', async () => {
  const { url, store } = await aStore();
  await store.belonging.note('sandbox');
  await store.belonging.note('workspace');
  await store.people.save(aPerson({ id: 'U0000REAL' }), NOW);
  expect(await mistaken(store, readConfig({ DATABASE_URL: url }))).toBeNull();
  expect(await mistaken(store, readConfig({ ...REAL, DATABASE_URL: url }))).not.toBeNull();
});
