import { UNDO_MINUTES } from '../domain/change.ts';
import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import { toDate } from './records.ts';

/** Nobody sends a form again after a week. */
const REQUEST_HOURS = 7 * 24;
/** Nobody asks about a table after a month, and it is somebody's data. */
const TABLE_HOURS = 30 * 24;
/** Nobody decided anything about those. */
const UNREAD = new Set(['receiving', 'cancelled']);
/** Rows of one statement, which holds everybody up. */
const ROWS = 500;

/** Forgets what is only remembered for a while: requests that were answered, how writes are taken back, and tables. */
export async function forget(db: Database, now: Instant): Promise<void> {
  const before = (time: object) => ({ lt: toDate(now.subtract(time)) });
  await db.request.deleteMany({ where: { at: before({ hours: REQUEST_HOURS }) } });
  await db.undo.deleteMany({ where: { at: before({ minutes: UNDO_MINUTES }) } });
  await forgetTables(db, before({ hours: TABLE_HOURS }));
}

/** What was decided about a table is kept for the next one with the same columns. One that is being read goes on. */
async function forgetTables(db: Database, at: { lt: Date }): Promise<void> {
  const isAtRest = { at, state: { notIn: ['checking', 'writing'] } };
  const old = await db.import.findMany({
    where: { ...isAtRest, lines: { some: {} } },
    select: { id: true, state: true },
  });
  for (const { id, state } of old) {
    const { count } = await db.import.updateMany({
      where: { ...isAtRest, id },
      data: { state: 'forgotten' },
    });
    if (count > 0) await forgetRows(db, id);
    if (UNREAD.has(state)) await db.import.deleteMany({ where: { id } });
  }
}

async function forgetRows(db: Database, importId: number): Promise<void> {
  while (true) {
    const some = {
      where: { importId },
      orderBy: { line: 'asc' },
      take: ROWS,
      select: { line: true },
    } as const;
    const last = (await db.importRow.findMany(some)).at(-1);
    if (!last) return;
    await db.importRow.deleteMany({ where: { importId, line: { lte: last.line } } });
  }
}
