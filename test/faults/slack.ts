import { setTimeout as wait } from 'node:timers/promises';
import { aMorning, type Given, print, validates, type World, wereValidatedOnce } from './world.ts';

// A Slack that is away, slow, or hangs up.

const HOUR_MS = 3_600_000;
const ALWAYS = 1_000_000;

/** Nothing is answered, and an hour passes. */
export async function away(given: Given, seconds: number): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  const { child } = await world.begin({ PACE: '40' });
  await world.until(() => world.total() >= people / 5);
  const { sandbox } = world;
  sandbox.faults.add({ kind: 'dropped', method: '*', times: ALWAYS });
  sandbox.disconnect();
  await wait(seconds * 500);
  const before = world.total();
  // The hour passes for both sides.
  sandbox.moveTime(sandbox.time.now() + HOUR_MS);
  child.kill('SIGUSR2');
  await wait(seconds * 500);
  print(`  ${before} had a message before, ${world.total()} when Slack came back`);
  sandbox.faults.clear();
  return whole(world, 5);
}

/** The socket is dropped twice a second; people go on typing. */
export async function flapping(given: Given, seconds: number): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  await world.begin({ PACE: '40' });
  const flaps = setInterval(() => world.sandbox.disconnect(), 500 + Math.random() * 500);
  const confirmed: number[] = [];
  const until = performance.now() + seconds * 1000;
  for (let system = 1; system <= people && performance.now() < until; system++)
    if (await validates(world, system)) confirmed.push(system);
  clearInterval(flaps);
  print(`  ${confirmed.length} were confirmed while the socket came and went`);
  return whole(world, 5, confirmed);
}

/** Each call takes four seconds, which is within the time that it has. */
export async function slow(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  world.sandbox.faults.add({ kind: 'slow', method: 'chat.postMessage', times: people, ms: 4000 });
  await world.begin({ PACE: '40', LEASE_S: '20' });
  const confirmed: number[] = [];
  for (let system = 1; system <= 5; system++) if (await validates(world, system)) confirmed.push(system);
  await world.until(() => world.total() >= people);
  return whole(world, 0, confirmed);
}

/** When all is well again commands are answered, and everybody was told once. */
async function whole(world: World, more: number, confirmed: number[] = []): Promise<boolean> {
  world.sandbox.faults.clear();
  const patience = performance.now() + 30_000;
  while (!world.sandbox.connected() && performance.now() < patience) await wait(50);
  const last = world.people.length;
  for (let system = last - more + 1; system <= last; system++)
    if (await validates(world, system)) confirmed.push(system);
  await world.settled();
  const isTold = world.verdict();
  const isKept = await wereValidatedOnce(world.url, [...new Set(confirmed)]);
  await world.end();
  return isTold && isKept;
}
