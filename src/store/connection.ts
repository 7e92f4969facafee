import { PrismaClient } from './generated/sqlite/client.ts';
import { PrismaSqlite } from './sqlite-adapter.ts';

export type Database = PrismaClient;
/** What the queries of one transaction run on. */
export type Transaction = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'
>;

/** One connection to the database that `url` names; calls `wrote` whenever it changed something. */
export const connect = (url: string, wrote?: () => void): Database =>
  new PrismaClient({
    adapter: new PrismaSqlite({ url, ...(wrote && { wrote }) }),
    transactionOptions: { maxWait: 10_000, timeout: 5_000 },
  });

/** Prisma's codes mean the same on both databases; their details don't. */
export const isTaken = (error: unknown): boolean => (error as { code?: string }).code === 'P2002';
