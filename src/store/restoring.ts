import {
  accessSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDamaged, Refusal } from '../refusal.ts';
import { backUp } from './backup.ts';
import { connect } from './connection.ts';
import { readyFolder } from './folder.ts';
import { migrate } from './migrate.ts';
import { asRefusal } from './migrate-postgres.ts';
import { notAnothers, starting, unusedSqlite } from './migrate-sqlite.ts';
import { copyInto, type Total, totalOf } from './moving.ts';
import { SERVING } from './postgres-adapter.ts';
import { providerOf } from './schema.ts';
import { ofThisVersion, snapshot } from './snapshot.ts';
import { sqliteFile } from './sqlite-adapter.ts';

/** What a restore came to: where what stood there before is kept, if anything did. */
export interface Restored {
  kept: string | null;
  total: Total;
}

/**
 * Puts a backup in the place of the registry that `url` names, while nobody uses it. What stood there is put aside as it is,
 * whatever its condition: it may be damaged, or newer than this version.
 */
export async function restore(backup: string, url: string, kept: string): Promise<Restored> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daylight-restore-'));
  try {
    // A backup of an earlier version is brought up to this one beside the original.
    const [original, copy] = [path.join(folder, 'original.db'), path.join(folder, 'backup.db')];
    if (!existsSync(backup) || statSync(backup).isDirectory())
      throw new Refusal(`There is no file ${backup}.`);
    if (!isReadable(backup)) throw new Refusal(`This user may not read ${backup}. Give it the right to.`);
    // Looking into it writes beside it, where this user may not be allowed to.
    for (const part of PARTS.filter((part) => existsSync(`${backup}${part}`)))
      copyFileSync(`${backup}${part}`, `${original}${part}`);
    const ready = path.join(folder, 'ready.db');
    try {
      snapshot(await ofThisVersion(original, copy), ready);
    } catch (error) {
      if (error instanceof Refusal)
        throw new Refusal(error.message.replaceAll(original, backup).replaceAll(copy, backup));
      throw isDamaged(error) ? new Refusal(`${backup} is damaged. Take another one.`) : error;
    }
    return providerOf(url) === 'sqlite'
      ? await exchanged(ready, sqliteFile(url), kept)
      : await refilled(`file:${ready}`, url, kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The log and the index that SQLite keeps beside a file belong to it. */
const PARTS = ['', '-wal', '-shm'];

async function exchanged(ready: string, place: string, kept: string): Promise<Restored> {
  mkdirSync(path.dirname(path.resolve(place)), { recursive: true });
  const total = await totalOf(`file:${ready}`);
  // Nobody starts meanwhile.
  const done = starting(place);
  try {
    unusedSqlite(place);
    notAnothers(place);
    const isThere = existsSync(place);
    copyFileSync(ready, `${place}.restoring`);
    ownedLike(`${place}.restoring`, isThere ? place : path.dirname(path.resolve(place)));
    if (isThere) putAside(place, kept);
    renameSync(`${place}.restoring`, place);
    return { kept: isThere ? kept : null, total };
  } finally {
    rmSync(`${place}.restoring`, { force: true });
    done();
  }
}

function putAside(place: string, kept: string): void {
  readyFolder(path.dirname(path.resolve(kept)));
  const parts = PARTS.filter((part) => existsSync(`${place}${part}`));
  for (const part of parts) {
    copyFileSync(`${place}${part}`, `${kept}${part}`);
    ownedLike(`${kept}${part}`, place);
  }
  for (const part of parts) rmSync(`${place}${part}`);
}

/** Who restores as root leaves the registry to whom it belongs. */
function ownedLike(file: string, other: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(other);
  chownSync(file, uid, gid);
}

async function refilled(ready: string, url: string, kept: string): Promise<Restored> {
  await unusedPostgres(url);
  const place = (await isOurs(url)) ? kept : await renamedSchema(url);
  if (place === kept) await backUp(url, kept);
  return { kept: place, total: await copyInto(ready, url, { replaces: true }) };
}

/** Whether what stands there can be read by this version. */
async function isOurs(url: string): Promise<boolean> {
  try {
    await migrate(url);
    return true;
  } catch (error) {
    if (error instanceof Refusal && /newer Daylight/.test(error.message)) return false;
    throw error;
  }
}

/** A registry that is newer than this version stays in a schema beside the new one; its name. */
async function renamedSchema(url: string): Promise<string> {
  const name = `before_restore_${Date.now()}`;
  await asked(url, `ALTER SCHEMA public RENAME TO ${name}`, 'CREATE SCHEMA public');
  return `the schema ${name}`;
}

async function asked(url: string, ...statements: string[]): Promise<unknown[]> {
  const { db, close } = await connect(url, { patient: true, readsOnly: true });
  try {
    let rows: unknown[] = [];
    for (const sql of statements) rows = await db.$queryRawUnsafe<unknown[]>(sql);
    return rows;
  } catch (error) {
    throw asRefusal(url, error);
  } finally {
    await close();
  }
}

/** The server sees a session for a moment longer than whoever left it. */
const LEAVING_MS = 2000;

async function unusedPostgres(url: string): Promise<void> {
  const users = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = '${SERVING}'`;
  const until = performance.now() + LEAVING_MS;
  while ((await asked(url, users)).length > 0) {
    if (performance.now() > until)
      throw new Refusal('The database is in use. Stop all replicas of Daylight first.');
    await wait(200);
  }
}
