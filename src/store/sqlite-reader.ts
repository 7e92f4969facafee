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

interface Prepared {
  all(values: readonly unknown[]): unknown[][];
  names: string[];
  converters: Converter[];
}

/** A single row costs the driver half as much when it is asked for as one. */
const ONE = / LIMIT 1$/;
const oneOf = (statement: Database.Statement) => (values: readonly unknown[]) => {
  const row = statement.get(values) as unknown[] | undefined;
  return row ? [row] : [];
};

/** Reads on a connection of its own: what it reads was committed, and it waits for no transaction of ours. */
export function sqliteReader(options: SqliteOptions): { read: Read; close(): void } {
  const cache = new LRUCache<string, Prepared>({ max: PREPARED });
  let db: Database.Database | undefined;
  let isClosed = false;

  function prepared(sql: string): Prepared {
    if (isClosed) throw new Error('the database is closed');
    const known = cache.get(sql);
    if (known) return known;
    db ??= openSqlite(options);
    const statement = db.prepare(sql).raw(true);
    const columns = statement.columns() as { name: string; type: string | null }[];
    const made = {
      all: ONE.test(sql)
        ? oneOf(statement)
        : (values: readonly unknown[]) => statement.all(values) as unknown[][],
      names: columns.map(({ name }) => name),
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

  return {
    async read(sql, ...values) {
      // libsql answers at once: without this, a loop of queries would never let anything else happen.
      await new Promise(setImmediate);
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
