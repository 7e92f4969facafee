import { setTimeout as wait } from 'node:timers/promises';
import type { Client, InStatement, ResultSet, Transaction } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import Database from 'libsql';
import { LRUCache } from 'lru-cache';
import type { Value } from './reading.ts';
import { sqliteStatements } from './sqlite-statements.ts';
import { type Asked, type Statements, untilOver } from './statements.ts';
import type { Watched } from './watched.ts';

export interface SqliteOptions extends Watched {
  url: string;
  /** How long a write waits for another process's lock, in milliseconds. */
  busyTimeout?: number;
  /** Called as a transaction is asked for. */
  asked?: Asked;
  /** Called as what was written is about to be there for all. */
  committing?(): void;
}

const SQLITE_BUSY = 5;

/** The path in `file:./data/daylight.db`. */
export const sqliteFile = (url: string): string => url.replace(/^file:/, '').replace(/\?.*$/, '');

/**
 * Prisma's libsql adapter on one connection of our own: `@libsql/client` forgets its PRAGMAs and leaks file descriptors
 * after each transaction, begins DEFERRED, and after one SQLITE_BUSY leaves a statement open. Here each write takes the
 * lock first (so BUSY can only come from BEGIN, which leaves nothing behind), and a connection that ever was BUSY is
 * thrown away. The adapter's own mutex keeps other queries out while a transaction is open.
 */
export class PrismaSqlite extends PrismaLibSql {
  #options: SqliteOptions;
  /** The statements of the transaction that began last. */
  #begun: Statements | undefined;

  constructor(options: SqliteOptions) {
    super({ url: options.url });
    this.#options = options;
  }

  override createClient(): Client {
    return oneConnection(this.#options, (statements) => {
      this.#begun = statements;
    }) as Client;
  }

  override async connect(): ReturnType<PrismaLibSql['connect']> {
    const adapter = await super.connect();
    const begin = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      const begun = this.#options.asked?.(level);
      const transaction = await begin(level);
      // This one's: the adapter begins no other before it is over.
      if (this.#begun) begun?.(this.#begun);
      return transaction;
    };
    return adapter;
  }
}

/** SQLite's own waiting holds everybody in this process up: it is short, and the rest of it is ours. */
const HOLD_MS = 20;
/** Opening happens seldom, and may meet somebody who cleans up. */
const OPEN_MS = 5_000;
const BUSY_MS = 10_000;
/** The longest pause between two looks at whether the lock is free. */
const PAUSE_MS = 250;

/** What one person answers for lies on a thousand pages of a large registry; SQLite keeps 2 MB of them unless told. */
const CACHE_KB = 8000;

/**
 * As many pages may be written before whoever writes next brings them into the database's file: a write changes several dozen,
 * and with SQLite's own 1,000 one in fifteen waited three times as long as the others.
 */
export const CHECKPOINT_PAGES = 2000;

/** A connection with the settings that every one of ours has. */
export function openSqlite({ url }: SqliteOptions): Database.Database {
  const db = new Database(sqliteFile(url), { timeout: OPEN_MS } as Database.Options);
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  db.exec('PRAGMA foreign_keys=ON');
  db.exec(`PRAGMA busy_timeout=${HOLD_MS}`);
  db.exec(`PRAGMA cache_size=-${CACHE_KB}`);
  db.exec(`PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}`);
  return db;
}

export const isBusy = (error: unknown): boolean =>
  (((error as { rawCode?: number }).rawCode ?? 0) & 0xff) === SQLITE_BUSY;

const isRead = (sql: string): boolean => /^\s*(select|pragma|explain|vacuum|attach|detach)\b/i.test(sql);

/** Prisma expects an ArrayBuffer where libsql gives a view. */
const plainBytes = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength)
    : value;

/** Prisma says the same few hundred statements; preparing each anew would leave as many to the garbage collector. */
const PREPARED = 200;

interface Prepared {
  statement: Database.Statement;
  /** Whether it gives rows back. */
  reads: boolean;
  /** What they are called and declared as, once it was asked: that takes as long as a small query. */
  columns?: Pick<ResultSet, 'columns' | 'columnTypes'>;
}

function prepared(db: Database.Database, cache: LRUCache<string, Prepared>, sql: string): Prepared {
  const known = cache.get(sql);
  if (known) return known;
  const statement = db.prepare(sql).safeIntegers(true);
  let reads = true;
  try {
    statement.raw(true);
  } catch {
    // libsql refuses raw mode for a statement that returns no rows
    reads = false;
  }
  const made = { statement, reads };
  cache.set(sql, made);
  return made;
}

