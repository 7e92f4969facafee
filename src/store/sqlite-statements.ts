import type Database from 'libsql';
import { LRUCache } from 'lru-cache';
import {
  type Column,
  type Converter,
  type Key,
  named,
  type OfKey,
  toDate,
  toJson,
  type Value,
} from './reading.ts';

/** Readers and writers say the same few dozen statements. */
const PREPARED = 200;

/** How SQLite has what is no text or number, by the type that the column is declared with. */
const CONVERTERS: Record<string, Converter> = {
  DATETIME: toDate,
  JSONB: toJson,
  BOOLEAN: Boolean,
};

/** What a query gives. */
interface Shape {
  names: string[];
  converters: Converter[];
}

interface Prepared extends Shape {
  all(values: readonly unknown[]): unknown[][];
}

interface Joint {
  statement: Database.Statement;
  shapes: Shape[];
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

function shapeOf(statement: Database.Statement): Shape {
  const columns = statement.columns() as { name: string; type: string | null }[];
  return {
    names: columns.map(({ name }) => name),
    converters: columns.map(({ type }) => CONVERTERS[type ?? '']),
  };
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
  const joints = new WeakMap<OfKey, Joint>();
  const changes = new LRUCache<string, Database.Statement>({ max: PREPARED });

  function query(sql: string): Prepared {
    const known = queries.get(sql);
    if (known) return known;
    const statement = db.prepare(sql).raw(true);
    const shape = shapeOf(statement);
    const all = ONE.test(sql) ? oneBy(statement) : manyBy(db.prepare(asJson(sql, shape.names)).raw(true));
    const made = { ...shape, all };
    queries.set(sql, made);
    return made;
  }

  function joint(queries: OfKey): Joint {
    const known = joints.get(queries);
    if (known) return known;
    const shapes = queries.map((sql) => shapeOf(db.prepare(sql)));
    const parts = queries.map((sql, i) => `(${asJson(sql, shapes[i]!.names)})`);
    const made = { shapes, statement: db.prepare(`SELECT ${parts.join()}`).raw(true) };
    joints.set(queries, made);
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
    /** The rows that several queries find of one key, by one statement. */
    readOf(queries: OfKey, key: Key): object[][] {
      const { statement, shapes } = joint(queries);
      const found = statement.get([key]) as string[];
      return shapes.map(({ names, converters }, i) =>
        named<object>(names, converters, JSON.parse(found[i]!)),
      );
    },
    run: (sql: string, values: readonly Column[]): number => change(sql).run(values.map(bound)).changes,
  };
}
