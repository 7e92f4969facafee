import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { Temporal } from 'temporal-polyfill';
import { sqliteFile } from '../../src/store/sqlite-adapter.ts';
import { openStore } from '../../src/store/store.ts';
import { fill } from './fill.ts';
import { jobs } from './jobs.ts';
import { flatness, type Row, tableOf } from './measure.ts';
import { serving } from './serving.ts';
import { starting } from './starting.ts';
import { writing } from './writing.ts';

// `npm run bench [sizes…]`: one table of ours, the floor and the ratio, all in one run, for registries of 1,000, 10,000 and
// 100,000 systems with three reviews and five changes each. Also written as JSON, to the file that BENCH_JSON names.
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

if (process.env.BENCH_FILL) {
  await fill(process.env.BENCH_FILL, sizes[0]!);
  process.exit(0);
}

const rows: Row[] = [];
for (const systems of sizes.length > 0 ? sizes : [1000, 10_000, 100_000]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const url = `file:${folder}/bench.db`;
  // By a process of its own, so that the memory measured is that of reading.
  execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, String(systems)], {
    env: { ...process.env, BENCH_FILL: url },
    stdio: 'inherit',
  });
  const step = async (name: string, measured: Promise<Row[]>) => {
    rows.push(...(await measured));
    process.stderr.write(`… ${systems} systems: ${name}\n`);
  };
  await step('starting', starting(url, systems));
  await step('serving', serving(url, systems));
  const store = await openStore(url);
  const raw = new Database(sqliteFile(url));
  raw.exec('PRAGMA synchronous=FULL');
  await store.search.upToDate();
  await step('jobs', jobs(url, store, raw, systems));
  await step('writing', writing(store, raw, systems));
  await store.close();
  raw.close();
  rmSync(folder, { recursive: true, force: true });
}

rows.push(...flatness(rows));
print(`Node ${process.version}, SQLite, ${Temporal.Now.plainDateISO()}\n`);
print(tableOf(rows));
if (process.env.BENCH_JSON) writeFileSync(process.env.BENCH_JSON, JSON.stringify(rows, null, 2));
