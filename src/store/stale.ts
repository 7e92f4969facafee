import type { Transaction } from './connection.ts';
import { listed, padded } from './reading.ts';
import { statementsOf } from './statements.ts';

// Which reminders no longer tell the truth: a write marks them, and the next look writes them anew, in place.

/** Those that may still be read: neither failed, withdrawn nor taken away. */
export const LIVE = { removed: false, state: { in: ['owed', 'sending', 'sent'] } };

/** Before any other time at which one is to be looked at. */
export const AT_ONCE = new Date(0);

const MARKED = { stale: { increment: 1 }, lookAt: AT_ONCE };

const mark = (tx: Transaction, notices: readonly { noticeId: number }[]): Promise<unknown> =>
  tx.notice.updateMany({
    where: { id: { in: [...new Set(notices.map(({ noticeId }) => noticeId))] }, ...LIVE },
    data: MARKED,
  });

/** The messages that list these assessments. */
export async function markStale(tx: Transaction, assessments: readonly number[]): Promise<void> {
  if (assessments.length === 0) return;
  const ids = padded(assessments);
  const states = LIVE.state.in;
  const telling = await statementsOf(tx).read<{ noticeId: number }>(
    `SELECT DISTINCT r."noticeId" FROM "Reminder" r JOIN "Notice" n ON n."id" = r."noticeId"
      WHERE r."assessmentId" IN (${listed(ids)}) AND NOT n."removed" AND n."state" IN (${listed(states, ids.length + 1)})`,
    ...ids,
    ...states,
  );
  if (telling.length > 0) await mark(tx, telling);
}

/** The messages that list what is open of a system, or ask for its owner: its name or its people changed. */
export async function markOpenStale(tx: Transaction, systemId: number): Promise<void> {
  const where = { systemId, openKey: { not: null } };
  const open = await tx.assessment.findMany({ where, select: { id: true } });
  await markStale(
    tx,
    open.map(({ id }) => id),
  );
  const asked = await tx.ownerSought.findMany({
    where: { systemId, notice: LIVE },
    select: { noticeId: true },
  });
  if (asked.length > 0) await mark(tx, asked);
}

/** A new reminder stands in the conversation: the older ones keep only what it does not say. */
export async function markReplaced(tx: Transaction, notice: number): Promise<void> {
  const { kind, to, week, reminders } = await tx.notice.findUniqueOrThrow({
    where: { id: notice },
    select: { kind: true, to: true, week: true, reminders: { select: { assessmentId: true } } },
  });
  if (kind !== 'reminder') return;
  const again = reminders.map(({ assessmentId }) => assessmentId);
  await tx.notice.updateMany({
    where: {
      ...{ kind, to, id: { lt: notice }, ts: { not: null }, ...LIVE },
      OR: [
        { reminders: { some: { assessmentId: { in: again } } } },
        ...(week ? [{ week: { not: null } }] : []),
      ],
    },
    data: MARKED,
  });
}
