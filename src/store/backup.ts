import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { RESTORE, Refusal } from '../refusal.ts';
import { connect } from './connection.ts';
import { readyFolder } from './folder.ts';
import { checkedSqlite } from './migrate-sqlite.ts';
import { moved, PATIENT, type Total, totalOf } from './moving.ts';
import { providerOf } from './schema.ts';
import { sqliteFile } from './sqlite-adapter.ts';

/** What a backup is called until it counts. */
const UNFINISHED = /\.(unfinished|dump)(-wal|-shm|-starting)?$/;

/** Backs the registry up into a new file, while it is used; looks through the file before it counts. A backup is a SQLite file, whichever database it is of. */
export async function backUp(url: string, file: string): Promise<Total> {
  if (existsSync(file)) throw new Refusal(`${file} exists already. Name a new file.`);
  const folder = path.dirname(path.resolve(file));
  readyFolder(folder);
  // What was killed before it was finished.
  for (const name of readdirSync(folder)) if (UNFINISHED.test(name)) rmSync(path.join(folder, name));
  const [unfinished, dump] = [`${file}.unfinished`, `${file}.dump`];
  try {
    if (providerOf(url) === 'sqlite') snapshot(sqliteFile(url), unfinished, RESTORE);
    else {
      await dumped(url, `file:${dump}`);
      snapshot(dump, unfinished);
    }
    checkedSqlite(unfinished);
    const total = await totalOf(`file:${unfinished}`);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, file);
    return total;
  } finally {
    for (const rest of [unfinished, dump]) discard(rest);
  }
}

/** A SQLite database as it is now in one file that stands alone, without the log beside it. */
export function snapshot(from: string, into: string, remedy?: string): void {
  checkedSqlite(from, remedy);
  const db = new Database(from);
  db.prepare('VACUUM INTO ?').run(into);
  db.close();
}

/** Removes a database file with what stands beside it. */
export function discard(file: string): void {
  for (const rest of ['', '-wal', '-shm', '-starting']) rmSync(`${file}${rest}`, { force: true });
}

/** Copies a PostgreSQL database, as it was at one moment, into a new file. */
async function dumped(url: string, into: string): Promise<void> {
  const { db: from, close } = await connect(url, { patient: true, readsOnly: true });
  try {
    const asOfNow = { ...PATIENT, isolationLevel: 'RepeatableRead' as never };
    await from.$transaction((tx) => moved(tx, into), asOfNow);
  } finally {
    await close();
  }
}
