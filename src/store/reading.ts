import { type ArgType, ColumnTypeEnum, type SqlQueryable } from '@prisma/driver-adapter-utils';

// What everybody waits for all day is read by statements in SQL that both databases understand, without Prisma's engine:
// that takes three times as long as a small query itself (README, decision 44). Everything else goes by Prisma.

export type Value = string | number | null;

/** The rows of a query whose parameters are `$1`, `$2` …, each named once and in this order, as Prisma would give them. */
export type Read = <Row>(sql: string, ...values: readonly Value[]) => Promise<Row[]>;

/** How the drivers give what is no text. */
const CONVERTED: Partial<Record<number, (value: unknown) => unknown>> = {
  [ColumnTypeEnum.Int32]: Number,
  [ColumnTypeEnum.Int64]: Number,
  [ColumnTypeEnum.Numeric]: Number,
  [ColumnTypeEnum.UnknownNumber]: Number,
  [ColumnTypeEnum.Boolean]: (value) => value === true || value === '1' || value === 1,
  [ColumnTypeEnum.DateTime]: (value) => new Date(value as string),
  [ColumnTypeEnum.Json]: (value) => JSON.parse(value as string),
};

const INTEGER: ArgType = { scalarType: 'int', arity: 'scalar' };
const TEXT: ArgType = { scalarType: 'string', arity: 'scalar' };

export function readingOn(connected: () => Promise<SqlQueryable>): Read {
  return async <Row>(sql: string, ...values: readonly Value[]) => {
    const { columnNames, columnTypes, rows } = await (await connected()).queryRaw({
      sql,
      args: [...values],
      argTypes: values.map((value) => (typeof value === 'number' ? INTEGER : TEXT)),
    });
    const converters = columnTypes.map((type) => CONVERTED[type]);
    return rows.map((values) => {
      const row: Record<string, unknown> = {};
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        const converted = converters[i];
        row[columnNames[i]!] = converted && value !== null ? converted(value) : value;
      }
      return row as Row;
    });
  };
}

/** `$3, $4, $5` for a list of values that stands third in a statement; a list of none finds nothing. */
export const listed = (values: readonly Value[], first = 1): string =>
  values.length === 0 ? 'NULL' : values.map((_, i) => `$${first + i}`).join(', ');
