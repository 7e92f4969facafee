import Database from 'libsql';
import { PrismaPostgres } from '../../src/store/postgres-adapter.ts';
import { providerOf } from '../../src/store/schema.ts';
import { CHECKPOINT_PAGES, sqliteFile } from '../../src/store/sqlite-adapter.ts';

export type Rows = Record<string, unknown>[];

/** A database through its driver alone: the floor. */
export interface Raw {
  /** Runs a statement whose parameters are `?`, prepared once. */
  all(sql: string, ...args: unknown[]): Promise<Rows>;
  /** Runs statements within one durable transaction. */
  transaction(work: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

export const openRaw = (url: string): Promise<Raw> =>
  providerOf(url) === 'sqlite' ? sqlite(url) : postgres(url);

async function sqlite(url: string): Promise<Raw> {
  const db = new Database(sqliteFile(url));
  db.exec('PRAGMA synchronous=FULL');
  db.exec(`PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}`);
  const prepared = new Map<string, Database.Statement>();
  return {
    async all(sql, ...args) {
      const statement = prepared.get(sql) ?? db.prepare(sql);
      prepared.set(sql, statement);
      if (/^\s*select/i.test(sql)) return statement.all(args) as Rows;
      statement.run(args);
      return [];
    },
    async transaction(work) {
      db.exec('BEGIN IMMEDIATE');
      await work();
      db.exec('COMMIT');
    },
    close: async () => void db.close(),
  };
}

/** What is used here of the PostgreSQL driver. */
interface Client {
  query(asked: { name?: string; text: string; values?: unknown[] }): Promise<{ rows: Rows }>;
  release(): void;
}

async function postgres(url: string): Promise<Raw> {
  const adapter = await new PrismaPostgres({ url, patient: true, readsOnly: true }).connect();
  const client = (await adapter.underlyingDriver().connect()) as unknown as Client;
  const prepared = new Map<string, { name: string; text: string }>();
  return {
    async all(sql, ...args) {
      let n = 0;
      const numbered = () => {
        n += 1;
        return `$${n}`;
      };
      const known = prepared.get(sql) ?? {
        name: `s${prepared.size}`,
        text: sql.replace(/\?/g, numbered),
      };
      prepared.set(sql, known);
      return (await client.query({ ...known, values: args })).rows;
    },
    async transaction(work) {
      await client.query({ text: 'BEGIN' });
      await work();
      await client.query({ text: 'COMMIT' });
    },
    async close() {
      client.release();
      await adapter.dispose();
    },
  };
}
