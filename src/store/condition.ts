import { accessSync, constants } from 'node:fs';
import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import { type Finding, ill, well } from '../finding.ts';
import { isDamaged, RESTORE, said } from '../refusal.ts';
import { Prisma } from './generated/sqlite/client.ts';
import { asRefusal } from './migrate-postgres.ts';
import { APPLICATION_ID } from './migrate-sqlite.ts';
import { indexesOf, migrationsOf, NEWER_REMEDY, newerThanUs } from './migrations.ts';
import { PrismaPostgres } from './postgres-adapter.ts';
import { type Provider, providerOf } from './schema.ts';
import { PrismaSqlite, sqliteFile } from './sqlite-adapter.ts';

// Whether a database is what this version expects, looked at without changing anything in it.

/** What stands in the database. */
interface Found {
  /** By table, its columns. */
  tables: Map<string, Set<string>>;
  indexes: Set<string>;
  applied: Set<string>;
  /** It is another program's. */
  isTheirs: boolean;
  /** What the database itself says is broken. */
  broken: string[];
}

/** The condition of the database that `url` names, also where it can't be opened. */
export async function condition(url: string): Promise<Finding[]> {
  const provider = providerOf(url);
  const fault = provider === 'sqlite' ? unreadable(sqliteFile(url)) : null;
  if (fault) return [fault];
  let adapter: SqlDriverAdapter | undefined;
  try {
    adapter = await adapterOf(provider, url);
    return findings(provider, await look(provider, adapter));
  } catch (error) {
    if (provider === 'sqlite' && isDamaged(error))
      return [damaged(`${sqliteFile(url)}: ${(error as Error).message}`)];
    return [ill('Database', said(provider === 'sqlite' ? error : asRefusal(url, error)), ASK_AGAIN)];
  } finally {
    await adapter?.dispose();
  }
}

function adapterOf(provider: Provider, url: string) {
  return provider === 'sqlite' ? new PrismaSqlite({ url }).connect() : new PrismaPostgres({ url }).connect();
}

const ASK_AGAIN = 'Then run doctor again: it could not look into the database.';

/** What can be told of a file before it is opened. */
function unreadable(file: string): Finding | null {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? ill('Database', `there is no file ${file}`, 'Correct DATABASE_URL, or start Daylight once.')
      : ill(
          'Database',
          `this user may not read and write ${file} (${code})`,
          'Run doctor as the user that Daylight has, or give it the right to the file and its folder.',
        );
  }
}

async function rowsOf(adapter: SqlQueryable, sql: string): Promise<string[][]> {
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
  return rows.map((row) => row.map(String));
}

const LOOKS = {
  sqlite: {
    columns: `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`,
    indexes: `SELECT name FROM sqlite_master WHERE type = 'index'`,
    theirs: `SELECT 1 FROM pragma_application_id WHERE application_id <> ${APPLICATION_ID}`,
    broken: 'PRAGMA integrity_check',
  },
  postgresql: {
    columns:
      'SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()',
    indexes: 'SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()',
    // A migration is whole there, or not at all.
    theirs: `SELECT 1 WHERE to_regclass('"_prisma_migrations"') IS NULL`,
    broken: `SELECT indexrelid::regclass::text || ' is not valid' FROM pg_index WHERE NOT indisvalid`,
  },
} as const;

async function look(provider: Provider, adapter: SqlQueryable): Promise<Found> {
  const sql = LOOKS[provider];
  const tables = new Map<string, Set<string>>();
  for (const [table = '', column = ''] of await rowsOf(adapter, sql.columns))
    tables.set(table, (tables.get(table) ?? new Set()).add(column));
  const applied = tables.has('_prisma_migrations')
    ? await rowsOf(adapter, 'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL')
    : [];
  return {
    tables,
    indexes: new Set((await rowsOf(adapter, sql.indexes)).flat()),
    applied: new Set(applied.flat()),
    isTheirs: tables.size > 0 && (await rowsOf(adapter, sql.theirs)).length > 0,
    broken: (await rowsOf(adapter, sql.broken)).flat().filter((line) => line !== 'ok'),
  };
}

const INTEGRITY = 'Database: integrity';
const damaged = (why: string): Finding => ill(INTEGRITY, why, RESTORE);

function findings(provider: Provider, found: Found): Finding[] {
  const healthy = found.broken.length === 0;
  return [
    healthy ? well(INTEGRITY) : damaged(found.broken.slice(0, 5).join('; ')),
    ...versionOf(provider, found),
  ];
}

/** An earlier version's database: a file is a backup as it is, and a server's tables are read as this version has them. */
const BACK_UP: Record<Provider, string> = {
  sqlite: 'Back it up (`npm run backup`)',
  postgresql: 'Back it up with the version that wrote it, or with pg_dump',
};

function versionOf(provider: Provider, { tables, indexes, applied, isTheirs }: Found): Finding[] {
  const version = 'Database: version';
  if (tables.size === 0) return [ill(version, 'it is empty', 'Start Daylight: it sets it up.')];
  const migrations = migrationsOf(provider);
  if (isTheirs)
    return [ill(version, 'it is another program’s', 'Name a database of its own in DATABASE_URL.')];
  const newer = newerThanUs(migrations, applied);
  if (newer)
    return [
      ill(version, `a newer Daylight wrote it: it has "${newer}", which this one doesn't know`, NEWER_REMEDY),
    ];
  const pending = migrations.filter(({ name }) => !applied.has(name));
  if (pending.length > 0) {
    const names = pending.map(({ name }) => name).join(', ');
    return [
      ill(
        version,
        `not yet applied: ${names}`,
        `${BACK_UP[provider]}, then start Daylight: it upgrades by itself.`,
      ),
    ];
  }
  const differences = [...missingColumns(tables), ...missingIndexes(migrations, indexes)];
  const schema = 'Database: schema';
  return [
    well(version),
    differences.length === 0
      ? well(schema)
      : ill(
          schema,
          `changed outside Daylight: ${differences.slice(0, 10).join(', ')}`,
          'Undo that change, or restore a backup from before it.',
        ),
  ];
}

/** Columns of the model that the tables lack, and columns of its tables that it doesn't have. */
function missingColumns(tables: Found['tables']): string[] {
  return Object.values(Prisma.ModelName).flatMap((model) => {
    const expected = new Set<string>(Object.values(Prisma[`${model}ScalarFieldEnum`]));
    const there = tables.get(model);
    if (!there) return [`the table ${model} is missing`];
    return [
      ...[...expected].filter((name) => !there.has(name)).map((name) => `${model}.${name} is missing`),
      ...[...there].filter((name) => !expected.has(name)).map((name) => `${model}.${name} was added`),
    ];
  });
}

/** What the migrations made, and did not take away again. */
function missingIndexes(migrations: ReturnType<typeof migrationsOf>, there: Found['indexes']): string[] {
  return [...indexesOf(migrations)]
    .filter((name) => !there.has(name))
    .map((name) => `the index ${name} is missing`);
}
