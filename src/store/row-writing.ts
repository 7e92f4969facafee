import type { System } from '../domain/system.ts';
import type { Transaction } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import type { Column } from './reading.ts';
import { statementsOf } from './statements.ts';

/** Values of one statement; databases stop at some tens of thousands. */
const VALUES = 5000;

/** JSON as a column takes it. */
export const jsonText = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/** The columns of a system for some of its fields: days as text, and JSON as text where it is more than that. */
export function columnsOf(fields: Partial<System>): Record<string, Column> {
  const { number: _, ...columns } = JSON.parse(JSON.stringify(fields)) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name,
      typeof value === 'object' ? jsonText(value) : (value as Column),
    ]),
  );
}

/** Adds rows of one shape. */
export async function insertRows<Row extends Record<string, Column>>(
  tx: Transaction,
  table: Prisma.ModelName,
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const most = Math.floor(VALUES / Math.max(columns.length, 1));
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most);
    const marks = some.map(
      (_, r) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join(', ')})`,
    );
    await statementsOf(tx).run(
      `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES ${marks.join(', ')}`,
      ...some.flatMap((row) => columns.map((name) => row[name]!)),
    );
  }
}

/** Changes the rows of which all columns of `where` are as they are there; how many those were. */
export function updateRows(
  tx: Transaction,
  table: Prisma.ModelName,
  set: Readonly<Record<string, Column>>,
  where: Readonly<Record<string, string | number>>,
): Promise<number> {
  const marks = (columns: object, first: number) =>
    Object.keys(columns).map((name, i) => `"${name}" = $${first + i}`);
  const from = Object.keys(set).length + 1;
  return statementsOf(tx).run(
    `UPDATE "${table}" SET ${marks(set, 1).join(', ')} WHERE ${marks(where, from).join(' AND ')}`,
    ...Object.values(set),
    ...Object.values(where),
  );
}
