import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/store.ts';
import { proxy } from './proxy.ts';
import { aMorning, type Given, MORNING, print, since, type World } from './world.ts';

// Processes that die, overlap, freeze, or lose their database.

/** Killed at random moments, again and again, most of them while messages go out; then everybody is told. */
export async function kills(given: Given, times: number): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  const began = performance.now();
  let amid = 0;
  for (let killed = 1; killed <= times; killed++) {
    world.trouble();
    const before = world.total();
    const { child } = await world.begin();
    // Every fourth one dies young; the others when they have sent some, so that there is something to send until the last.
    const share = (people - before) / (times - killed + 2);
    const some = killed % 4 === 0 ? 0 : Math.random() * 1.5 * share;
    const alive = performance.now();
    while (some > 0 && world.total() - before < some && since(alive) < 60) await wait(20);
    await wait(Math.random() * (some > 0 ? 200 : 2000));
    await world.kill(child);
    if (world.total() > before && world.total() < people) amid += 1;
    if (killed % 10 === 0)
      print(`  … killed ${killed} times, ${world.total()} messages, ${since(began).toFixed(0)} s`);
  }
  print(`  ${amid} of ${times} kills fell while messages went out`);
  await world.begin();
  return ended(world);
}

/** Killed again and again while a table is imported: each row is one whole system, and one report tells of it. */
export async function imports(given: Given, rows: number, times: number): Promise<boolean> {
  const world = await aMorning(given);
  const { people, sandbox } = world;
  const admin = sandbox.as(people[0]!);
  const env = { ADMINISTRATORS: people[0]! };
  const reports = (what: RegExp): number =>
    admin.reads(admin.im()).filter(({ text }) => text.startsWith('Import:') && what.test(text)).length;
  let { child } = await world.begin(env);
  const table = Array.from({ length: rows }, (_, i) => `Imported ${i},${i % 2 ? 'MTO' : 'EDU'}`);
  await admin.sends(admin.im(), 'many.csv', Buffer.from(['name,ministry', ...table].join('\n')));
  await world.until(() => reports(/New: /) > 0);
  const { db, close } = await connect(world.url, {});
  const imported = { id: { gt: people.length } };
  const made = () => db.system.count({ where: imported });
  await admin.say(admin.im(), 'import write 1');
  let amid = 0;
  for (let before = 0; amid < times && before < rows; before = await made()) {
    await world.until(async () => (await made()) > before);
    await wait(Math.random() * 500);
    if ((await made()) < rows) amid += 1;
    await world.kill(child);
    ({ child } = await world.begin(env));
  }
  print(`  killed ${amid} times while rows were written`);
  await world.until(() => reports(/\nDone: /) > 0);
  const isReported = reports(new RegExp(`Done: ${rows.toLocaleString('en')} rows are written`)) === 1;
  const _count = { select: { changes: true, assessments: true } };
  const systems = await db.system.findMany({ where: imported, include: { organization: true, _count } });
  await close();
  const right = new Set(systems.map(({ nameEn, organization }) => `${nameEn},${organization.acronym}`));
  // Alike in all, they have the same past and the same reviews.
  const pasts = new Set(systems.map(({ _count: { changes, assessments } }) => `${changes}, ${assessments}`));
  const isWhole = systems.length === rows && table.every((row) => right.has(row)) && pasts.size === 1;
  const store = await openStore(world.url);
  const broken = (await store.history.verify(MORNING)).broken.filter((number) => number > people.length);
  await store.close();
  await world.end();
  print(
    `  of ${rows} rows ${systems.length} systems were made, ${right.size} of them different; broken histories: ${broken.length}`,
  );
  return isReported && isWhole && broken.length === 0 && amid > 0 && world.died() === 0;
}

/** Two processes on one database file, one of them killed and started again now and then. */
export async function overlapping(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  await world.begin({ PACE: '60' });
  for (let i = 0; i < 10 && world.total() < people; i++) {
    world.trouble();
    const { child: other } = await world.begin({ PACE: '60' });
    await wait(500 + Math.random() * 2500);
    await world.kill(other);
  }
  await world.begin({ PACE: '60' });
  return ended(world);
}

/** For longer than a lease, so that others take over what a frozen one had in hand. */
const FROZEN_MS = 5000;
const CUT_MS = 5000;
/** Trouble without end would be trouble for ever for the last few. */
const TROUBLED = 0.9;

/** Three replicas on one PostgreSQL: killed, frozen, cut off from the database, in turn and at random moments. */
export async function replicas(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  const between = await proxy(world.url);
  const start = async (url = world.url) => (await world.begin({ PACE: '10', DATABASE_URL: url })).child;
  const stays = await start();
  let other: ChildProcess = await start();
  const cut = await start(between.url);
  let frozen = 0;
  const began = performance.now();
  while (world.total() < people * TROUBLED) {
    if (since(began) > people) throw new Error('the messages do not go out');
    world.trouble();
    await wait(500 + Math.random() * 1500);
    stays.kill('SIGSTOP');
    frozen += 1;
    await wait(FROZEN_MS + Math.random() * 1000);
    stays.kill('SIGCONT');
    await wait(Math.random() * 1000);
    await world.kill(other);
    between.cut(CUT_MS);
    other = await start();
    await wait(Math.random() * 1000);
    cut.kill('SIGSTOP');
    frozen += 1;
    await wait(FROZEN_MS);
    cut.kill('SIGCONT');
  }
  print(`  frozen ${frozen} times, killed and cut off half as often`);
  const isRight = await ended(world);
  between.close();
  return isRight;
}

export async function ended(world: World): Promise<boolean> {
  await world.settled();
  const isRight = world.verdict();
  await world.end();
  return isRight;
}
