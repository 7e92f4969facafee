import type { Assessment } from '../domain/assessment.ts';
import type { Instant } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import type { ToldAs } from '../domain/reminder.ts';
import type { Amendment } from '../notice.ts';
import type { Database } from './connection.ts';
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
  /** Whether it carries the lists of a week, and no newer one does. */
  hasLists: boolean;
  /** A newer one lists some of what it listed. */
  isRest: boolean;
}

const BATCH = 50;

export function amendments(db: Database) {
  return {
    /** The reminders that no longer tell the truth, or are to be looked at again by now; a bounded number at a time. */
    async stale(now: Instant): Promise<StaleReminder[]> {
      // By this one column, whose index leads to the few: all reminders that ever were would take long.
      const notices = await db.notice.findMany({
        where: { lookAt: { lte: toDate(now) } },
        orderBy: [{ lookAt: 'asc' }, { id: 'asc' }],
        take: BATCH,
        select: { id: true, stale: true, to: true, week: true },
      });
      return notices.length > 0 ? asTheyAre(db, notices) : [];
    },

    /** Writes a stale message anew, unless it went stale again meanwhile: then the next look does. */
    async amend({ notice, stale, message, pointless, lookAt }: Amendment, now: Instant): Promise<void> {
      const seen = { stale: 0, lookAt: message && lookAt ? toDate(lookAt) : null };
      const where = { id: notice, stale };
      const row = await db.notice.findFirst({ where, select: { message: true, state: true, ts: true } });
      if (!row) return;
      const isUnsent = row.state === 'owed' && row.ts === null;
      if (pointless && isUnsent) {
        const unsent = { ...where, state: 'owed', ts: null };
        const withdrawn = { state: 'withdrawn', ...seen, lookAt: null };
        if ((await db.notice.updateMany({ where: unsent, data: withdrawn })).count > 0) return;
      }
      const says = message && JSON.stringify(row.message) === JSON.stringify(message);
      const said = message ? { message: toJson(message) } : { removed: true };
      const data = says ? seen : { ...said, revision: { increment: 1 }, ...seen };
      const { count } = await db.notice.updateMany({ where, data });
      if (says || count === 0) return;
      await db.notice.updateMany({
        where: { id: notice, state: 'sent' },
        data: { state: 'owed', attempts: 0, notBefore: toDate(now) },
      });
    },
  };
}

interface Stale {
  id: number;
  stale: number;
  to: string;
  week: string | null;
}

const idsOf = (notices: readonly Stale[]) => ({ in: notices.map(({ id }) => id) });

const listedIn = (db: Database, notices: readonly Stale[]) =>
  db.reminder.findMany({
    where: { noticeId: idsOf(notices) },
    orderBy: { assessmentId: 'asc' },
    include: {
      assessment: {
        include: { system: { include: { organization: { select: { acronym: true } }, owner: true } } },
      },
    },
  });

const soughtIn = (db: Database, notices: readonly Stale[]) =>
  db.ownerSought.findMany({
    where: { noticeId: idsOf(notices) },
    orderBy: { systemId: 'asc' },
    include: {
      system: { include: { owner: true, backup: true, organization: { select: { acronym: true } } } },
    },
  });

/** What reminders listed, as it is now, without what a newer one in the same conversation lists as well. */
async function asTheyAre(db: Database, notices: readonly Stale[]): Promise<StaleReminder[]> {
  const [rows, sought, isReplaced] = [
    await listedIn(db, notices),
    await soughtIn(db, notices),
    await replacements(db, notices),
  ];
  const deeds = await deedsOn(db, rows);
  const people = await db.person.findMany({ where: { id: { in: notices.map(({ to }) => to) } } });
  const byId = new Map(people.map((row) => [row.id, toPerson(row)]));
  return notices.flatMap((notice) => {
    const to = byId.get(notice.to);
    if (!to) return [];
    const kept = rows.filter((row) => row.noticeId === notice.id && !isReplaced(notice, row));
    const asked = sought.filter((row) => row.noticeId === notice.id && !isReplaced(notice, null));
    return [
      {
        id: notice.id,
        stale: notice.stale,
        to,
        isRest: rows.some((row) => row.noticeId === notice.id && isReplaced(notice, row)),
        hasLists: notice.week !== null && !isReplaced(notice, null),
        items: kept.map((row) => ({ ...itemOf(row), ...deeds(row, to.id) })),
        sought: asked.map(({ system: { id, nameEn, owner, backup, organization } }) => ({
          system: id,
          name: nameEn,
          acronym: organization.acronym,
          owner: toPerson(owner),
          backup: backup && toPerson(backup),
        })),
      },
    ];
  });
}

