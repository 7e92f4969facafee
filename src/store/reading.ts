import { type ArgType, ColumnTypeEnum, type SqlQueryable } from '@prisma/driver-adapter-utils';

// What everybody waits for all day is read by statements in SQL that both databases understand, without Prisma's engine,
// which takes several times as long as a small query itself (README, decision 44). Everything else goes by Prisma.

export type Value = string | number | null;

/** What a column may be given. */
export type Column = Value | boolean | Date;

/** The rows of a query whose parameters are `$1`, `$2` …, first named in this order, as Prisma would give them. */
export type Read = <Row>(sql: string, ...values: readonly Value[]) => Promise<Row[]>;

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

/** Reads by a driver adapter, beside Prisma's engine. */
export const readingBy = (connected: () => Promise<SqlQueryable>): Read =>
  async function read<Row>(sql: string, ...values: readonly Value[]) {
    const adapter = await connected();
    const { columnNames, columnTypes, rows } = await adapter.queryRaw({
      sql,
      args: [...values],
      argTypes: values.map(typeOf),
    });
    return named<Row>(
      columnNames,
      columnTypes.map((type) => CONVERTERS[type]),
      rows,
    );
  };

/** Runs statements that give no rows back by a driver adapter; how many rows they changed. */
export const runningBy =
  (adapter: SqlQueryable) =>
  (sql: string, ...values: readonly Column[]): Promise<number> =>
    adapter.executeRaw({ sql, args: [...values], argTypes: values.map(typeOf) });

/** As a list of a length that few lists have, so that few statements are prepared: the last value again, up to a power of two. */
export const padded = <V extends Value>(values: readonly V[]): V[] => {
  const length = 2 ** Math.ceil(Math.log2(Math.max(values.length, 1)));
  return [...values, ...Array<V>(values.length === 0 ? 0 : length - values.length).fill(values.at(-1)!)];
};

/** `$3, $4, $5` for a list of values that stands third in a statement; a list of none finds nothing. */
export const listed = (values: readonly Value[], first = 1): string =>
  values.length === 0 ? 'NULL' : values.map((_, i) => `$${first + i}`).join(', ');
