import path from 'node:path';
import { PrismaClient } from './generated/sqlite/client.ts';
import type { PostgresOptions } from './postgres-adapter.ts';
import type { Read } from './reading.ts';
import { providerOf } from './schema.ts';
import { isBusy, PrismaSqlite, sqliteFile } from './sqlite-adapter.ts';
import { sqliteReader } from './sqlite-reader.ts';
import { beginnings } from './statements.ts';
import type { Watched } from './watched.ts';

/** The client of either database: both are made from one model, and differ in no type that is used here. */
export type Database = PrismaClient;
/** What the queries of one transaction run on. */
export type Transaction = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'
>;

/** Errors name what failed, and not what was to be written: that is what people wrote. */
const OPTIONS = {
  errorFormat: 'minimal',
  transactionOptions: { maxWait: 10_000, timeout: 5_000 },
} as const;

export interface Connecting extends Watched, Pick<PostgresOptions, 'patient' | 'readsOnly'> {}

export interface Connection {
  db: Database;
  read: Read;
  close(): Promise<void>;
}

/** Where the database stands that `url` names, as an operator may read it: without its password. */
export function placeOf(url: string): string {
  if (providerOf(url) === 'sqlite') return path.resolve(sqliteFile(url));
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Connects to the database that `url` names. */
export async function connect(url: string, connecting: Connecting): Promise<Connection> {
  const { asked, withStatements } = beginnings();
  const options = { url, asked, ...connecting };
  if (providerOf(url) === 'sqlite') {
    const reader = sqliteReader(options);
    const adapter = new PrismaSqlite({ ...options, committing: reader.renewed });
    const db = new PrismaClient({ adapter, ...OPTIONS });
    withStatements<Transaction>(db);
    const close = async () => {
      reader.close();
      // So that the file alone is the whole registry: connections that are closed live on until they are collected.
      await db.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`.catch(() => {});
      await db.$disconnect();
    };
    return { db, read: reader.read, close };
  }
  // Loaded only where it is used.
  const [{ PrismaPostgres }, { readingBy }, postgresql] = [
    await import('./postgres-adapter.ts'),
    await import('./postgres-statements.ts'),
    await import('./generated/postgresql/client.ts'),
  ];
  const adapter = new PrismaPostgres(options);
  const db = new postgresql.PrismaClient({ adapter, ...OPTIONS }) as unknown as Database;
  withStatements<Transaction>(db);
  return { db, read: readingBy(() => adapter.connect()), close: () => db.$disconnect() };
}

/** Can't be reached, closed the connection, or had no lock, time or connection to spare: by Prisma's codes. */
const AWAY = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);

/** The server shuts down or is out of resources, or a lock or a session took too long: by PostgreSQL's own codes. */
const SERVERS = /^(57|53|55P03|25P03)/;
/** What a driver adapter says, beside Prisma's engine. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** Of the system, where an adapter passes it on as it is. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'EPIPE']);
/** What the driver says without a code. */
const LOST =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Can't reach database/i;

interface AwayError {
  code?: string;
  message?: string;
  cause?: { originalCode?: string; kind?: string };
  meta?: { driverAdapterError?: { cause?: { originalCode?: string } } };
}

/** The database does not answer: no fault of what was asked, and worth trying again. */
export function isAway(error: unknown): boolean {
  const { code = '', cause, meta, message = '' } = error as AwayError;
  const original = cause?.originalCode ?? meta?.driverAdapterError?.cause?.originalCode ?? '';
  const isCode = AWAY.has(code) || UNREACHABLE.has(code) || KINDS.has(cause?.kind ?? '');
  return isCode || isBusy(error) || SERVERS.test(original) || LOST.test(message);
}

/** What an error is called by Prisma, by SQLite itself, and by the PostgreSQL driver: the last two in statements beside Prisma. */
const called = (names: readonly string[]) => (error: unknown) => {
  const { code, cause } = error as AwayError;
  return names.includes(code ?? '') || names.includes(cause?.kind ?? '');
};

/** What was to be written once is there already. */
export const isTaken = called([
  'P2002',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'UniqueConstraintViolation',
]);

/** What the database will never take; all else is worth trying again. */
export const isRefused = called([
  ...['P2000', 'P2003', 'P2006', 'P2011', 'P2012', 'P2025'],
  ...['SQLITE_CONSTRAINT_FOREIGNKEY', 'SQLITE_CONSTRAINT_NOTNULL', 'SQLITE_TOOBIG'],
  ...['ForeignKeyConstraintViolation', 'NullConstraintViolation', 'LengthMismatch', 'ValueOutOfRange'],
]);
