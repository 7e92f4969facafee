import type { Transaction } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';

type Column = string | number | boolean | Date | null;

/** Values of one statement; databases stop at some tens of thousands. */
const VALUES = 5000;

/** JSON as a column takes it. */
export const jsonText = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/**
 * Adds rows of one shape by plain SQL: Prisma compiles each createMany anew, which takes longer than all the rest of a write
 * (README, decision 45). For tables in which no row can be taken already: that error has another code here.
 */
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
    await tx.$executeRawUnsafe(
      `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES ${marks.join(', ')}`,
      ...some.flatMap((row) => columns.map((name) => row[name])),
    );
  }
}
