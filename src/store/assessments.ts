import {
  type Assessment,
  type AssessmentType,
  isOpen,
  nextDue,
  OPEN_STATES,
  type Outcome,
} from '../domain/assessment.ts';
import type { Json } from '../domain/change.ts';
import { type Day, earlier, later } from '../domain/day.ts';
import { type Effects, everyMonths, NO_EFFECTS, ruleFor } from '../domain/policy.ts';
import type { System, Tier } from '../domain/system.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { touch } from './people.ts';
import { allColumns, listed, type Read } from './reading.ts';
import { toAssessment, toDate, toSystem } from './records.ts';
import { insertRows, updateRows } from './row-writing.ts';
import { markStale } from './stale.ts';
import { COUNTED, ownOf, type Page, systemsOf } from './system-lists.ts';
import { remember } from './undo.ts';
import {
  answerOnce,
  ChangedMeanwhile,
  changeSystem,
  type Entry,
  newAssessment,
  openKey,
  reviewsOf,
  systemWithin,
  tell,
  type Write,
} from './writing.ts';

/** What a person says of a review: done with an outcome, or excused with a reason. */
export type Verdict =
  | {
      state: 'completed';
      outcome: Outcome;
      completedOn: Day;
      evidence: string | null;
      note: string | null;
      /** Deciding the tier is what completes a triage. */
      tier?: Tier;
      /** What the triage was answered, where the questions proposed the tier. */
      answers?: Record<string, string>;
    }
  | { state: 'waived'; reason: string; until: Day }
  | { state: 'not-required'; reason: string };

export type Recorded =
  | { result: 'recorded'; assessment: Assessment; system: System; next: Assessment | null; effects: Effects }
  /** Somebody else recorded it, or changed the system, since it was read. */
  | { result: 'changed-meanwhile' };

/** An open review with the system it is of. */
export interface Review {
  assessment: Assessment;
  system: Pick<System, 'number' | 'nameEn' | 'ownerId' | 'backupId'>;
}

/** Which open reviews: of which organizations, whose, due before which day. */
export interface DueFilter {
  organizations?: readonly number[];
  of?: string;
  dueBefore?: Day;
}

/** An open review as a list shows it. */
export interface DueReview extends Review {
  acronym: string;
  owner: string;
}

export type { Page };

/** A review, which never moves to another system. */
type ReviewOf = Pick<Assessment, 'id' | 'system'>;

const open = { in: [...OPEN_STATES] };
const systemOfReview = { select: { id: true, nameEn: true, ownerId: true, backupId: true } };

type ReviewWithSystem = Prisma.AssessmentModel & Pick<Prisma.SystemModel, 'nameEn' | 'ownerId' | 'backupId'>;