type Row = Awaited<ReturnType<typeof listedIn>>[number];

const itemOf = ({ role, assessment: { system, ...assessment } }: Row) => ({
  assessment: toAssessment(assessment),
  toldAs: role as ToldAs,
  systemName: system.nameEn,
  acronym: system.organization.acronym,
  owner: { id: system.owner.id, name: system.owner.name },
  backupId: system.backupId,
});

/** Tells whether a newer reminder in the same conversation says what this one says of a review, or, for null, of owners. */
async function replacements(db: Database, notices: readonly Stale[]) {
  const people = [...new Set(notices.map(({ to }) => to))];
  const standing = { kind: 'reminder', to: { in: people }, ts: { not: null }, removed: false };
  const oldest = Math.min(...notices.map(({ id }) => id));
  const again = await db.reminder.findMany({
    where: { personId: { in: people }, noticeId: { gt: oldest }, notice: standing },
    select: { noticeId: true, personId: true, assessmentId: true },
  });
  const lists = await db.notice.findMany({
    where: { ...standing, id: { gt: oldest }, week: { not: null } },
    select: { id: true, to: true },
  });
  const newestOf = new Map<string, number>();
  for (const { noticeId, personId, assessmentId } of again) {
    const key = `${personId} ${assessmentId}`;
    newestOf.set(key, Math.max(noticeId, newestOf.get(key) ?? 0));
  }
  for (const { id, to } of lists) newestOf.set(to, Math.max(id, newestOf.get(to) ?? 0));
  const isNewer = (key: string, id: number): boolean => (newestOf.get(key) ?? 0) > id;
  return ({ id, to }: Stale, row: Row | null): boolean => {
    const isOfLists = row === null || row.role === 'lead' || row.role === 'administrator';
    return (isOfLists && isNewer(to, id)) || (row !== null && isNewer(`${to} ${row.assessmentId}`, id));
  };
}

/** What people did with these reviews since: recorded, put off, offered, disclaimed, handed over. */
async function deedsOn(db: Database, rows: readonly Row[]) {
  const systems = [...new Set(rows.map(({ assessment }) => assessment.systemId))];
  const [offers, disclaimers, handovers] = [
    await db.transfer.findMany({ where: { openKey: { in: systems } } }),
    await db.disclaimer.findMany({ where: { systemId: { in: systems }, openKey: { not: null } } }),
    await db.change.findMany({
      where: { systemId: { in: systems }, kind: { in: ['edited', 'undone'] }, field: 'ownerId' },
      orderBy: { id: 'asc' },
      select: { systemId: true, at: true },
    }),
  ];
  const doers = rows.flatMap(({ assessment: { decidedById, snoozedById } }) => [decidedById, snoozedById]);
  const ids = [
    ...doers,
    ...offers.flatMap(({ byId, toId }) => [byId, toId]),
    ...disclaimers.map(({ byId }) => byId),
  ].filter((id) => id !== null);
  const people = await db.person.findMany({ where: { id: { in: [...new Set(ids)] } } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const since = new Map(handovers.map(({ systemId, at }) => [systemId, toInstant(at)]));
  const deed = (id: string | null | undefined, at: Date | null | undefined): Deed | null =>
    id && at ? { by: { id, name: names.get(id) ?? id }, at: toInstant(at) } : null;
  return ({ assessment: review }: Row, to: string) => {
    const offer = offers.find(({ openKey }) => openKey === review.systemId);
    const disclaimer = disclaimers.find(({ systemId, byId }) => systemId === review.systemId && byId === to);
    const offered = deed(offer?.byId, offer?.at);
    return {
      recorded: deed(review.decidedById, review.decidedAt),
      snoozed: deed(review.snoozedById, review.snoozedAt),
      offered: offered && offer ? { ...offered, to: names.get(offer.toId) ?? offer.toId } : null,
      disclaimed: deed(disclaimer?.byId, disclaimer?.at),
      ownerSince: since.get(review.systemId) ?? null,
    };
  };
}
