import { createHash } from 'node:crypto';
import { type ArgType, ColumnTypeEnum, type SqlQuery, type SqlQueryable } from '@prisma/driver-adapter-utils';
import { Prisma } from './generated/sqlite/client.ts';

// What everybody waits for all day is read by statements in SQL that both databases understand, without Prisma's engine,
// which takes several times as long as a small query itself (README, decision 44).

export type Value = string | number | null;

/** What a column may be given. */
export type Column = Value | boolean | Date;

/** The rows of a query whose parameters are `$1`, `$2` …, first named in this order, as Prisma would give them. */
export type Query = <Row>(sql: string, ...values: readonly Value[]) => Promise<Row[]>;

/** Several queries that are asked together. */
export type Queries = readonly string[];

export interface Read extends Query {
  /** The rows of several queries, each with its values; on PostgreSQL by one round trip. `queries` is the same object each time. */
  together<Rows extends object[]>(
    queries: Queries,
    ...values: { [I in keyof Rows]: readonly Value[] }
  ): Promise<{ [I in keyof Rows]: Rows[I][] }>;
}

/** All columns of a table by their names: PostgreSQL refuses a prepared `*` as soon as a newer version added a column. */
export function allColumns(
  table: 'System' | 'Assessment' | 'Change' | 'Organization' | 'Person',
  as: string = table,
): string {
  const known = Prisma[`${table}ScalarFieldEnum`];
  return Object.keys(known)
    .map((name) => `"${as}"."${name}"`)
    .join(', ');
}

/** How the values of a column become Prisma's; nothing where they are already. */
export type Converter = ((value: unknown) => unknown) | undefined;

export const toDate: Converter = (value) => new Date(value as string);
export const toJson: Converter = (value) => JSON.parse(value as string);

/** Rows by the names of their columns. */
export const named = <Row>(
  names: readonly string[],
  converters: readonly Converter[],
  rows: readonly unknown[][],
): Row[] =>
  rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      const convert = converters[i];
      row[names[i]!] = convert && value !== null ? convert(value) : value;
    }
    return row as Row;
  });

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

/** One query for the rows of several, each as JSON; `counts` are those of their values. */
function joined(queries: Queries, shapes: readonly Shape[], counts: readonly number[]): string {
  let before = 0;
  const parts = queries.map((sql, i) => {
    const own = sql.replace(/\$(\d+)/g, (_, n) => `$${before + Number(n)}`);
    before += counts[i]!;
    const columns = shapes[i]!.names.map((_, c) => `c${c}`).join();
    return `(SELECT json_agg(json_build_array(${columns})) FROM (${own}) AS r(${columns})) AS q${i}`;
  });
  return `SELECT ${parts.join(', ')}`;
}

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
    return { sql: joined(queries, shapes, counts), shapes };
  }

  async function together(queries: Queries, ...values: (readonly Value[])[]): Promise<object[][]> {
    const joint = joints.get(queries) ?? learnt(queries, values);
    joints.set(queries, joint);
    joint.catch(() => joints.delete(queries));
    const { sql, shapes } = await joint;
    const { rows } = await (await connected()).queryRaw(asked(sql, values.flat()));
    return shapes.map(({ names, converters }, i) => {
      const found = rows[0]?.[i] as string | null;
      return found === null ? [] : named(names, converters, JSON.parse(found));
    });
  }

  return Object.assign(queryingBy(connected), { together: together as unknown as Read['together'] });
}

/** Runs statements that give no rows back by a driver adapter; how many rows they changed. */
export const runningBy =
  (adapter: SqlQueryable) =>
  (sql: string, ...values: readonly Column[]): Promise<number> =>
    adapter.executeRaw(asked(sql, values));

/** As a list of a length that few lists have, so that few statements are prepared: the last value again, up to a power of two. */
export const padded = <V extends Value>(values: readonly V[]): V[] => {
  const length = 2 ** Math.ceil(Math.log2(Math.max(values.length, 1)));
  return [...values, ...Array<V>(values.length === 0 ? 0 : length - values.length).fill(values.at(-1)!)];
};

/** `$3, $4, $5` for a list of values that stands third in a statement; a list of none finds nothing. */
export const listed = (values: readonly Value[], first = 1): string =>
  values.length === 0 ? 'NULL' : values.map((_, i) => `$${first + i}`).join(', ');
