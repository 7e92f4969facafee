import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { openStore } from '../../src/store/store.ts';
import { TYPESCRIPT } from '../support/node-flags.ts';
import { database } from '../support/server-database.ts';
import { fill } from './fill.ts';
import { jobs } from './jobs.ts';
import { type Row, tableOf } from './measure.ts';
import { openRaw } from './raw.ts';
import { flatness, type Registry, serving } from './serving.ts';
import { starting } from './starting.ts';
import { writing } from './writing.ts';

// `npm run bench [sizes…]`: one table of ours, the floor and the ratio, all in one run, for registries of 1,000, 10,000 and
// 100,000 systems with three reviews and five changes each. On SQLite, or on the
// PostgreSQL server that BENCH_POSTGRES_URL names. Also written as JSON, to the file that BENCH_JSON names.
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { BENCH_FILL, BENCH_POSTGRES_URL: server } = process.env;
if (BENCH_FILL) {
  await fill(BENCH_FILL, sizes[0]!);
  process.exit(0);
}

const rows: Row[] = [];
const registries: Registry[] = [];
const step = async (name: string, measured: Promise<Row[]>) => {
  rows.push(...(await measured));
  process.stderr.write(`… ${name}\n`);
};
const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
for (const systems of sizes.length > 0 ? sizes : [1000, 10_000, 100_000]) {
  const file = `file:${folder}/${systems}.db`;
  const url = server ? await database(server) : file;
  // By processes of their own, so that the memory measured is that of reading.
  const script = (name: string, arg: string, env: object) =>
    execFileSync(process.execPath, [...TYPESCRIPT, name, arg], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  script(import.meta.filename, String(systems), { BENCH_FILL: file });
  if (server)
    script(path.join(import.meta.dirname, '../../src/operating/copy-to.ts'), url, { DATABASE_URL: file });
  const raw = await openRaw(url);
  const registry = { url, raw, systems };
  registries.push(registry);
  await step(`${systems} systems: starting`, starting(url, systems));
  await step(`${systems} systems: serving`, serving(registry));
  const store = await openStore(url);
  await store.search.upToDate();
  await step(`${systems} systems: jobs`, jobs(url, store, raw, systems));
  await step(`${systems} systems: writing`, writing(store, raw, systems));
  await store.close();
}
registries.sort((one, other) => one.systems - other.systems);
const [small, large] = [registries[0]!, registries.at(-1)!];
if (small !== large) await step('the largest against the smallest', flatness(small, large));
for (const { raw } of registries) await raw.close();
rmSync(folder, { recursive: true, force: true });

print(`Node ${process.version}, ${server ? 'PostgreSQL' : 'SQLite'}, ${Temporal.Now.plainDateISO()}\n`);
print(tableOf(rows));
if (process.env.BENCH_JSON) writeFileSync(process.env.BENCH_JSON, JSON.stringify(rows, null, 2));
