import { database as serverDatabase } from '../support/server-database.ts';
import { full, locked, readOnly, restarted } from './database.ts';
import { kills, overlapping, replicas } from './killing.ts';
import { clock, descriptors, memory, zones } from './machine.ts';
import { away, flapping, slow } from './slack.ts';
import { endAll, print, since } from './world.ts';

// `npm run test:faults [scenario …]`: lets each fault happen on a morning of many reminders, and counts what was lost or
// doubled. `npm run test:faults -- short` does the same in a few minutes. Those on PostgreSQL need TEST_POSTGRES_URL.
const asked = process.argv.slice(2).filter((word) => word !== 'short');
const isShort = process.argv.includes('short');
const server = process.env.TEST_POSTGRES_URL;
const people = isShort ? 120 : 1000;

const SCENARIOS: Record<string, (() => Promise<boolean>) | null> = {
  kills: () => (isShort ? kills(200, 5) : kills(10_000, 100)),
  overlapping: () => overlapping(isShort ? 200 : 2000),
  locked: () => locked(people, isShort ? 12 : 30),
  full: () => full(people),
  'read-only': () => readOnly(isShort ? 20 : 200),
  away: () => away(people, isShort ? 8 : 60),
  flapping: () => flapping(people, isShort ? 8 : 60),
  slow: () => slow(isShort ? 40 : 300),
  clock: () => clock(people),
  zones: () => zones(people),
  descriptors: () => descriptors(people),
  memory: () => memory(isShort ? 200 : 2000),
  replicas: server ? async () => replicas(isShort ? 200 : 2000, await serverDatabase(server)) : null,
  restarted: server ? async () => restarted(people, await serverDatabase(server)) : null,
};

const unknown = asked.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  print(`There is no scenario ${unknown.join(', ')}. There are: ${Object.keys(SCENARIOS).join(', ')}.`);
  process.exit(2);
}
let faults = 0;
const skipped: string[] = [];
for (const [name, run] of Object.entries(SCENARIOS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (!run) {
    skipped.push(name);
    continue;
  }
  print(`${name}:`);
  const began = performance.now();
  const isRight = await run().catch((error: unknown) => {
    print(`  ${error}`);
    return false;
  });
  await endAll();
  if (!isRight) faults += 1;
  print(`  ${isRight ? 'nothing lost, nothing doubled' : 'FAULT'} (${since(began).toFixed(0)} s)`);
}
if (skipped.length > 0) print(`${skipped.join(', ')}: not run, TEST_POSTGRES_URL is not set.`);
print(faults === 0 ? 'All that ran went well.' : `${faults} went wrong.`);
process.exit(faults === 0 ? 0 : 1);
