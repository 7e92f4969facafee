import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { Refusal } from '../refusal.ts';
import { type Database as Client, connect, type Transaction } from './connection.ts';
import { copied, emptied, type Sum, sums, TABLES } from './copy.ts';
import { migrate } from './migrate.ts';
import { checkedSqlite, unusedSqlite } from './migrate-sqlite.ts';
import { SERVING } from './postgres-adapter.ts';
import { providerOf } from './schema.ts';
import { sqliteFile } from './sqlite-adapter.ts';

// A registry as a whole: backed up into a file, restored from one, moved to another database. A backup is a SQLite
// database, whichever database it was made of.

/** A whole registry may take an hour. */
const PATIENT = { maxWait: 60_000, timeout: 3_600_000 };

/** Backs the registry up into a new file, while it is used; looks through the file before it counts. */
export async function backUp(url: string, file: string): Promise<Sum> {
  if (existsSync(file)) throw new Refusal(`${file} exists already. Name a new file.`);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const [unfinished, dump] = [`${file}.unfinished`, `${file}.dump`];
  for (const rest of [unfinished, dump]) discard(rest);
  try {
    if (providerOf(url) === 'sqlite') snapshot(sqliteFile(url), unfinished);
    else {
      await dumped(url, `file:${dump}`);
      // One file that stands alone, without the log beside it.
      snapshot(dump, unfinished);
    }
    checkedSqlite(unfinished);
    const total = await totalOf(`file:${unfinished}`);
    renameSync(unfinished, file);
    return total;
  } finally {
    for (const rest of [unfinished, dump]) discard(rest);
  }
}

function discard(file: string): void {
  for (const rest of ['', '-wal', '-shm', '-starting']) rmSync(`${file}${rest}`, { force: true });
}

function snapshot(from: string, into: string): void {
  checkedSqlite(from);
  const db = new Database(from);
  db.prepare('VACUUM INTO ?').run(into);
  db.close();
}

/** Copies a PostgreSQL database, as it was at one moment, into a new file. */
async function dumped(url: string, into: string): Promise<void> {
  const from = await connect(url, { patient: true, readsOnly: true });
  try {
    await from.$transaction((tx) => moved(tx, into), {
      ...PATIENT,
      isolationLevel: 'RepeatableRead' as never,
    });
  } finally {
    await from.$disconnect();
  }
}

/**
 * Puts a backup in the place of the registry that `url` names, while nobody uses it. What stood there is kept in `kept`;
 * false when nothing did.
 */
export async function restore(
  file: string,
  url: string,
  kept: string,
): Promise<{ kept: boolean; total: Sum }> {
  checkedSqlite(file);
  return providerOf(url) === 'sqlite' ? exchanged(file, url, kept) : refilled(file, url, kept);
}

async function exchanged(file: string, url: string, kept: string): Promise<{ kept: boolean; total: Sum }> {
  const place = sqliteFile(url);
  unusedSqlite(place);
  const isThere = existsSync(place);
  if (isThere) await backUp(url, kept);
  mkdirSync(path.dirname(path.resolve(place)), { recursive: true });
  copyFileSync(file, `${place}.restoring`);
  for (const rest of ['-wal', '-shm']) rmSync(`${place}${rest}`, { force: true });
  renameSync(`${place}.restoring`, place);
  return { kept: isThere, total: await totalOf(url) };
}

async function refilled(file: string, url: string, kept: string): Promise<{ kept: boolean; total: Sum }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daylight-restore-'));
  try {
    // A backup of an earlier version is brought up to this one beside the original.
    const copy = `file:${folder}/backup.db`;
    copyFileSync(file, sqliteFile(copy));
    await migrate(copy);
    await migrate(url);
    await unusedPostgres(url);
    await backUp(url, kept);
    return { kept: true, total: await copyInto(copy, url, { replaces: true }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function unusedPostgres(url: string): Promise<void> {
  const db = await connect(url, { patient: true, readsOnly: true });
  const users = await db.$queryRawUnsafe<unknown[]>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = '${SERVING}'`,
  );
  await db.$disconnect();
  if (users.length > 0) throw new Refusal('The database is in use. Stop all replicas of Daylight first.');
}

/** Moves the registry of one database into another, which has none yet, or `replaced`. Nothing is changed unless all arrived. */
export async function copyInto(
  from: string,
  into: string,
  { replaces = false }: { replaces?: boolean } = {},
): Promise<Sum> {
  const source = await connect(from, { patient: true, readsOnly: true });
  try {
    await source.$transaction((tx) => moved(tx, into, replaces), PATIENT);
  } finally {
    await source.$disconnect();
  }
  return totalOf(into);
}

async function moved(from: Transaction, into: string, replaces = false): Promise<void> {
  await migrate(into);
  const target = await connect(into, { patient: true });
  try {
    await target.$transaction(async (tx) => {
      if (!replaces && (await tx.system.findFirst({ select: { id: true } })))
        throw new Refusal('There is a registry in that database already. Name an empty one.');
      await emptied(tx);
      const read = await copied(from, tx);
      if (providerOf(into) === 'postgresql') await counted(tx);
      differing(read, await sums(tx));
    }, PATIENT);
  } finally {
    await target.$disconnect();
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

function differing(read: ReadonlyMap<string, Sum>, written: ReadonlyMap<string, Sum>): void {
  for (const [table, { rows, hash }] of read) {
    const there = written.get(table);
    if (there?.rows !== rows || there.hash !== hash)
      throw new Error(`${table}: ${rows} rows were read, ${there?.rows ?? 0} stand there, or they differ`);
  }
}

/** How many rows the whole registry has, and a hash over them. */
async function totalOf(url: string): Promise<Sum> {
  const db: Client = await connect(url, { patient: true, readsOnly: true });
  try {
    const all = [...(await sums(db))];
    return {
      rows: all.reduce((total, [, { rows }]) => total + rows, 0),
      hash: all.map(([, { hash }]) => hash.slice(0, 8)).join(''),
    };
  } finally {
    await db.$disconnect();
  }
}
