import { postgresInWebAssembly } from '../../prisma/postgres-server.ts';
import { migrate } from '../../src/store/migrate.ts';
import { PrismaPostgres } from '../../src/store/postgres-adapter.ts';
import { database } from './server-database.ts';
import type { TestDatabase } from './test-database.ts';

// Databases of this process: emptied and used again, since making one takes longer than a test. On the server that
// TEST_POSTGRES_URL names; else each is a PostgreSQL in WebAssembly of its own.

interface Kept {
  url: string;
  run(sql: string): Promise<void>;
}

const free: Kept[] = [];

export async function takePostgres(): Promise<TestDatabase> {
  const kept = free.pop() ?? (await make());
  return {
    url: kept.url,
    beside: kept.run,
    async release() {
      await kept.run(EMPTIED);
      free.push(kept);
    },
  };
}

const EMPTIED = `DO $$ DECLARE tables text; BEGIN
  SELECT string_agg(quote_ident(tablename), ', ') INTO tables FROM pg_tables
  WHERE schemaname = 'public' AND tablename <> '_prisma_migrations';
  EXECUTE 'TRUNCATE ' || tables || ' RESTART IDENTITY CASCADE';
END $$`;

async function make(): Promise<Kept> {
  const url = process.env.TEST_POSTGRES_URL
    ? await database(process.env.TEST_POSTGRES_URL)
    : await inWebAssembly();
  const adapter = await new PrismaPostgres({ url, patient: true }).connect();
  return { url, run: async (sql) => void (await adapter.executeRaw({ sql, args: [], argTypes: [] })) };
}

async function inWebAssembly(): Promise<string> {
  const url = await postgresInWebAssembly();
  await migrate(url);
  return url;
}
