import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { migrate } from '../../src/store/migrate.ts';
import { PrismaPostgres } from '../../src/store/postgres-adapter.ts';
import type { TestDatabase } from './test-database.ts';

// Databases of this process: emptied and used again, since making one takes longer than a test. On the server that
// TEST_POSTGRES_URL names; else each is a PostgreSQL in WebAssembly of its own.

interface Kept {
  url: string;
  run(sql: string): Promise<void>;
}

const free: Kept[] = [];
let made = 0;

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
  made += 1;
  const url = process.env.TEST_POSTGRES_URL
    ? await onServer(process.env.TEST_POSTGRES_URL, `daylight_test_${process.pid}_${made}`)
    : await inWebAssembly();
  await migrate(url);
  const adapter = await new PrismaPostgres({ url, patient: true }).connect();
  return { url, run: async (sql) => void (await adapter.executeRaw({ sql, args: [], argTypes: [] })) };
}

async function onServer(server: string, name: string): Promise<string> {
  const adapter = await new PrismaPostgres({ url: server, patient: true }).connect();
  await adapter.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await adapter.executeScript(`CREATE DATABASE "${name}"`);
  await adapter.dispose();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

async function inWebAssembly(): Promise<string> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 50 });
  await server.start();
  return `postgresql://postgres@${server.getServerConn()}/postgres`;
}
