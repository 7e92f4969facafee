import { rmSync } from 'node:fs';
import Database from 'libsql';
import { migrate } from './migrate.ts';
import { checkedSqlite, isOlder } from './migrate-sqlite.ts';

// A database file in another file: as it is now, or brought up to this version.

/** A SQLite database as it is now in one file that stands alone, without the log beside it. */
export function snapshot(from: string, into: string, remedy?: string): void {
  checkedSqlite(from, remedy);
  const db = new Database(from);
  db.prepare('VACUUM INTO ?').run(into);
  db.close();
}

/** The file itself, or, where an earlier version wrote it, `copy`, which is made of it and brought up to this one. */
export async function ofThisVersion(file: string, copy: string): Promise<string> {
  if (!isOlder(file)) return file;
  snapshot(file, copy);
  await migrate(`file:${copy}`);
  return copy;
}

/** What SQLite keeps beside a file, and an upgrade that was interrupted. */
const BESIDE = ['', '-wal', '-shm', '-starting', '-before-upgrade'];

/** Removes a database file with what stands beside it. */
export function discard(file: string): void {
  for (const rest of BESIDE) rmSync(`${file}${rest}`, { force: true });
}
