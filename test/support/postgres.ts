import { postgresInWebAssembly } from '../../prisma/postgres-server.ts';
import { SEALED } from '../../src/store/history.ts';
import { PrismaPostgres, WRITE_LOCK } from '../../src/store/postgres-adapter.ts';
import { openStore } from '../../src/store/store.ts';
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

// By DELETE, a tenth of the time that TRUNCATE takes for files of its own; no key or trigger is looked at on the way.
// That its history is sealed stays: of an empty one it is.
const EMPTIED = `DO $$ DECLARE name text; BEGIN
  -- Whoever still writes for a test that is over is waited for.
  PERFORM pg_advisory_xact_lock(${WRITE_LOCK});
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'Fact')
  LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  DELETE FROM "Fact" WHERE "key" <> '${SEALED}';
  PERFORM setval(format('%I', sequencename)::regclass, 1, false)
  FROM pg_sequences WHERE schemaname = 'public';
END $$`;

async function make(): Promise<Kept> {
  const url = process.env.TEST_POSTGRES_URL
    ? await database(process.env.TEST_POSTGRES_URL)
    : await postgresInWebAssembly();
  await (await openStore(url)).close();
  const adapter = await new PrismaPostgres({ url, patient: true }).connect();
  return { url, run: async (sql) => void (await adapter.executeRaw({ sql, args: [], argTypes: [] })) };
}
