import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaClient } from './generated/sqlite/client.ts';
import type { PostgresOptions } from './postgres-adapter.ts';
import { providerOf } from './schema.ts';
import { PrismaSqlite } from './sqlite-adapter.ts';
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

/** Connects to the database that `url` names. */
export async function connect(url: string, connecting: Connecting): Promise<Database> {
  const options = { url, ...connecting };
  if (providerOf(url) === 'sqlite')
    return new PrismaClient({ adapter: new PrismaSqlite(options), ...OPTIONS });
  // Loaded only where it is used.
  const [{ PrismaPostgres }, postgresql] = [
    await import('./postgres-adapter.ts'),
    await import('./generated/postgresql/client.ts'),
  ];
  const adapter: SqlMigrationAwareDriverAdapterFactory = new PrismaPostgres(options);
  return new postgresql.PrismaClient({ adapter, ...OPTIONS }) as unknown as Database;
}

/** Prisma's codes mean the same on both databases; their details don't. */
export const isTaken = (error: unknown): boolean => (error as { code?: string }).code === 'P2002';
