import { UNDO_MINUTES } from '../domain/change.ts';
import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import { toDate } from './records.ts';

/** Nobody sends a form again after a week. */
const REQUEST_HOURS = 7 * 24;
/** Nobody asks about a table after a month, and it is somebody's data. */
const TABLE_HOURS = 30 * 24;

/** Forgets what is only remembered for a while: requests that were answered, how writes are taken back, and tables. */
export async function forget(db: Database, now: Instant): Promise<void> {
  const before = (time: object) => ({ at: { lt: toDate(now.subtract(time)) } });
  await db.request.deleteMany({ where: before({ hours: REQUEST_HOURS }) });
  await db.undo.deleteMany({ where: before({ minutes: UNDO_MINUTES }) });
  const tables = await db.import.findMany({ where: before({ hours: TABLE_HOURS }), select: { id: true } });
  for (const { id } of tables) {
    await db.importRow.deleteMany({ where: { importId: id } });
    await db.import.delete({ where: { id } });
  }
}
