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
  statement: Database.Statement;
  names: string[];
  converters: Converter[];
}

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
      statement,
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
        const { statement, names, converters } = prepared(sql);
        return named(names, converters, statement.all(values) as unknown[][]);
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
