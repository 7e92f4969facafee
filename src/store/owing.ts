import { type Assessment, isOpen } from '../domain/assessment.ts';
import { type Instant, isBefore } from '../domain/day.ts';
import type { Notice } from '../notice.ts';
import type { Transaction } from './connection.ts';
import { toAssessment, toDate, toJson } from './records.ts';
import { insertRows } from './row-writing.ts';
import { AT_ONCE } from './stale.ts';

/** A reply waits until the message above it has its place. */
export const WHEN_ABOVE_IS_SENT = new Date('9999-12-31T00:00:00Z');

/** Owes a notice with all that belongs to it, within a transaction; throws "taken" when its key was owed before. */
export async function oweIn(tx: Transaction, notice: Notice, now: Instant): Promise<void> {
  const {
    key,
    kind,
    to,
    message,
    window,
    stated,
    thread = [],
    inThread,
    reminders = [],
    sought = [],
  } = notice;
  const { expiresAt, week } = notice;
  const owed = { kind, to, state: 'owed', notBefore: toDate(now), createdAt: toDate(now) };
  const stale = (await changedSince(tx, reminders)) + (await pendingOf(tx, to, reminders));
  const { id } = await tx.notice.create({
    data: {
      ...owed,
      key,
      message: toJson(message),
      from: window && toDate(window.from),
      until: window && toDate(window.until),
      ...(stated && { stated: toJson(stated) }),
      expiresAt: expiresAt && toDate(expiresAt),
      inThread: inThread ?? null,
      week: week ?? null,
      ...(stale > 0 && { stale, lookAt: AT_ONCE }),
    },
  });
  for (const [i, reply] of thread.entries()) {
    const data = {
      ...owed,
      key: `${key}:${i + 1}`,
      kind: `${kind}-thread`,
      threadOf: key,
      message: toJson(reply),
      notBefore: WHEN_ABOVE_IS_SENT,
    };
    await tx.notice.create({ data });
  }
  await insertRows(
    tx,
    'Reminder',
    reminders.map(({ assessment, dueOn, stage, toldOn, role }) => ({
      noticeId: id,
      assessmentId: assessment,
      personId: to,
      dueOn: dueOn.toString(),
      stage,
      toldOn: toldOn.toString(),
      role,
    })),
  );
  await insertRows(
    tx,
    'OwnerSought',
    sought.map((systemId) => ({ noticeId: id, systemId })),
  );
}

/** How many offers and disclaimers wait for an answer about what is listed: the message is to say so. */
async function pendingOf(
  tx: Transaction,
  person: string,
  listed: NonNullable<Notice['reminders']>,
): Promise<number> {
  if (listed.length === 0) return 0;
  const of = { assessments: { some: { id: { in: listed.map(({ assessment }) => assessment) } } } };
  const offers = await tx.transfer.count({ where: { openKey: { not: null }, system: of } });
  return (
    offers + (await tx.disclaimer.count({ where: { openKey: { not: null }, byId: person, system: of } }))
  );
}

/** Those for whom a snooze is. */
const REMINDED: readonly string[] = ['owner', 'backup'];

/** How many of the listed assessments were recorded, moved or put off since the reminder was decided. */
async function changedSince(tx: Transaction, listed: NonNullable<Notice['reminders']>): Promise<number> {
  if (listed.length === 0) return 0;
  const rows = await tx.assessment.findMany({
    where: { id: { in: listed.map(({ assessment }) => assessment) } },
  });
  const now = new Map(rows.map((row): [number, Assessment] => [row.id, toAssessment(row)]));
  return listed.filter(({ assessment: id, dueOn, toldOn, role }) => {
    const assessment = now.get(id);
    const asleep =
      assessment?.snoozedUntil && isBefore(toldOn, assessment.snoozedUntil) && REMINDED.includes(role);
    return !assessment || !isOpen(assessment) || !assessment.dueOn.equals(dueOn) || asleep;
  }).length;
}
