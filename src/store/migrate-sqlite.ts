import { accessSync, constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { READ_ONLY, Refusal } from '../refusal.ts';
import {
  type Migration,
  migrationsOf,
  NEWER_REMEDY,
  newerThanUs,
  type Upgrade,
  upgradeOf,
} from './migrations.ts';
import { migrationsFolder, schemaFor } from './schema.ts';
import { withSchemaEngine } from './schema-engine.ts';
import { PrismaSqlite, sqliteFile } from './sqlite-adapter.ts';

/** "Dayl" in ASCII: SQLite's own field for whose file this is. */
export const APPLICATION_ID = 0x4461796c;
const LOCK_TIMEOUT_MS = 60_000;

/** As `migrate` does, a database file. */
export async function migrateSqlite(url: string): Promise<Upgrade> {
  const file = sqliteFile(url);
  writable(file);
  const unlock = starting(file);
  try {
    restoreInterrupted(file);
    const migrations = migrationsOf('sqlite');
    const applied = appliedTo(file, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    if (applied.size > 0 && missing.length > 0) copyBefore(file);
    if (missing.length > 0) await apply(url, migrations);
    rmSync(copyOf(file), { force: true });
    return upgradeOf(applied, missing);
  } finally {
    unlock();
  }
}

const apply = (url: string, migrations: readonly Migration[]): Promise<unknown> =>
  withSchemaEngine(new PrismaSqlite({ url }), schemaFor('sqlite'), (engine) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsFolder('sqlite'),
        lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    }),
  );

/** Where the database stands as it was before an upgrade, until that is done. */
const copyOf = (file: string): string => `${file}-before-upgrade`;

function copyBefore(file: string): void {
  rmSync(copyOf(file), { force: true });
  const db = new Database(file, { timeout: LOCK_TIMEOUT_MS } as Database.Options);
  db.prepare('VACUUM INTO ?').run(copyOf(file));
  db.close();
}

/** An upgrade that was interrupted is begun anew, from the copy that was made before it. */
function restoreInterrupted(file: string): void {
  if (!isInterrupted(file)) return;
  // What is replaced is kept: nobody else may have written to it, but it is not ours to throw away.
  copyFileSync(file, `${file}-interrupted`);
  copyFileSync(copyOf(file), `${file}-new`);
  for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true });
  renameSync(`${file}-new`, file);
}

/** Whether an upgrade of it was begun, and not finished. */
function isInterrupted(file: string): boolean {
  if (!existsSync(file) || !existsSync(copyOf(file))) return false;
  const db = new Database(file, { timeout: LOCK_TIMEOUT_MS } as Database.Options);
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get();
    const begun =
      'SELECT 1 FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL LIMIT 1';
    return !table || db.prepare(begun).get() !== undefined;
  } finally {
    db.close();
  }
}

function writable(file: string): void {
  const folder = path.dirname(path.resolve(file));
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EROFS')
      throw new Refusal(`The database file "${file}" can't be written: ${READ_ONLY}`);
    throw new Refusal(
      `The database file "${file}" can't be written. Give this user write permission on the file and its folder, or name another in DATABASE_URL.`,
    );
  }
}

/** Keeps others from starting on the database: a lock on a file beside it, which the operating system releases if this process dies. */
export function starting(file: string): () => void {
  const db = new Database(`${file}-starting`, { timeout: LOCK_TIMEOUT_MS } as Database.Options);
  db.exec('BEGIN EXCLUSIVE');
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

/** Whose a file says that it is, and the names of its tables. */
function contentOf(db: Database.Database): { id: number; tables: string[] } {
  const { application_id: id } = db.prepare('PRAGMA application_id').get() as { application_id: number };
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as {
    name: string;
  }[];
  return { id, tables: tables.map(({ name }) => name) };
}

/** The names of the migrations that the file has; refuses a file that isn't ours or is newer than us. */
function appliedTo(file: string, migrations: readonly Migration[]): Set<string> {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: LOCK_TIMEOUT_MS } as Database.Options);
    const { id, tables } = contentOf(db);
    if (id === 0 && tables.length === 0) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    else if (id !== APPLICATION_ID) throw notOurs(file);
    if (!tables.includes('_prisma_migrations')) return new Set();
    const rows = db
      .prepare('SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL')
      .all();
    const applied = new Set((rows as { name: string }[]).map(({ name }) => name));
    const unknown = newerThanUs(migrations, applied);
    if (unknown) {
      throw new Refusal(
        `The database file "${file}" was written by a newer Daylight (it has "${unknown}"). ${NEWER_REMEDY}`,
      );
    }
    return applied;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (/not a database/i.test(String(error))) throw notOurs(file);
    throw error;
  } finally {
    db?.close();
  }
}

/** Looks through a database file that exists: throws Refusal, with the remedy, when it isn't ours, is newer than us, or is damaged. */
export function checkedSqlite(file: string, remedy = 'Take another one.'): void {
  if (!existsSync(file))
    throw new Refusal(`There is no file ${file}. Correct DATABASE_URL, or start Daylight once.`);
  if (appliedTo(file, migrationsOf('sqlite')).size === 0) throw notOurs(file);
  if (isInterrupted(file))
    throw new Refusal(`An upgrade of "${file}" is not finished. Start Daylight: it goes on with it.`);
  const db = new Database(file);
  const lines = db.prepare('PRAGMA integrity_check(5)').all() as { integrity_check: string }[];
  db.close();
  const faults = lines.map((line) => line.integrity_check).filter((line) => line !== 'ok');
  if (faults.length > 0) throw new Refusal(`${file} is damaged: ${faults.join('; ')}. ${remedy}`);
}

/** Whether an earlier version wrote the file. */
export function isOlder(file: string): boolean {
  const migrations = migrationsOf('sqlite');
  const applied = appliedTo(file, migrations);
  return migrations.some(({ name }) => !applied.has(name));
}

/** Throws Refusal where the file is another program's database; one that can't be read may be ours, and damaged. */
export function notAnothers(file: string): void {
  if (!existsSync(file)) return;
  const db = new Database(file);
  let isTheirs = false;
  try {
    const { id, tables } = contentOf(db);
    isTheirs = tables.length > 0 && id !== APPLICATION_ID;
  } catch {
    // Nothing that can be said of it.
  } finally {
    db.close();
  }
  if (isTheirs) throw notOurs(file);
}

/** Throws Refusal while anybody has the database file open. */
export function unusedSqlite(file: string): void {
  if (!existsSync(file)) return;
  const db = new Database(file, { timeout: 0 } as Database.Options);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    db.exec('ROLLBACK');
  } catch (error) {
    // What is no database is used by nobody.
    if (/locked|busy/i.test(String(error))) throw new Refusal(`${file} is in use. Stop Daylight first.`);
  } finally {
    db.close();
  }
}

const notOurs = (file: string): Refusal =>
  new Refusal(
    `The database file "${file}" is not a Daylight database. Name another; this one was left as it is.`,
  );
