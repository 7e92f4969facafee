import { isOpen } from '../domain/assessment.ts';
import { differences, type NewChange, UNDO_MINUTES } from '../domain/change.ts';
import { completeness } from '../domain/completeness.ts';
import type { Instant } from '../domain/day.ts';
import type { System } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import { toAssessment, toDate, toInstant, toSystem } from './records.ts';
import { columnsOf, jsonText, updateRows } from './row-writing.ts';
import { markOpenStale, markStale } from './stale.ts';
import { statementsOf } from './statements.ts';
import {
  append,
  applyPolicy,
  living,
  plain,
  type ReviewRow,
  type SystemWithin,
  systemRow,
  systemWithin,
  type Write,
} from './writing.ts';

/** What has to be put back: the fields that changed, the reviews as they were, and those that did not exist. */
interface Before {
  system: Partial<System>;
  assessments: ReviewRow[];
  created: number[];
}

/**
 * Remembers, within the transaction of a write, how to take it back: what was before it, and what is now. What was
 * remembered before is forgotten.
 */
export async function remember(
  tx: Transaction,
  was: SystemWithin,
  { by, at }: Write,
  { system, reviews }: Pick<SystemWithin, 'system' | 'reviews'>,
): Promise<void> {
  const known = new Map(was.reviews.map((row) => [row.id, row]));
  const before: Before = {
    system: Object.fromEntries(
      differences(plain(system), plain(was.system))
        .filter(({ field }) => field !== 'version')
        .map(({ field, to }) => [field, to]),
    ),
    assessments: reviews.flatMap((row) => {
      const old = known.get(row.id);
      return old && JSON.stringify(old) !== JSON.stringify(row) ? [old] : [];
    }),
    created: reviews.filter(({ id }) => !known.has(id)).map(({ id }) => id),
  };
  await statementsOf(tx).run(
    `INSERT INTO "Undo" ("systemId", "lastChange", "byId", "at", "before")
      VALUES ($1, COALESCE((SELECT MAX("id") FROM "Change" WHERE "systemId" = $1), 0), $2, $3, $4)
      ON CONFLICT ("systemId") DO UPDATE SET "lastChange" = excluded."lastChange", "byId" = excluded."byId",
        "at" = excluded."at", "before" = excluded."before"`,
    system.number,
    by,
    toDate(at),
    jsonText(before),
  );
}

const newest = async (tx: Transaction, system: number): Promise<number> =>
  (
    await tx.change.findFirst({
      where: { systemId: system },
      orderBy: { id: 'desc' },
      select: { id: true },
    })
  )?.id ?? 0;

export type Undone =
  | { result: 'undone'; system: System; changes: NewChange[] }
  /** There is no write of this person's that may still be taken back. */
  | { result: 'nothing' }
  | { result: 'too-late' }
  /** Somebody, or the policy, changed it since. */
  | { result: 'changed-since' }
  | { result: 'name-taken' };

export function undoing(db: Database) {
  return {
    /** The systems that this person changed within the last minutes, the newest first; whether the newest change was an undo. */
    async mine(person: string, now: Instant): Promise<{ systems: number[]; justUndone: boolean }> {
      const since = toDate(now.subtract({ minutes: UNDO_MINUTES }));
      const where = { byId: person, at: { gte: since } };
      const rows = await db.undo.findMany({ where, orderBy: { at: 'desc' }, take: 5 });
      const last = await db.change.findFirst({
        where: { byId: person, at: { gte: since } },
        orderBy: { id: 'desc' },
      });
      const group = last && { byId: person, systemId: last.systemId, at: last.at, kind: 'undone' };
      const justUndone = group !== null && (await db.change.count({ where: group })) > 0;
      return { systems: rows.map(({ systemId }) => systemId), justUndone };
    },

    /** The fields of a system as they were before the last write, as far as that changed them. */
    async before(number: number): Promise<Partial<System>> {
      const row = await db.undo.findUnique({ where: { systemId: number } });
      return row ? (row.before as unknown as Before).system : {};
    },

    /** Takes back the last write to a system, if it is this person's, is ten minutes old at most, and nothing came after. */
    async undo(number: number, write: Write): Promise<Undone> {
      try {
        return await db.$transaction((tx) => undoIn(tx, number, write));
      } catch (error) {
        if (isTaken(error)) return { result: 'name-taken' };
        throw error;
      }
    },
  };
}

async function undoIn(tx: Transaction, number: number, write: Write): Promise<Undone> {
  const row = await tx.undo.findUnique({ where: { systemId: number } });
  if (row?.byId !== write.by) return { result: 'nothing' };
  if (toInstant(row.at).until(write.at).total('minutes') > UNDO_MINUTES) return { result: 'too-late' };
  if ((await newest(tx, number)) !== row.lastChange) return { result: 'changed-since' };
  const before = row.before as unknown as Before;
  const now = await systemWithin(tx, number);
  const { count } = await tx.undo.deleteMany({ where: { systemId: number, lastChange: row.lastChange } });
  if (count === 0) return { result: 'nothing' };
  const reopened = await putBack(tx, before, now.reviews);
  const { organizationId } = before.system;
  const columns = {
    ...columnsOf(before.system),
    ...(organizationId !== undefined && { organizationId: await living(tx, organizationId) }),
    version: now.system.version + 1,
    nameFold: fold(before.system.nameEn ?? now.system.nameEn),
  };
  await updateRows(tx, 'System', columns, { id: number });
  const system = toSystem(await systemRow(tx, number));
  await updateRows(tx, 'System', { complete: completeness(system).missing.length === 0 }, { id: number });
  const edits = differences(plain(now.system), plain(system)).filter(({ field }) => field !== 'version');
  const undone: NewChange[] = [
    { kind: 'undone', field: null, from: null, to: null },
    ...reopened.map(({ type, dueOn }): NewChange => ({ kind: 'undone', field: type, from: null, to: dueOn })),
  ];
  await append(tx, number, [...undone, ...edits], write);
  // The policy may be another one by now.
  await applyPolicy(tx, system, system, write);
  await markOpenStale(tx, number);
  return { result: 'undone', system, changes: [...undone.slice(1), ...edits] };
}

/** The reviews as they were; those that the write had opened never were. */
async function putBack(
  tx: Transaction,
  { assessments, created }: Before,
  now: readonly ReviewRow[],
): Promise<ReviewRow[]> {
  await markStale(tx, [...created, ...assessments.map(({ id }) => id)]);
  await tx.reminder.deleteMany({ where: { assessmentId: { in: created } } });
  await tx.assessment.deleteMany({ where: { id: { in: created } } });
  const closed = new Set(now.filter((row) => !isOpen(toAssessment(row))).map(({ id }) => id));
  for (const { id, ...data } of assessments) await tx.assessment.update({ where: { id }, data });
  return assessments.filter((row) => closed.has(row.id) && isOpen(toAssessment(row)));
}
