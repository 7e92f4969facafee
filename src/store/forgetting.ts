import { UNDO_MINUTES } from '../domain/change.ts';
import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import { toDate } from './records.ts';

/** Nobody sends a form again after a week. */
const REQUEST_HOURS = 7 * 24;

/** Forgets what is only remembered for a while: which requests were answered, and how writes are taken back. */
export async function forget(db: Database, now: Instant): Promise<void> {
  await db.request.deleteMany({ where: { at: { lt: toDate(now.subtract({ hours: REQUEST_HOURS })) } } });
  await db.undo.deleteMany({ where: { at: { lt: toDate(now.subtract({ minutes: UNDO_MINUTES })) } } });
}
