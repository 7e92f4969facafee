import { createHash } from 'node:crypto';
import { type ArgType, ColumnTypeEnum, type SqlQuery, type SqlQueryable } from '@prisma/driver-adapter-utils';
import {
  type Column,
  type Converter,
  type Key,
  named,
  type OfKey,
  type Query,
  type Read,
  toDate,
  toJson,
  type Value,
} from './reading.ts';

// Our own statements on PostgreSQL, by Prisma's driver adapter and beside its engine: prepared under names, and asked together
// where round trips can be spared.

/** How the PostgreSQL driver gives what is no text. */
const CONVERTERS: Partial<Record<number, Converter>> = {
  [ColumnTypeEnum.Int64]: Number,
  [ColumnTypeEnum.Numeric]: Number,
  [ColumnTypeEnum.DateTime]: toDate,
  [ColumnTypeEnum.Json]: toJson,
};

const SCALARS = { number: 'int', boolean: 'boolean', object: 'datetime' } as const;

/** How a driver adapter is told what a value is. */
const typeOf = (value: Column): ArgType => ({
  scalarType: (value !== null && SCALARS[typeof value as keyof typeof SCALARS]) || 'string',
  arity: 'scalar',
});

/** A statement of ours may be prepared under its name; one of which there are ever more kinds may not. */
export interface Named extends SqlQuery {
  name?: string | undefined;
}

const names = new Map<string, string>();
/** As many are kept on each connection; long lists come in too many lengths. */
const PREPARED = 300;
const FEW_VALUES = 40;

/** Whoever shares a connection means the same statement by the same name. */
const nameOf = (sql: string): string =>
  `daylight_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`;

function asked(sql: string, values: readonly Column[]): Named {
  if (!names.has(sql) && names.size < PREPARED && values.length <= FEW_VALUES) names.set(sql, nameOf(sql));
  return { sql, args: [...values], argTypes: values.map(typeOf), name: names.get(sql) };
}

/** Reads by a driver adapter, beside Prisma's engine. */
export const queryingBy = (connected: () => Promise<SqlQueryable>): Query =>
  async function query<Row>(sql: string, ...values: readonly Value[]) {
    const { columnNames, columnTypes, rows } = await (await connected()).queryRaw(asked(sql, values));
    return named<Row>(
      columnNames,
      columnTypes.map((type) => CONVERTERS[type]),
      rows,
    );
  };

/** The columns of a query, and how JSON has what it has no words for. */
interface Shape {
  names: string[];
  converters: Converter[];
}

/** PostgreSQL's times are Prisma's: in UTC, and without saying so. */
const fromJson: Converter = (value) => new Date(`${value as string}Z`);

/** Queries of a key as one statement of many keys: a row for each, and in it the rows of each query as JSON. */
interface Joint {
  sql: string;
  shapes: Shape[];
}

/** What was found of one key: the rows of each query. */
const rowsIn = (found: readonly (string | null)[], shapes: readonly Shape[]): object[][] =>
  shapes.map(({ names, converters }, i) => {
    const json = found[i]!;
    return json === null ? [] : named<object>(names, converters, JSON.parse(json));
  });

/** Whoever waits for what is found of a key. */
interface Waiting {
  key: Key;
  found(rows: object[][]): void;
  failed(error: unknown): void;
}

/** As many keys are named in one statement. */
const KEYS = 50;
/** As many such statements at a time: what is asked meanwhile waits for one of them, and is asked for together. */
const STATEMENTS = 2;
/** A statement that takes longer has met a lock, or a connection that died without a word. */
const LATE_MS = 1000;

/** Reads by a driver adapter that costs a round trip each time. */
export function readingBy(connected: () => Promise<SqlQueryable>): Read {
  const joints = new WeakMap<OfKey, Joint>();
  const waiting = new Map<OfKey, Waiting[]>();
  let asking = 0;
  let isNext = false;

  /** What queries give is learnt as they are first asked. */
  async function learnt(queries: OfKey, key: Key): Promise<Joint> {
    const adapter = await connected();
    const results = await Promise.all(queries.map((sql) => adapter.queryRaw(asked(sql, [key]))));
    const shapes = results.map(({ columnNames, columnTypes }) => ({
      names: columnNames,
      converters: columnTypes.map((type) => (type === ColumnTypeEnum.DateTime ? fromJson : undefined)),
    }));
    const one = `CAST(asked."key" AS ${typeof key === 'number' ? 'bigint' : 'text'})`;
    const parts = queries.map((sql, i) => {
      const columns = shapes[i]!.names.map((_, c) => `c${c}`).join();
      const own = sql.replaceAll('$1', one);
      return `(SELECT json_agg(json_build_array(${columns})) FROM (${own}) AS r(${columns}))`;
    });
    // In JSON, of which PostgreSQL does not count the elements: of an array it would, and plan the statement anew each time.
    const keys = 'json_array_elements_text($1::json) WITH ORDINALITY AS asked("key", "place")';
    return { sql: `SELECT ${parts.join()} FROM ${keys} ORDER BY asked."place"`, shapes };
  }

  /** Whoever comes before it is learnt learns it too: nobody waits for a connection that somebody else lost. */
  async function joint(queries: OfKey, key: Key): Promise<Joint> {
    const found = joints.get(queries) ?? (await learnt(queries, key));
    joints.set(queries, found);
    return found;
  }

  async function ask(queries: OfKey, those: readonly Waiting[]): Promise<void> {
    try {
      const { sql, shapes } = await joint(queries, those[0]!.key);
      const { rows } = await (await connected()).queryRaw(
        asked(sql, [JSON.stringify(those.map(({ key }) => key))]),
      );
      those.forEach(({ found }, place) => {
        found(rowsIn(rows[place] as (string | null)[], shapes));
      });
    } catch (error) {
      for (const { failed } of those) failed(error);
    }
  }

  function askSoon(): void {
    if (isNext || asking === STATEMENTS || waiting.size === 0) return;
    isNext = true;
    setImmediate(askNext);
  }

  function askNext(): void {
    isNext = false;
    for (const [queries, all] of waiting) {
      if (asking === STATEMENTS) return;
      const those = all.splice(0, KEYS);
      // The others' turn comes before what is left of it.
      waiting.delete(queries);
      if (all.length > 0) waiting.set(queries, all);
      void ask(queries, those).finally(place());
    }
    askSoon();
  }

  /** Takes a place among the statements under way. Returns how it is left; one that takes too long leaves it to others. */
  function place(): () => void {
    asking += 1;
    let isLeft = false;
    const leave = () => {
      if (isLeft) return;
      isLeft = true;
      clearTimeout(late);
      asking -= 1;
      askSoon();
    };
    const late = setTimeout(leave, LATE_MS);
    late.unref();
    return leave;
  }

  const of = (queries: OfKey, key: Key) =>
    new Promise<object[][]>((found, failed) => {
      const others = waiting.get(queries);
      if (others) others.push({ key, found, failed });
      else waiting.set(queries, [{ key, found, failed }]);
      askSoon();
    });

  return Object.assign(queryingBy(connected), { holdsUp: false, of: of as Read['of'] });
}

/** Runs statements that give no rows back by a driver adapter; how many rows they changed. */
export const runningBy =
  (adapter: SqlQueryable) =>
  (sql: string, ...values: readonly Column[]): Promise<number> =>
    adapter.executeRaw(asked(sql, values));