export function assessments(db: Database, read: Read) {
  const get = async (id: number): Promise<Assessment | null> => {
    const row = await db.assessment.findUnique({ where: { id } });
    return row && toAssessment(row);
  };

  return {
    get,

    /** The open assessments of a system, worst first. */
    async openOf(system: number): Promise<Assessment[]> {
      const rows = await read<Prisma.AssessmentModel>(
        `SELECT ${allColumns('Assessment')} FROM "Assessment" WHERE "systemId" = $1 AND "openKey" IS NOT NULL ORDER BY "dueOn", "id"`,
        system,
      );
      return rows.map(toAssessment);
    },

    /** All assessments that a system ever had, by age. */
    async allOf(system: number): Promise<Assessment[]> {
      const rows = await db.assessment.findMany({ where: { systemId: system }, orderBy: { id: 'asc' } });
      return rows.map(toAssessment);
    },

    /** The newest assessment of this type, open or not. */
    async newest(system: number, type: AssessmentType): Promise<Assessment | null> {
      const row = await db.assessment.findFirst({
        where: { systemId: system, type },
        orderBy: { id: 'desc' },
      });
      return row && toAssessment(row);
    },

    /** A page of the open reviews that a person owns or backs up, worst first, from the one with the id `from` on. */
    async openFor(person: string, limit: number, from?: number): Promise<Page<Review>> {
      const all = await read<{ id: number }>(
        `SELECT a."id" FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
          WHERE a."openKey" IS NOT NULL AND s."lifecycle" <> 'retired' AND s."id" IN (${ownOf('$1', '$2')})
          ORDER BY a."dueOn", a."id"`,
        person,
        person,
      );
      const start = Math.max(
        0,
        all.findIndex(({ id }) => id === from),
      );
      const page = all.slice(start, start + limit).map(({ id }) => id);
      const rows = await read<ReviewWithSystem>(
        `SELECT ${allColumns('Assessment', 'a')}, s."nameEn", s."ownerId", s."backupId" FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
          WHERE a."id" IN (${listed(page)}) ORDER BY a."dueOn", a."id"`,
        ...page,
      );
      return {
        total: all.length,
        counted: true,
        next: all[start + limit]?.id ?? null,
        items: rows.map((row) => ({
          assessment: toAssessment(row),
          system: {
            number: row.systemId,
            nameEn: row.nameEn,
            ownerId: row.ownerId,
            backupId: row.backupId,
          },
        })),
      };
    },

    /** A page of open reviews, worst first, from the one with the id `from` on. */
    async due(
      { organizations, of, dueBefore }: DueFilter,
      { from, limit }: { from?: number; limit: number },
    ): Promise<Page<DueReview>> {
      const start = from === undefined ? null : await db.assessment.findUnique({ where: { id: from } });
      const where = {
        openKey: { not: null },
        ...(dueBefore && { dueOn: { lt: dueBefore.toString() } }),
        ...(organizations && { system: { organizationId: { in: [...organizations] } } }),
        ...(of && { systemId: { in: await systemsOf(read, of) } }),
      };
      // PostgreSQL begins at a bound, and walks through all that comes before alternatives.
      const onwards = start && {
        dueOn: { gte: start.dueOn },
        OR: [{ dueOn: { gt: start.dueOn } }, { dueOn: start.dueOn, id: { gte: start.id } }],
      };
      const rows = await db.assessment.findMany({
        where: onwards ? { AND: [where, onwards] } : where,
        orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
        take: limit + 1,
        include: {
          system: {
            select: { ...systemOfReview.select, organization: { select: { acronym: true } }, owner: true },
          },
        },
      });
      const total = await db.assessment.count({ where, take: COUNTED });
      return {
        total,
        counted: total < COUNTED,
        next: rows[limit]?.id ?? null,
        items: rows.slice(0, limit).map(({ system, ...row }) => {
          const { id, organization, owner, ...rest } = system;
          return {
            assessment: toAssessment(row),
            system: { ...rest, number: id },
            acronym: organization.acronym,
            owner: owner.name,
          };
        }),
      };
    },

    /** Closes an open assessment, opens the next one by the policy, and marks the messages that list it. */
    async record(of: ReviewOf, verdict: Verdict, write: Write): Promise<Recorded> {
      try {
        return await db.$transaction((tx) => recordIn(tx, of, verdict, write));
      } catch (error) {
        if (error instanceof ChangedMeanwhile) return { result: 'changed-meanwhile' };
        if (isTaken(error) && write.request) return answerAgain(db, of.id);
        throw error;
      }
    },

    /** Puts off the reminders of an assessment until `until`; the messages that list it say so. False when it is closed. */
    async snooze(id: number, until: Day, { by, at }: Pick<Write, 'by' | 'at'>): Promise<boolean> {
      const data = { snoozedUntil: until.toString(), snoozedById: by, snoozedAt: toDate(at) };
      return setSnooze(id, data);
    },

    /** The reminders of an assessment come again as if they had not been put off. False when it is closed. */
    async wake(id: number): Promise<boolean> {
      const isWoken = await setSnooze(id, { snoozedUntil: null, snoozedById: null, snoozedAt: null });
      const row = await db.assessment.findUnique({ where: { id }, include: { system: systemOfReview } });
      if (row) await touch(db, [row.system.ownerId, row.system.backupId]);
      return isWoken;
    },
  };

  function setSnooze(id: number, data: object): Promise<boolean> {
    return db.$transaction(async (tx) => {
      const { count } = await tx.assessment.updateMany({ where: { id, state: open }, data });
      await markStale(tx, [id]);
      return count > 0;
    });
  }
}

