import { Prisma } from './generated/sqlite/client.ts';

// What everybody waits for all day is read by statements in SQL that both databases understand, without Prisma's engine,
// which takes several times as long as a small query itself (README, decision 44).

export type Value = string | number | null;

/** What a column may be given. */
export type Column = Value | boolean | Date;

/** The rows of a query whose parameters are `$1`, `$2` …, first named in this order, as Prisma would give them. */
export type Query = <Row>(sql: string, ...values: readonly Value[]) => Promise<Row[]>;

/** Queries of which each has one parameter, `$1`: the key of a record, a number for all of them or a text for all. */
export type OfKey = readonly string[];
/** As the database has it: several people's are asked for together, and one that it can't read fails them all. */
export type Key = string | number;

export interface Read extends Query {
  /** A query is worked on in this process, in which nothing else happens meanwhile. */
  holdsUp: boolean;
  /** The rows that several queries find of one key, all of one moment. `queries` is the same object each time. */
  of<Rows extends object[]>(queries: OfKey, key: Key): Promise<{ [I in keyof Rows]: Rows[I][] }>;
}

const lists = new Map<string, string>();

/** All columns of a table by their names: PostgreSQL refuses a prepared `*` as soon as a newer version added a column. */
export function allColumns(table: Prisma.ModelName, as: string = table): string {
  const key = `${table} ${as}`;
  const list =
    lists.get(key) ??
    Object.keys(Prisma[`${table}ScalarFieldEnum`])
      .map((name) => `"${as}"."${name}"`)
      .join(', ');
  lists.set(key, list);
  return list;
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

/** As a list of a length that few lists have, so that few statements are prepared: the last value again, up to a power of two. */
export const padded = <V extends Value>(values: readonly V[]): V[] => {
  const length = 2 ** Math.ceil(Math.log2(Math.max(values.length, 1)));
  return [...values, ...Array<V>(values.length === 0 ? 0 : length - values.length).fill(values.at(-1)!)];
};

/** A list in pieces that one statement can name. */
export function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** `$3, $4, $5` for a list of values that stands third in a statement; a list of none finds nothing. */
export const listed = (values: readonly Value[], first = 1): string =>
  values.length === 0 ? 'NULL' : values.map((_, i) => `$${first + i}`).join(', ');
