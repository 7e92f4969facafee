import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refusal } from '../refusal.ts';
import { connect, type Database, type Transaction } from './connection.ts';
import { copied, emptied, type Sum, sums, TABLES } from './copy.ts';
import { brokenIn } from './history.ts';
import { migrate } from './migrate.ts';
import { checkedSqlite, unusedSqlite } from './migrate-sqlite.ts';
import type { Read } from './reading.ts';
import { providerOf } from './schema.ts';
import { ofThisVersion } from './snapshot.ts';
import { sqliteFile } from './sqlite-adapter.ts';
import { statementsOf } from './statements.ts';

// A registry as a whole, from one database into another.

/** A whole registry may take an hour. */
export const PATIENT = { maxWait: 60_000, timeout: 3_600_000 };

/** Moves the registry of a database file that nobody uses into a database that has none, or `replaces` what it has. Nothing is changed there unless all arrived. */
export async function copyInto(
  from: string,
  into: string,
  { replaces = false }: { replaces?: boolean } = {},
): Promise<Total> {
  const file = sqliteFile(from);
  unusedSqlite(file);
  checkedSqlite(file);
  const folder = mkdtempSync(path.join(tmpdir(), 'daylight-copy-'));
  try {
    const current = `file:${await ofThisVersion(file, path.join(folder, 'registry.db'))}`;
    const sum = await lookedInto(current, (db) =>
      db.$transaction((tx) => moved(tx, into, replaces), PATIENT),
    );
    return { ...sum, broken: await lookedInto(into, brokenIn) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies what a transaction sees, and compares by count and hash what then stands there. */
export async function moved(from: Transaction, into: string, replaces = false): Promise<Sum> {
  await migrate(into);
  const { db: target, close } = await connect(into, { patient: true });
  try {
    const sum = await target.$transaction(async (tx) => {
      if (!replaces && (await tx.system.findFirst({ select: { id: true } })))
        throw new Refusal('There is a registry in that database already. Name an empty one.');
      await emptied(tx);
      const here = await copied(from, tx);
      if (providerOf(into) === 'postgresql') await counted(tx);
      const there = await sums(statementsOf(tx).read);
      differing(here, there);
      return summed(there);
    }, PATIENT);
    if (providerOf(into) === 'postgresql') await settled(target);
    return sum;
  } finally {
    await close();
  }
}

/** Ids go on after those that were copied. */
async function counted(tx: Transaction): Promise<void> {
  for (const [table, settings] of Object.entries(TABLES)) {
    if (!('counted' in settings)) continue;
    await tx.$executeRawUnsafe(
      `SELECT setval(pg_get_serial_sequence('"${table}"', 'id'), (SELECT COALESCE(MAX("id"), 0) + 1 FROM "${table}"), false)`,
    );
  }
}

/** PostgreSQL knows how much there is now, and need not tidy up what was just written while the first people wait. */
async function settled(db: Database): Promise<void> {
  const tables = Object.keys(TABLES).map((name) => `"${name}"`);
  // Where that can't be done now, it comes by itself.
  await db.$executeRawUnsafe(`VACUUM (ANALYZE) ${tables.join()}`).catch(() => {});
}

function differing(read: ReadonlyMap<string, Sum>, written: ReadonlyMap<string, Sum>): void {
  for (const [table, { rows, hash }] of read) {
    const there = written.get(table);
    if (there?.rows !== rows || there.hash !== hash)
      throw new Error(`${table}: ${rows} rows were read, ${there?.rows ?? 0} stand there, or they differ`);
  }
}

/** What a whole registry comes to. */
export interface Total extends Sum {
  /** The systems whose history was changed outside Daylight. */
  broken: number[];
}

const summed = (all: ReadonlyMap<string, Sum>): Sum => ({
  rows: [...all.values()].reduce((total, { rows }) => total + rows, 0),
  hash: [...all.values()].map(({ hash }) => hash.slice(0, 8)).join(''),
});

/** How many rows the whole registry has, a hash over them, and whether its history is as it was written. */
export const totalOf = (url: string): Promise<Total> =>
  lookedInto(url, async (db, read) => ({
    ...summed(await sums(read)),
    broken: await brokenIn(db, read),
  }));

/** What a look into a database finds. */
async function lookedInto<Found>(
  url: string,
  look: (db: Database, read: Read) => Promise<Found>,
): Promise<Found> {
  const { db, read, close } = await connect(url, { patient: true, readsOnly: true });
  try {
    return await look(db, read);
  } finally {
    await close();
  }
}