async function recordIn(
  tx: Transaction,
  { id, system: number }: ReviewOf,
  verdict: Verdict,
  write: Write,
): Promise<Recorded> {
  const was = await systemWithin(tx, number);
  const before = was.system;
  const row = was.reviews.find((review) => review.id === id);
  // Whoever opened it took that back.
  if (!row) throw new ChangedMeanwhile();
  const assessment = toAssessment(row);
  await answerOnce(tx, before.number, write);
  const isStillOpen = { id, openKey: openKey(before.number, assessment.type) };
  const count = await updateRows(tx, 'Assessment', closing(verdict, write), isStillOpen);
  if (count === 0) throw new ChangedMeanwhile();
  await openNext(tx, before, assessment, verdict, write);
  await markStale(tx, [id]);
  const done = { ...was, reviews: await reviewsOf(tx, number) };
  const { system, reviews, effects } = await changeSystem(
    tx,
    done,
    patchOf(assessment, verdict, before),
    write,
    [verdictChange(assessment, verdict)],
  );
  await tell(tx, number, write);
  await remember(tx, was, write, { system, reviews });
  const assessments = reviews.map(toAssessment);
  const next = assessments.find((one) => one.type === assessment.type && isOpen(one)) ?? null;
  return { result: 'recorded', assessment: assessments.find((one) => one.id === id)!, system, effects, next };
}

/** The same request came twice: what the first one did is the answer. */
async function answerAgain(db: Database, id: number): Promise<Recorded> {
  const { system, ...row } = await db.assessment.findUniqueOrThrow({
    where: { id },
    include: { system: true },
  });
  const assessment = toAssessment(row);
  if (isOpen(assessment)) return { result: 'changed-meanwhile' };
  return {
    result: 'recorded',
    assessment,
    system: toSystem(system),
    effects: NO_EFFECTS,
    next: await openOfType(db, system.id, assessment.type),
  };
}

async function openOfType(tx: Transaction, system: number, type: AssessmentType): Promise<Assessment | null> {
  const row = await tx.assessment.findUnique({ where: { openKey: openKey(system, type) } });
  return row && toAssessment(row);
}

const closing = (verdict: Verdict, { by, at }: Write) => ({
  state: verdict.state,
  openKey: null,
  decidedById: by,
  decidedAt: toDate(at),
  ...(verdict.state === 'completed'
    ? {
        outcome: verdict.outcome,
        completedOn: verdict.completedOn.toString(),
        evidence: verdict.evidence,
        note: verdict.note,
      }
    : { reason: verdict.reason, waivedUntil: verdict.state === 'waived' ? verdict.until.toString() : null }),
});

const whyOf = (verdict: Verdict): string | undefined =>
  verdict.state === 'completed' ? (verdict.note ?? undefined) : verdict.reason;

function verdictChange({ type, dueOn }: Assessment, verdict: Verdict): Entry {
  const to: Record<string, Json> =
    verdict.state === 'completed'
      ? {
          state: verdict.state,
          outcome: verdict.outcome,
          completedOn: verdict.completedOn.toString(),
          evidence: verdict.evidence,
        }
      : { state: verdict.state, ...(verdict.state === 'waived' && { until: verdict.until.toString() }) };
  const why = whyOf(verdict);
  return { kind: 'assessed', field: type, from: { dueOn: dueOn.toString() }, to, ...(why && { why }) };
}

/** What recording a review changes of the system itself. */
function patchOf({ type }: Assessment, verdict: Verdict, { validatedOn }: System): Partial<System> {
  if (verdict.state !== 'completed') return {};
  if (type === 'TRIAGE' && verdict.tier) {
    return {
      tier: verdict.tier,
      tierReason: verdict.note,
      ...(verdict.answers && { tierAnswers: verdict.answers }),
    };
  }
  if (type === 'VALIDATE' && verdict.outcome !== 'failed') {
    return { validatedOn: validatedOn ? later(validatedOn, verdict.completedOn) : verdict.completedOn };
  }
  return {};
}

/** A completed review is due again after the policy's interval; a waived one when the waiver ends. */
async function openNext(
  tx: Transaction,
  system: System,
  closed: Assessment,
  verdict: Verdict,
  { policy }: Write,
) {
  const rule = ruleFor(policy, closed.type);
  const months = rule ? everyMonths(rule, system.tier) : null;
  if (verdict.state === 'completed' && months !== null) {
    const countsFrom = earlier(closed.dueOn, verdict.completedOn);
    const dueOn = nextDue(closed.dueOn, verdict.completedOn, months);
    await insertRows(tx, 'Assessment', [newAssessment(system.number, closed.type, countsFrom, dueOn)]);
  }
  if (verdict.state === 'waived') {
    const again = newAssessment(system.number, closed.type, closed.countsFrom, verdict.until);
    await insertRows(tx, 'Assessment', [again]);
  }
}
