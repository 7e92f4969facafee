import type { Assessment } from '../domain/assessment.ts';
import type { Instant } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import type { ToldAs } from '../domain/reminder.ts';
import type { Amendment, Message } from '../notice.ts';
import type { Database, Transaction } from './connection.ts';
import { toAssessment, toDate, toInstant, toJson, toPerson } from './records.ts';

// Reminders go on living: they say what was done with what they list, and give way to a newer one.

/** Something that somebody did, and when. */
export interface Deed {
  by: { id: string; name: string };
  at: Instant;
}

/** One review that a reminder lists, as it is now. */
export interface ListedNow {
  assessment: Assessment;
  /** As whom the person was told of it. */
  toldAs: ToldAs;
  systemName: string;
  acronym: string;
  owner: { id: string; name: string };
  backupId: string | null;
  recorded: Deed | null;
  snoozed: Deed | null;
  /** It was offered to somebody who did not answer yet. */
  offered: (Deed & { to: string }) | null;
  /** The person said that it isn't theirs. */
  disclaimed: Deed | null;
  /** Since when its owner is its owner, where it ever had another. */
  ownerSince: Instant | null;
}

/** One system that somebody was asked to find an owner for, as it is now. */
export interface SoughtNow {
  system: number;
  name: string;
  acronym: string;
  owner: Person;
  backup: Person | null;
}

/** A reminder that no longer tells the truth, with what it listed as it is now. */
export interface StaleReminder {
  id: number;
  stale: number;
  to: Person;
  items: ListedNow[];
  sought: SoughtNow[];
}

const BATCH = 50;
const IN_PLAY = { in: ['owed', 'sending', 'sent'] };

export function amendments(db: Database) {
  return {
    /** The reminders that no longer tell the truth, or are to be looked at again by now; a bounded number at a time. */
    async stale(now: Instant): Promise<StaleReminder[]> {
      const rows = await db.notice.findMany({
        where: {
          kind: 'reminder',
          removed: false,
          state: IN_PLAY,
          OR: [{ stale: { gt: 0 } }, { lookAt: { lte: toDate(now) } }],
        },
        orderBy: { id: 'asc' },
        take: BATCH,
        select: { id: true, stale: true, to: true },
      });
      const found: StaleReminder[] = [];
      for (const { id, stale, to } of rows) {
        const person = await db.person.findUnique({ where: { id: to } });
        if (person) found.push({ id, stale, to: toPerson(person), ...(await contentOf(db, id, to)) });
      }
      return found;
    },

    /** Writes a stale message anew, unless it went stale again meanwhile: then the next look does. */
    async amend({ notice, stale, message, pointless, lookAt }: Amendment, now: Instant): Promise<void> {
      const seen = { stale: 0, lookAt: lookAt ? toDate(lookAt) : null };
      const unsent = { id: notice, stale, state: 'owed', ts: null };
      if (
        pointless &&
        (await db.notice.updateMany({ where: unsent, data: { state: 'withdrawn', ...seen } })).count
      )
        return;
      if (message && (await saysSo(db, notice, message))) {
        await db.notice.updateMany({ where: { id: notice, stale }, data: seen });
        return;
      }
      const said = message ? { message: toJson(message) } : { removed: true };
      const data = { ...said, revision: { increment: 1 }, ...seen };
      const { count } = await db.notice.updateMany({ where: { id: notice, stale }, data });
      if (count === 0) return;
      await db.notice.updateMany({
        where: { id: notice, state: 'sent' },
        data: { state: 'owed', attempts: 0, notBefore: toDate(now) },
      });
    },
  };
}

/** Whether the message is what it would be written to be. */
async function saysSo(db: Database, id: number, message: Message): Promise<boolean> {
  const row = await db.notice.findUniqueOrThrow({ where: { id }, select: { message: true } });
  return JSON.stringify(row.message) === JSON.stringify(message);
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
      ...{ kind, to, id: { lt: notice }, ts: { not: null }, removed: false },
      OR: [
        { reminders: { some: { assessmentId: { in: again } } } },
        ...(week ? [{ week: { not: null } }] : []),
      ],
    },
    data: { stale: { increment: 1 } },
  });
}

const listed = (db: Database, noticeId: number) =>
  db.reminder.findMany({
    where: { noticeId },
    include: {
      assessment: {
        include: { system: { include: { organization: { select: { acronym: true } }, owner: true } } },
      },
    },
  });

/** What a reminder listed, as it is now, without what a newer one in the same conversation lists as well. */
async function contentOf(
  db: Database,
  id: number,
  to: string,
): Promise<Pick<StaleReminder, 'items' | 'sought'>> {
  const newer = { kind: 'reminder', to, id: { gt: id }, ts: { not: null }, removed: false };
  const again = await db.reminder.findMany({
    where: { personId: to, notice: newer },
    select: { assessmentId: true },
  });
  const listedAgain = new Set(again.map(({ assessmentId }) => assessmentId));
  const hasNewLists =
    (await db.notice.findFirst({ where: { ...newer, week: { not: null } }, select: { id: true } })) !== null;
  const kept = (await listed(db, id)).filter(
    ({ role, assessmentId }) =>
      !listedAgain.has(assessmentId) && !(hasNewLists && (role === 'lead' || role === 'administrator')),
  );
  const items: ListedNow[] = [];
  for (const row of kept) items.push(await listedNow(db, row, to));
  const sought = hasNewLists
    ? []
    : await db.ownerSought.findMany({
        where: { noticeId: id },
        orderBy: { systemId: 'asc' },
        include: {
          system: { include: { owner: true, backup: true, organization: { select: { acronym: true } } } },
        },
      });
  return {
    items,
    sought: sought.map(({ system: { id: number, nameEn, owner, backup, organization } }) => ({
      system: number,
      name: nameEn,
      acronym: organization.acronym,
      owner: toPerson(owner),
      backup: backup && toPerson(backup),
    })),
  };
}

async function listedNow(
  db: Database,
  row: Awaited<ReturnType<typeof listed>>[number],
  to: string,
): Promise<ListedNow> {
  const { system, ...assessment } = row.assessment;
  const [offer, disclaimer, handover] = [
    await db.transfer.findUnique({ where: { openKey: system.id } }),
    await db.disclaimer.findUnique({ where: { openKey: `${system.id}:${to}` } }),
    await db.change.findFirst({
      where: { systemId: system.id, kind: { in: ['edited', 'undone'] }, field: 'ownerId' },
      orderBy: { id: 'desc' },
    }),
  ];
  const ids = [assessment.decidedById, assessment.snoozedById, offer?.byId, offer?.toId, disclaimer?.byId];
  const people = await db.person.findMany({ where: { id: { in: ids.filter((id) => id != null) } } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const deed = (by: string | null | undefined, at: Date | null | undefined): Deed | null =>
    by && at ? { by: { id: by, name: names.get(by) ?? by }, at: toInstant(at) } : null;
  const offered = offer && deed(offer.byId, offer.at);
  return {
    assessment: toAssessment(assessment),
    toldAs: row.role as ToldAs,
    systemName: system.nameEn,
    acronym: system.organization.acronym,
    owner: { id: system.owner.id, name: system.owner.name },
    backupId: system.backupId,
    recorded: deed(assessment.decidedById, assessment.decidedAt),
    snoozed: deed(assessment.snoozedById, assessment.snoozedAt),
    offered: offered && offer && { ...offered, to: names.get(offer.toId) ?? offer.toId },
    disclaimed: disclaimer && deed(disclaimer.byId, disclaimer.at),
    ownerSince: handover ? toInstant(handover.at) : null,
  };
}
