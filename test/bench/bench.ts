import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Temporal } from 'temporal-polyfill';
import { commands } from '../../commands/index.ts';
import { seedOrganizations } from '../../prisma/seed/seed.ts';
import { remindOwners } from '../../scheduled/remind-owners.ts';
import { weeklyDigest } from '../../scheduled/weekly-digest.ts';
import type { Answer, Context, Opening } from '../../src/command.ts';
import { addDays, day, instant } from '../../src/domain/day.ts';
import { PRESET } from '../../src/domain/person.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { NO_HOLIDAYS } from '../../src/domain/reminder.ts';
import type { Notice } from '../../src/notice.ts';
import { dispatch } from '../../src/slack/dispatch.ts';
import { publishHome } from '../../src/slack/home.ts';
import { PrismaClient } from '../../src/store/generated/sqlite/client.ts';
import { migrate } from '../../src/store/migrate.ts';
import { PrismaSqlite } from '../../src/store/sqlite-adapter.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { wordsFor } from '../../src/words/words.ts';

// `npm run bench [systems]`: a registry with three reviews and ten changes a system; the 50th, 95th and 99th percentile of
// what people wait for, and how long the jobs hold the event loop (JOBS=0 leaves them out, RUNS=40 types less). Prints a
// table; judges nothing.
const SYSTEMS = Number(process.argv[2] ?? 10_000);
const fillInto = process.argv[3] || null;
const CHANGES = 5;
const PEOPLE = Math.max(500, SYSTEMS / 20);
const RUNS = Number(process.env.RUNS ?? 300);
const NOW = instant('2026-03-02T15:00:00Z');
const TODAY = day('2026-03-02');
const NOUNS = [
  'router',
  'forecast',
  'assistant',
  'detector',
  'recommender',
  'classifier',
  'summarizer',
  'planner',
];
const THINGS = [
  'snow',
  'permit',
  'licence',
  'wildfire',
  'traffic',
  'water',
  'claims',
  'translation',
  'inspection',
  'grants',
];

const folder = fillInto ?? mkdtempSync(path.join(tmpdir(), 'bench-'));
const url = `file:${folder}/bench.db`;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Rows straight into the tables: what is measured is reading, not filling. */
async function fill(): Promise<void> {
  await migrate(url);
  const store = await openStore(url);
  await seedOrganizations(store);
  await store.close();
  const db = new PrismaClient({ adapter: new PrismaSqlite({ url }) });
  const fetchedAt = new Date(NOW.epochMilliseconds);
  await db.person.createMany({
    data: Array.from({ length: PEOPLE }, (_, i) => ({
      id: person(i),
      name: `Person ${i}`,
      language: i % 3 ? 'en' : 'fr',
      timeZone: 'America/Toronto',
      active: true,
      guest: false,
      fetchedAt,
    })),
  });
  const organizations = await db.organization.findMany();
  for (let from = 0; from < SYSTEMS; from += 500) {
    const numbers = Array.from({ length: Math.min(500, SYSTEMS - from) }, (_, i) => from + i + 1);
    const nameEn = (n: number) => `${THINGS[n % 10]} ${NOUNS[n % 8]} ${n}`;
    await db.system.createMany({
      data: numbers.map((n) => ({
        id: n,
        nameEn: nameEn(n),
        nameFold: nameEn(n),
        descriptionEn: `Helps staff with ${THINGS[(n * 7) % 10]} and ${THINGS[(n * 3) % 10]}, case ${n}.`,
        organizationId: organizations[n % organizations.length]!.id,
        ownerId: person(n),
        backupId: person(n + 7),
        lifecycle: n % 2 ? 'production' : 'pilot',
        tier: (['I', 'II', 'III', 'IV'] as const)[n % 4]!,
        capabilities: [],
        autonomy: 'unknown',
        users: 'staff',
        personalInformation: 'yes',
        developer: 'unknown',
        notice: 'unknown',
        disclosure: 'under-review',
        registeredAt: fetchedAt,
      })),
    });
    await db.assessment.createMany({
      data: numbers.flatMap((n) =>
        (['AIA', 'PIA', 'VALIDATE'] as const).map((type, i) => ({
          systemId: n,
          type,
          state: 'not-started',
          countsFrom: '2026-01-01',
          dueOn: addDays(TODAY, ((n * 13 + i * 101) % 700) - 30).toString(),
          openKey: `${n}:${type}`,
        })),
      ),
    });
    await db.change.createMany({
      data: numbers.flatMap((n) =>
        Array.from({ length: CHANGES }, (_, i) => ({
          systemId: n,
          organizationId: organizations[n % organizations.length]!.id,
          at: new Date(NOW.epochMilliseconds - ((n * CHANGES + i) % 5000) * 3_600_000),
          byId: person(n),
          kind: 'edited',
          field: i % 2 ? 'tier' : 'vendor',
          from: 'I',
          to: 'II',
        })),
      ),
    });
  }
  await db.$disconnect();
}

const person = (i: number): string => `U${String(i % PEOPLE).padStart(4, '0')}`;
const percentile = (sorted: readonly number[], p: number): string =>
  (sorted[Math.floor((sorted.length - 1) * p)] ?? 0).toFixed(1);

