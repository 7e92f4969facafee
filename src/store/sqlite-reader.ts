import type Database from 'libsql';
import { LRUCache } from 'lru-cache';
import { type Converter, named, type Read, toDate, toJson } from './reading.ts';
import { isBusy, openSqlite, type SqliteOptions } from './sqlite-adapter.ts';

/** Readers say the same few dozen statements. */
const PREPARED = 200;

/** How SQLite has what is no text or number, by the type that the column is declared with. */
const CONVERTERS: Record<string, Converter> = {
  DATETIME: toDate,
  JSONB: toJson,
  BOOLEAN: Boolean,
};

/** libsql answers at once: without a pause, a loop of queries would never let anything else happen. */
const LONGEST_MS = 5;

interface Prepared {
  all(values: readonly unknown[]): unknown[][];
  names: string[];
  converters: Converter[];
}

/** A single row is quickest asked for as one. */
const ONE = / LIMIT 1$/;

const oneBy = (statement: Database.Statement) => (values: readonly unknown[]) => {
  const row = statement.get(values) as unknown[] | undefined;
  return row ? [row] : [];
};

/**
 * Several are quickest as one value, in JSON: the driver hands each column over by itself, which takes it twice as long. JSON
 * has text, whole numbers and nothing, as the model has: a column of bytes or of fractions would need a way of its own.
 */
function asJson(sql: string, names: readonly string[]): string {
  const columns = names.map((_, i) => `c${i}`).join();
  return `WITH r(${columns}) AS (${sql}) SELECT json_group_array(json_array(${columns})) FROM r`;
}

const manyBy = (statement: Database.Statement) => (values: readonly unknown[]) => {
  const [rows] = statement.get(values) as [string];
  return JSON.parse(rows) as unknown[][];
};

/** Reads on a connection of its own: what it reads was committed, and it waits for no transaction of ours. */
export function sqliteReader(options: SqliteOptions): { read: Read; close(): void } {
  const cache = new LRUCache<string, Prepared>({ max: PREPARED });
  let db: Database.Database | undefined;
  let isClosed = false;
  let lastPause = 0;
  let pause: Promise<void> | undefined;

  function prepared(sql: string): Prepared {
    if (isClosed) throw new Error('the database is closed');
    const known = cache.get(sql);
    if (known) return known;
    db ??= openSqlite(options);
    const statement = db.prepare(sql).raw(true);
    const columns = statement.columns() as { name: string; type: string | null }[];
    const names = columns.map(({ name }) => name);
    const made = {
      all: ONE.test(sql) ? oneBy(statement) : manyBy(db.prepare(asJson(sql, names)).raw(true)),
      names,
      converters: columns.map(({ type }) => CONVERTERS[type ?? '']),
    };
    cache.set(sql, made);
    return made;
  }

  function renew(): void {
    // The old one stays as long as there is no new one: asking a closed connection ends the process.
    const before = db;
    db = openSqlite(options);
    cache.clear();
    before?.close();
  }

  /** One pause for all who read, so that together they hold nobody up for longer. */
  function paused(): Promise<void> {
    pause ??= new Promise<unknown>(setImmediate).then(() => {
      lastPause = performance.now();
      pause = undefined;
    });
    return pause;
  }

  return {
    async read(sql, ...values) {
      while (performance.now() - lastPause > LONGEST_MS) await paused();
      const began = performance.now();
      try {
        const { all, names, converters } = prepared(sql);
        return named(names, converters, all(values));
      } catch (error) {
        if (isBusy(error)) renew();
        throw error;
      } finally {
        options.took?.((performance.now() - began) / 1000);
      }
    },
    close() {
      isClosed = true;
      cache.clear();
      db?.close();
      db = undefined;
    },
  };
}