function columnsOf(statement: Database.Statement): Pick<ResultSet, 'columns' | 'columnTypes'> {
  const columns = statement.columns() as { name: string; type: string | null }[];
  return { columns: columns.map(({ name }) => name), columnTypes: columns.map(({ type }) => type ?? '') };
}

function run(prepared: Prepared, args: unknown[]): Partial<ResultSet> {
  const { statement, reads } = prepared;
  const bound = args.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  if (!reads) return { columns: [], columnTypes: [], rows: [], rowsAffected: statement.run(bound).changes };
  const rows = statement.all(bound) as unknown[][];
  for (const row of rows) for (let i = 0; i < row.length; i++) row[i] = plainBytes(row[i]);
  prepared.columns ??= columnsOf(statement);
  return { ...prepared.columns, rows: rows as unknown as ResultSet['rows'], rowsAffected: 0 };
}

function oneConnection(options: SqliteOptions, began: (statements: Statements) => void): Partial<Client> {
  const cache = new LRUCache<string, Prepared>({ max: PREPARED });
  let db = openSqlite(options);
  let statements = sqliteStatements(db);
  let inTransaction = false;

  function timed<T>(work: () => T): T {
    const began = performance.now();
    const result = work();
    options.took?.((performance.now() - began) / 1000);
    return result;
  }

  const execution = (sql: string, args: readonly unknown[]): ResultSet =>
    timed(() => run(prepared(db, cache, sql), [...args]) as ResultSet);

  /** What a transaction says beside Prisma. */
  const beside = () =>
    untilOver({
      read: async <Row>(sql: string, ...values: readonly Value[]) =>
        attempt(() => timed(() => statements.read<Row>(sql, values))),
      run: async (sql, ...values) => {
        options.wrote?.();
        return attempt(() => timed(() => statements.run(sql, values)));
      },
    });

  function attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      return fail(error);
    }
  }

  function fail(error: unknown): never {
    const busy = isBusy(error);
    if (!inTransaction || busy) {
      if (db.inTransaction && !busy) db.exec('ROLLBACK');
      if (busy || db.inTransaction) renew();
    }
    throw error;
  }

  /** Takes the write lock; while another process has it, this one goes on with all but its queries. */
  async function begin(): Promise<void> {
    const patience = performance.now() + (options.busyTimeout ?? BUSY_MS);
    for (let pause = HOLD_MS; ; pause = Math.min(2 * pause, PAUSE_MS)) {
      try {
        db.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() + pause > patience) fail(error);
        renew();
        await wait(pause);
      }
    }
  }

  function commit(): void {
    options.committing?.();
    db.exec('COMMIT');
  }

  function renew(): void {
    // The old one stays as long as there is no new one: asking a closed connection ends the process.
    const before = db;
    db = openSqlite(options);
    statements = sqliteStatements(db);
    cache.clear();
    before.close();
  }

  async function execute(statement: InStatement | string): Promise<ResultSet> {
    const { sql, args = [] } = typeof statement === 'string' ? { sql: statement } : statement;
    // libsql answers at once: without this, a loop of queries would never let anything else happen.
    await new Promise(setImmediate);
    try {
      if (!isRead(sql)) options.wrote?.();
      if (inTransaction || isRead(sql)) return execution(sql, args as unknown[]);
      await begin();
      const result = execution(sql, args as unknown[]);
      commit();
      return result;
    } catch (error) {
      return fail(error);
    }
  }

  const ending = (end: () => void) => (over: () => void) => async () => {
    end();
    try {
      over();
    } catch (error) {
      inTransaction = false;
      fail(error);
    } finally {
      inTransaction = false;
    }
  };

  return {
    execute: execute as Client['execute'],
    async executeMultiple(sql) {
      options.committing?.();
      try {
        db.exec(sql);
      } catch (error) {
        fail(error);
      }
    },
    async transaction() {
      // As above: a loop of transactions.
      await new Promise(setImmediate);
      await begin();
      inTransaction = true;
      const { statements, end } = beside();
      began(statements);
      const by = ending(end);
      const rollback = () => void db.exec('ROLLBACK');
      return { execute, commit: by(commit), rollback: by(rollback) } as unknown as Transaction;
    },
    close: () => db.close(),
  };
}
