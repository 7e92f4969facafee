import type Database from 'libsql';
import { LRUCache } from 'lru-cache';
import { type Column, type Converter, named, toDate, toJson, type Value } from './reading.ts';

/** Readers and writers say the same few dozen statements. */
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

/** Values as SQLite has them, and Prisma writes them. */
const bound = (value: Column): string | number | null => {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  return typeof value === 'boolean' ? Number(value) : value;
};

/** The statements of one connection, each prepared once; they answer at once. */
export function sqliteStatements(db: Database.Database) {
  const queries = new LRUCache<string, Prepared>({ max: PREPARED });
  const changes = new LRUCache<string, Database.Statement>({ max: PREPARED });

  function query(sql: string): Prepared {
    const known = queries.get(sql);
    if (known) return known;
    const statement = db.prepare(sql).raw(true);
    const columns = statement.columns() as { name: string; type: string | null }[];
    const names = columns.map(({ name }) => name);
    const made = {
      all: ONE.test(sql) ? oneBy(statement) : manyBy(db.prepare(asJson(sql, names)).raw(true)),
      names,
      converters: columns.map(({ type }) => CONVERTERS[type ?? '']),
    };
    queries.set(sql, made);
    return made;
  }

  function change(sql: string): Database.Statement {
    const known = changes.get(sql) ?? db.prepare(sql);
    changes.set(sql, known);
    return known;
  }

  return {
    read<Row>(sql: string, values: readonly Value[]): Row[] {
      const { all, names, converters } = query(sql);
      return named(names, converters, all(values));
    },
    run: (sql: string, values: readonly Column[]): number => change(sql).run(values.map(bound)).changes,
  };
}
