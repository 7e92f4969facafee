import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Context } from '../../src/command.ts';
import { day, instant } from '../../src/domain/day.ts';
import type { Caller } from '../../src/domain/person.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { NO_HOLIDAYS } from '../../src/domain/reminder.ts';
import { Problem } from '../../src/problem.ts';
import { dispatch } from '../../src/slack/dispatch.ts';
import { wordsFor } from '../../src/words/words.ts';
import { aPerson } from '../support/builders.ts';
import { aStore } from '../support/database.ts';

const NOW = instant('2026-03-02T15:00:00Z');
const TODAY = day('2026-03-02');
const MTO = 'MTO';

/** A line for each command, on a system of its own. */
const LINES: Record<string, (system: string) => string> = {
  help: () => 'help',
  register: () => 'register Something',
  show: (n) => `show ${n}`,
  find: () => 'find system',
  list: () => 'list',
  mine: () => 'mine',
  assess: (n) => `assess ${n} TRIAGE`,
  snooze: (n) => `snooze ${n} TRIAGE tomorrow`,
  'not-mine': (n) => `not-mine ${n}`,
  settings: () => 'settings',
  edit: (n) => `edit ${n}`,
  tier: (n) => `tier ${n}`,
  move: (n) => `move ${n} paused`,
  transfer: (n) => `transfer ${n} <@U8>`,
  backup: (n) => `backup ${n} <@U2>`,
  validate: (n) => `validate ${n}`,
  retire: (n) => `retire ${n}`,
  restore: (n) => `restore ${n}`,
  undo: (n) => `undo ${n}`,
  merge: (n) => `merge ${n} into AI-0001`,
  history: (n) => `history ${n}`,
  due: () => 'due',
  stats: () => 'stats',
  digest: () => 'digest week',
  watch: (n) => `watch ${n}`,
  unwatch: (n) => `unwatch ${n}`,
  import: () => 'import',
  export: () => 'export csv',
  lead: () => 'lead add <@U8> EDU',
  organization: () => 'organization rename EDU',
  policy: () => 'policy set PIA',
  delivery: () => 'delivery',
  report: () => 'report now',
  redact: (n) => `redact ${n}`,
};
/** What it means that the caller may not. */
const REFUSALS = ['guest', 'mayNotEdit', 'administratorsOnly', 'notYoursAnyway'];

const person = (id: string, more: Partial<Caller> = {}): Caller => ({
  ...aPerson({ id }),
  blocked: false,
  administrator: false,
  leads: [],
  ...more,
});

test('what each role may do with each command is what SECURITY.md says', async () => {
  const store = await aStore();
  const mto = (await store.organizations.called(MTO))!.id;
  const edu = (await store.organizations.called('EDU'))!.id;
  for (const id of ['U4', 'U5', 'U6', 'U7', 'U8']) await store.people.save(aPerson({ id, name: id }), NOW);
  const roles: Record<string, Caller> = {
    guest: person('U7', { guest: true }),
    stranger: person('U6', { guest: true, active: true }),
    staff: person('U5'),
    owner: person('U1'),
    backup: person('U2'),
    lead: person('U3', { leads: [mto] }),
    'lead of another': person('U4', { leads: [edu] }),
    administrator: person('U8', { administrator: true }),
  };
  const write = { by: 'U1', at: NOW, today: TODAY, policy: DEFAULT_POLICY };
  const registered = async (nameEn: string): Promise<string> => {
    const outcome = await store.systems.register(
      {
        nameEn,
        descriptionEn: 'What it does.',
        organizationId: mto,
        lifecycle: 'pilot',
        tier: 'untiered',
        personalInformation: 'unknown',
        users: 'staff',
        ownerId: 'U1',
        backupId: 'U2',
      },
      write,
    );
    return outcome.result === 'registered' ? `AI-${String(outcome.number).padStart(4, '0')}` : '';
  };
  await registered('The first');
  const contextOf = (caller: Caller): Context => ({
    caller,
    now: NOW,
    today: TODAY,
    store,
    policy: async () => DEFAULT_POLICY,
    words: wordsFor('en'),
    wordsFor,
    timeZone: 'America/Toronto',
    isHoliday: NO_HOLIDAYS,
    administrators: ['U8'],
    digestChannel: null,
    commands,
    people: { find: async (id) => (await store.people.get(id))?.person ?? null, byEmail: async () => null },
  });
  const may = async (line: string, caller: Caller): Promise<string> => {
    try {
      await dispatch(commands, line, contextOf(caller));
      return 'yes';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return REFUSALS.includes(error.key) ? 'no' : 'yes';
    }
  };
  const names = Object.keys(roles);
  const rows: string[][] = [];
  for (const { name } of commands) {
    const line = LINES[name];
    if (!line) throw new Error(`no line for ${name}: add one, so that its permissions are known`);
    const system = await registered(`For ${name}`);
    const row: string[] = [];
    for (const role of names) row.push(await may(line(system), roles[role]!));
    rows.push([`\`${line('AI-…')}\``, ...row]);
  }
  const table = [['line', ...names], names.concat('').map(() => '---'), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
  const text = readFileSync(path.resolve(import.meta.dirname, '../../SECURITY.md'), 'utf8');
  expect(text).toContain(table);
});
