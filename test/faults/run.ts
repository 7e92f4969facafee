import { database } from '../support/server-database.ts';
import { full, locked, readOnly, restarted } from './database.ts';
import { imports, kills, overlapping, replicas } from './killing.ts';
import { clock, descriptors, memory, zones } from './machine.ts';
import { startServer } from './server.ts';
import { away, flapping, slow } from './slack.ts';
import { endAll, print, since } from './world.ts';

// `npm run test:faults [scenario …]`: lets each fault happen on a morning of many reminders, on both databases, and counts
// what was lost or doubled. `npm run test:faults -- short` does the same in some minutes. Those on PostgreSQL need its
// programs on this machine, for the server is stopped too.
const asked = process.argv.slice(2).filter((word) => word !== 'short');
const isShort = process.argv.includes('short');
const people = isShort ? 120 : 1000;

type Scenario = (url?: string) => Promise<boolean>;

/** Whatever keeps the registry. */
const ON_BOTH: Record<string, Scenario> = {
  kills: (url) => (isShort ? kills({ people: 200, url }, 5) : kills({ people: 5000, url }, 50)),
  imports: (url) => imports({ people: 10, url }, isShort ? 900 : 5000, isShort ? 3 : 30),
  away: (url) => away({ people, url }, isShort ? 8 : 60),
  flapping: (url) => flapping({ people, url }, isShort ? 8 : 60),
  slow: (url) => slow({ people: isShort ? 40 : 300, url }),
  clock: (url) => clock({ people, url }),
  zones: (url) => zones({ people, url }),
  descriptors: (url) => descriptors({ people, url }),
  memory: (url) => memory({ people: isShort ? 200 : 2000, url }),
};
/** Of a file. */
const ON_SQLITE: Record<string, Scenario> = {
  overlapping: () => overlapping({ people: isShort ? 200 : 2000 }),
  locked: () => locked({ people }, isShort ? 12 : 30),
  full: () => full({ people }),
  'read-only': () => readOnly({ people: isShort ? 20 : 200 }),
};
/** Of a server. */
const ON_POSTGRES: Record<string, Scenario> = {
  replicas: (url) => replicas({ people: isShort ? 200 : 2000, url }),
  restarted: (url) => restarted({ people, url }, server!),
};

const names = [ON_BOTH, ON_SQLITE, ON_POSTGRES].flatMap(Object.keys);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  print(`There is no scenario ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(2);
}

// With it goes the server.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const isOnServer = (name: string) => name in ON_BOTH || name in ON_POSTGRES;
const isServerAsked = asked.length === 0 || asked.some(isOnServer);
const server = isServerAsked ? await startServer() : null;
let faults = 0;
async function run(
  scenarios: Record<string, Scenario>,
  on: string,
  url?: () => Promise<string>,
): Promise<void> {
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    print(`${name}, ${on}:`);
    const began = performance.now();
    const isRight = await Promise.resolve(url?.())
      .then(scenario)
      .catch((error: unknown) => {
        print(`  ${error}`);
        return false;
      });
    await endAll();
    if (!isRight) faults += 1;
    print(`  ${isRight ? 'nothing lost, nothing doubled' : 'FAULT'} (${since(began).toFixed(0)} s)`);
  }
}
await run({ ...ON_BOTH, ...ON_SQLITE }, 'SQLite');
if (server) await run({ ...ON_BOTH, ...ON_POSTGRES }, 'PostgreSQL', () => database(server.url));
else if (isServerAsked) print('PostgreSQL: not run, for it is not installed on this machine.');
// Of those that were asked for by name, none is left out in silence.
if (!server) faults += asked.filter((name) => name in ON_POSTGRES).length;
await server?.stop();
print(faults === 0 ? 'All that ran went well.' : `${faults} went wrong.`);
process.exit(faults === 0 ? 0 : 1);
