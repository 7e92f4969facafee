import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { RESTORE, Refusal } from '../refusal.ts';
import { connect } from './connection.ts';
import { readyFolder } from './folder.ts';
import { checkedPostgres } from './migrate-postgres.ts';
import { checkedSqlite } from './migrate-sqlite.ts';
import { moved, PATIENT, type Total, totalOf } from './moving.ts';
import { providerOf } from './schema.ts';
import { discard, ofThisVersion, snapshot } from './snapshot.ts';
import { sqliteFile } from './sqlite-adapter.ts';

/** What a backup is called until it counts, and what it is made of. */
const PARTS = ['.daylight-unfinished', '.daylight-copy'] as const;
/** Whoever makes one writes to it all the time. */
const ABANDONED_MS = 3_600_000;

/**
 * Backs the registry up into a new file, while it is used; looks through the file before it counts. A backup is a SQLite file,
 * whichever database it is of; one of a file that an earlier version wrote is that version's.
 */
export async function backUp(url: string, file: string): Promise<Total> {
  if (existsSync(file)) throw new Refusal(`${file} exists already. Name a new file.`);
  const folder = path.dirname(path.resolve(file));
  readyFolder(folder);
  sweep(folder);
  const [unfinished, copy] = PARTS.map((part) => `${file}${part}`) as [string, string];
  const discardParts = () => [unfinished, copy].forEach(discard);
  discardParts();
  try {
    if (providerOf(url) === 'sqlite') snapshot(sqliteFile(url), unfinished, RESTORE);
    else {
      await dumped(url, `file:${copy}`);
      snapshot(copy, unfinished);
    }
    checkedSqlite(unfinished);
    const total = await totalOf(`file:${await ofThisVersion(unfinished, copy)}`);
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, file);
    return total;
  } finally {
    discardParts();
  }
}

/** Removes what was killed before it was finished. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => PARTS.some((part) => name.includes(part)))) {
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > ABANDONED_MS) rmSync(file);
  }
}

/** Copies a PostgreSQL database, as it was at one moment, into a new file. */
async function dumped(url: string, into: string): Promise<void> {
  await checkedPostgres(url);
  const { db: from, close } = await connect(url, { patient: true, readsOnly: true });
  try {
    const asOfNow = { ...PATIENT, isolationLevel: 'RepeatableRead' as never };
    await from.$transaction((tx) => moved(tx, into), asOfNow);
  } finally {
    await close();
  }
}
