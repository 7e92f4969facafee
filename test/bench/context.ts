import { commands } from '../../commands/index.ts';
import type { Context } from '../../src/command.ts';
import { PRESET } from '../../src/domain/person.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { NO_HOLIDAYS } from '../../src/domain/reminder.ts';
import type { JobContext } from '../../src/job.ts';
import type { Store } from '../../src/store/store.ts';
import { wordsFor } from '../../src/words/words.ts';
import { NOW, TODAY } from './fill.ts';

// What commands and jobs are given, without Slack.

export const contextOf = (store: Store, id: string): Context => ({
  caller: {
    ...{ id, name: 'x', language: 'en', timeZone: 'America/Toronto' },
    ...{ active: true, guest: false, blocked: false, administrator: true, leads: [] },
    ...PRESET,
  },
  now: NOW,
  today: TODAY,
  store,
  policy: async () => DEFAULT_POLICY,
  words: wordsFor('en'),
  wordsFor,
  timeZone: 'America/Toronto',
  isHoliday: NO_HOLIDAYS,
  administrators: [],
  digestChannel: null,
  commands,
  people: { find: async (who) => (await store.people.get(who))?.person ?? null, byEmail: async () => null },
});

export const jobContextOf = (store: Store): JobContext => ({
  now: NOW,
  store,
  policy: async () => DEFAULT_POLICY,
  presetPolicy: DEFAULT_POLICY,
  people: {
    find: async () => null,
    byEmail: async () => null,
    caller: async (id) => contextOf(store, id).caller,
    refreshAll: async () => {},
  },
  wall: () => NOW,
  time: () => NOW,
  stopping: () => false,
  wordsFor,
  timeZone: 'America/Toronto',
  isHoliday: NO_HOLIDAYS,
  administrators: [],
  backUp: null,
  digestSince: () => NOW.subtract({ hours: 24 }),
  digestChannel: 'C1',
});
