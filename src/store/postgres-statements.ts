import { createHash } from 'node:crypto';
import { type ArgType, ColumnTypeEnum, type SqlQuery, type SqlQueryable } from '@prisma/driver-adapter-utils';
import {
  type Column,
  type Converter,
  joined,
  named,
  type Queries,
  type Query,
  type Read,
  toDate,
  toJson,
  type Value,
} from './reading.ts';

// Our own statements on PostgreSQL, by Prisma's driver adapter and beside its engine: prepared under names, and asked together
// where a round trip can be spared.

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

/** Reads by a driver adapter that costs a round trip each time. */
export function readingBy(connected: () => Promise<SqlQueryable>): Read {
  const joints = new WeakMap<Queries, Promise<{ sql: string; shapes: Shape[] }>>();

  /** What queries give is learnt as they are first asked. */
  async function learnt(queries: Queries, values: readonly (readonly Value[])[]) {
    const adapter = await connected();
    const results = await Promise.all(queries.map((sql, i) => adapter.queryRaw(asked(sql, values[i]!))));
    const shapes = results.map(({ columnNames, columnTypes }) => ({
      names: columnNames,
      converters: columnTypes.map((type) => (type === ColumnTypeEnum.DateTime ? fromJson : undefined)),
    }));
    const counts = values.map(({ length }) => length);
    const part = (sql: string, i: number) => {
      const columns = shapes[i]!.names.map((_, c) => `c${c}`).join();
      return `(SELECT json_agg(json_build_array(${columns})) FROM (${sql}) AS r(${columns})) AS q${i}`;
    };
    return { sql: joined(queries, counts, part), shapes };
  }

  function learning(queries: Queries, values: readonly (readonly Value[])[]) {
    const joint = learnt(queries, values);
    joints.set(queries, joint);
    joint.catch(() => joints.delete(queries));
    return joint;
  }

  async function together(queries: Queries, ...values: (readonly Value[])[]): Promise<object[][]> {
    const { sql, shapes } = await (joints.get(queries) ?? learning(queries, values));
    const { rows } = await (await connected()).queryRaw(asked(sql, values.flat()));
    return shapes.map(({ names, converters }, i) => {
      const found = rows[0]?.[i] as string | null;
      return found === null ? [] : named(names, converters, JSON.parse(found));
    });
  }

  return Object.assign(queryingBy(connected), {
    holdsUp: false,
    together: together as unknown as Read['together'],
  });
}

/** Runs statements that give no rows back by a driver adapter; how many rows they changed. */
export const runningBy =
  (adapter: SqlQueryable) =>
  (sql: string, ...values: readonly Column[]): Promise<number> =>
    adapter.executeRaw(asked(sql, values));
