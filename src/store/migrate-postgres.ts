import { createHash, randomUUID } from 'node:crypto';
import type { SqlQueryable } from '@prisma/driver-adapter-utils';
import { Refusal } from '../refusal.ts';
import { isAway } from './connection.ts';
import {
  type Migration,
  migrationsOf,
  NEWER_REMEDY,
  newerThanUs,
  type Upgrade,
  upgradeOf,
} from './migrations.ts';
import { PrismaPostgres } from './postgres-adapter.ts';

/**
 * As `migrate` does, a PostgreSQL database, in one transaction: a start that is interrupted leaves it as it was, and of
 * several replicas that start at once one does it while the others wait.
 */
export async function migratePostgres(url: string): Promise<Upgrade> {
  const migrations = migrationsOf('postgresql');
  const adapter = await new PrismaPostgres({ url, patient: true }).connect();
  try {
    const before = await appliedTo(adapter, url);
    if (pending(url, migrations, before).length === 0) return upgradeOf(before, []);
    const transaction = await adapter.startTransaction();
    const run = (sql: string) => transaction.executeRaw({ sql, args: [], argTypes: [] });
    try {
      await run(TABLE);
      const applied = await appliedTo(transaction, url);
      const missing = pending(url, migrations, applied);
      for (const migration of missing) {
        await run(migration.sql);
        await run(noted(migration));
      }
      await run('COMMIT');
      await transaction.commit();
      return upgradeOf(applied, missing);
    } catch (error) {
      await run('ROLLBACK').catch(() => {});
      await transaction.rollback();
      throw error;
    }
  } catch (error) {
    throw asRefusal(url, error);
  } finally {
    await adapter.dispose();
  }
}

/** Throws Refusal, with the remedy, where what stands in a PostgreSQL database is no registry of this version. */
export async function checkedPostgres(url: string): Promise<void> {
  const adapter = await new PrismaPostgres({ url, patient: true }).connect();
  try {
    const applied = await appliedTo(adapter, url);
    if (applied.size === 0)
      throw new Refusal(`${named(url)} is empty. Correct DATABASE_URL, or start Daylight once.`);
    if (pending(url, migrationsOf('postgresql'), applied).length > 0)
      throw new Refusal(
        `${named(url)} was written by an earlier Daylight. Back it up with that version or with pg_dump, or start this one, which brings it up to date whole or not at all.`,
      );
  } catch (error) {
    throw asRefusal(url, error);
  } finally {
    await adapter.dispose();
  }
}

/** The table in which Prisma notes migrations too. */
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

function noted({ name, sql }: Migration): string {
  const checksum = createHash('sha256').update(sql).digest('hex');
  return `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
    VALUES ('${randomUUID()}', '${checksum}', '${name}', now(), 1)`;
}

/** What is still to be applied; refuses a database that is newer than us. */
function pending(url: string, migrations: readonly Migration[], applied: ReadonlySet<string>): Migration[] {
  const unknown = newerThanUs(migrations, applied);
  if (unknown && !migrations.some(({ name }) => applied.has(name))) throw notOurs(url);
  if (unknown)
    throw new Refusal(`${named(url)} was written by a newer Daylight (it has "${unknown}"). ${NEWER_REMEDY}`);
  return migrations.filter(({ name }) => !applied.has(name));
}

/** The names of the migrations that the database has; refuses one with tables of somebody else's. */
async function appliedTo(queryable: SqlQueryable, url: string): Promise<Set<string>> {
  const tables = await texts(
    queryable,
    'SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()',
  );
  if (tables.length === 0) return new Set();
  if (!tables.includes('_prisma_migrations')) throw notOurs(url);
  return new Set(
    await texts(queryable, 'SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL'),
  );
}

async function texts(adapter: SqlQueryable, sql: string): Promise<string[]> {
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
  return rows.map(([text]) => String(text));
}

/** The database without its password. */
function named(url: string): string {
  const { host, pathname } = new URL(url);
  return `The PostgreSQL database "${pathname.slice(1)}" at ${host}`;
}

const notOurs = (url: string): Refusal =>
  new Refusal(
    `${named(url)} has tables of another program. Name a database of its own; this one was left as it is.`,
  );

/** By the adapter's kinds of errors, or PostgreSQL's codes. */
const REMEDIES: Record<string, string> = {
  DatabaseNotReachable: "can't be reached. Start the server, or correct its address.",
  SocketTimeout: "doesn't answer. Look at the network between here and there, or correct its address.",
  ConnectionClosed: 'closes the connection. Look at its log.',
  DatabaseDoesNotExist: "doesn't exist. Create it, or correct its name.",
  AuthenticationFailed: 'refuses this user or password. Correct them.',
  DatabaseAccessDenied: 'refuses this user. Grant access, or name another.',
  TlsConnectionError: "can't be reached by TLS as asked for. Correct sslmode, or the certificates.",
  '42501': 'lets this user make no tables. Make it the owner: ALTER DATABASE … OWNER TO …, or createdb -O ….',
  TooManyConnections: 'has no connection to spare. Raise max_connections, or run fewer replicas.',
};

interface Cause {
  kind?: string;
  originalCode?: string;
}

/** As the driver adapter says it, or Prisma's engine of it. */
interface AdapterError {
  cause?: Cause;
  meta?: { driverAdapterError?: { cause?: Cause } };
}

/** What an operator can mend, in one sentence; anything else is thrown as it is. */
export function asRefusal(url: string, error: unknown): unknown {
  const { cause, meta } = error as AdapterError;
  const { kind = '', originalCode = '' } = cause ?? meta?.driverAdapterError?.cause ?? {};
  const remedy =
    REMEDIES[kind] ??
    REMEDIES[originalCode] ??
    (isAway(error) ? "doesn't answer just now. Look at its log." : undefined);
  return remedy ? new Refusal(`${named(url)} ${remedy}`) : error;
}