const contextOf = (store: Store, i: number): Context => ({
  caller: {
    id: person(i),
    name: 'x',
    language: 'en',
    timeZone: 'America/Toronto',
    active: true,
    guest: false,
    blocked: false,
    ...PRESET,
    administrator: true,
    leads: [],
  },
  now: NOW,
  today: TODAY,
  store,
  policy: DEFAULT_POLICY,
  words: wordsFor('en'),
  wordsFor,
  timeZone: 'America/Toronto',
  isHoliday: NO_HOLIDAYS,
  administrators: [],
  digestChannel: null,
  commands,
  people: {
    find: async (id) => (await store.people.get(id))?.person ?? null,
    byEmail: async () => null,
  },
});

/** A form as it is opened. */
function viewOf({ form: name, state }: Opening, context: Context) {
  const form = commands.flatMap(({ forms = [] }) => forms).find((f) => f.name === name);
  return form?.view({ ...context, state: state as never });
}

/** App Home of a lead of two organizations who is an administrator as well. */
function homeOf(store: Store, i: number): Promise<void> {
  const { policy, timeZone, people, caller } = contextOf(store, i);
  const edge = {
    ...{ store, policy, timeZone, wordsFor, commands },
    clock: { now: () => NOW, wall: () => NOW },
    people: { ...people, caller: async () => ({ ...caller, leads: [1, 2] }) },
  };
  const client = { views: { publish: async () => ({}) } };
  return publishHome(edge as never, client as never, caller.id);
}

async function answers(store: Store): Promise<void> {
  const lines: Record<string, (i: number) => string> = {
    show: (i) => `show AI-${1 + ((i * 37) % SYSTEMS)}`,
    'list, a ministry': (i) => `list ${['MTO', 'EDU', 'MOH'][i % 3]} tier II`,
    'list, overdue': () => 'list overdue',
    'list, a late page': (i) => `list from:${1 + ((i * 991) % SYSTEMS)}`,
    'find, a word': (i) => `find ${THINGS[i % 10]} ${NOUNS[i % 8]}`,
    'find, mistyped': (i) =>
      `find ${['clasifier', 'recomender', 'asistant'][i % 3]} ${1 + ((i * 37) % SYSTEMS)}`,
    mine: () => 'mine',
    'history of a system': (i) => `history AI-${1 + ((i * 37) % SYSTEMS)}`,
    'history of a ministry': (i) => `history ${['MTO', 'EDU', 'MOH'][i % 3]}`,
    'history of a person': (i) => `history ${person(i)}`,
    'due, everywhere': () => 'due all',
    'due, overdue in a ministry': (i) => `due overdue ${['MTO', 'EDU', 'MOH'][i % 3]}`,
    'list orphans': () => 'list orphans',
    'list incomplete': () => 'list incomplete',
    stats: () => 'stats',
    'stats of a ministry': (i) => `stats ${['MTO', 'EDU', 'MOH'][i % 3]}`,
    'edit form': (i) => `edit AI-${1 + ((i * 37) % SYSTEMS)}`,
    'tier form': (i) => `tier AI-${1 + ((i * 37) % SYSTEMS)}`,
    'assess form': (i) => `assess AI-${1 + ((i * 37) % SYSTEMS)} PIA`,
    'register form': () => 'register',
    'settings form': () => 'settings',
    'move, preview': (i) => `move AI-${1 + ((i * 37) % SYSTEMS)} paused`,
    'watch list': () => 'watch',
    policy: () => 'policy',
    help: () => 'help',
    'App Home': () => '',
  };
  print('| what | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|');
  for (const [name, line] of Object.entries(lines)) {
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const began = performance.now();
      const answer: Answer | null =
        name === 'App Home' ? null : await dispatch(commands, line(i), contextOf(store, i));
      if (!answer) await homeOf(store, i);
      else if (answer.kind === 'form') await viewOf(answer.opening, contextOf(store, i));
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    print(
      `| ${name} | ${percentile(times, 0.5)} | ${percentile(times, 0.95)} | ${percentile(times, 0.99)} |`,
    );
  }
}

async function jobs(store: Store): Promise<void> {
  print('\n| job | seconds | notices | longest hold of the event loop, ms |\n|---|---|---|---|');
  const context = {
    now: NOW,
    store,
    policy: async () => DEFAULT_POLICY,
    presetPolicy: DEFAULT_POLICY,
    people: {
      find: async () => null,
      byEmail: async () => null,
      caller: async () => contextOf(store, 0).caller,
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
  };
  for (const job of [remindOwners, weeklyDigest]) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    let count = 0;
    for await (const decided of job.run(context) as AsyncIterable<Notice>) {
      if ('key' in decided) await store.notices.owe(decided, NOW);
      count += 1;
      await new Promise(setImmediate);
    }
    delay.disable();
    print(
      `| ${job.name} | ${((performance.now() - began) / 1000).toFixed(2)} | ${count} | ${(delay.max / 1e6).toFixed(1)} |`,
    );
  }
}

if (fillInto) {
  await fill();
  process.exit(0);
}
print(
  `Node ${process.version}, ${SYSTEMS} systems, ${SYSTEMS * 3} reviews, ${SYSTEMS * CHANGES} changes, ${Temporal.Now.plainDateISO()}\n`,
);
// Filled by a process of its own, so that the memory measured is that of reading.
execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, String(SYSTEMS), folder], {
  stdio: 'inherit',
});
const store = await openStore(url);
const began = performance.now();
await store.search.upToDate();
print(`index of all systems: ${((performance.now() - began) / 1000).toFixed(2)} s\n`);
await answers(store);
if (process.env.JOBS !== '0') await jobs(store);
print(`\nmemory: ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB resident`);
await store.close();
rmSync(folder, { recursive: true });
