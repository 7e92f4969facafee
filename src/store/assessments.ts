import {
  type Assessment,
  type AssessmentType,
  isOpen,
  nextDue,
  OPEN_STATES,
  type Outcome,
} from '../domain/assessment.ts';
import type { Json, NewChange } from '../domain/change.ts';
import { type Day, earlier } from '../domain/day.ts';
import { everyMonths, ruleFor } from '../domain/policy.ts';
import type { System, Tier } from '../domain/system.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import { toAssessment, toSystem } from './records.ts';
import { systemsOf } from './systems.ts';
import { answerOnce, append, changeSystem, markStale, openKey, type Write } from './writing.ts';

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
    }
  | { state: 'waived'; reason: string; until: Day }
  | { state: 'not-required'; reason: string };

export type Recorded =
  | { result: 'recorded'; assessment: Assessment; system: System; next: Assessment | null }
  /** Somebody else recorded it, or changed the system, since it was read. */
  | { result: 'changed-meanwhile' };

/** An open review with the system it is of. */
export interface Review {
  assessment: Assessment;
  system: Pick<System, 'number' | 'nameEn' | 'ownerId' | 'backupId'>;
}

const open = { in: [...OPEN_STATES] };
const systemOfReview = { select: { id: true, nameEn: true, ownerId: true, backupId: true } };

export function assessments(db: Database) {
  const get = async (id: number): Promise<Assessment | null> => {
    const row = await db.assessment.findUnique({ where: { id } });
    return row && toAssessment(row);
  };

  return {
    get,

    /** The open assessments of a system, worst first. */
    async openOf(system: number): Promise<Assessment[]> {
      const where = { systemId: system, state: open };
      return (await db.assessment.findMany({ where, orderBy: [{ dueOn: 'asc' }, { id: 'asc' }] })).map(
        toAssessment,
      );
    },

    /** The newest assessment of this type, open or not. */
    async newest(system: number, type: AssessmentType): Promise<Assessment | null> {
      const row = await db.assessment.findFirst({
        where: { systemId: system, type },
        orderBy: { id: 'desc' },
      });
      return row && toAssessment(row);
    },

    /** The open reviews that a person owns or backs up, worst first; at most `limit`, and how many there are. */
    async openFor(person: string, limit: number): Promise<{ items: Review[]; total: number }> {
      const systemId = { in: await systemsOf(db, [person]) };
      const where = { state: open, systemId };
      const orderBy = [{ dueOn: 'asc' as const }, { id: 'asc' as const }];
      const total = await db.assessment.count({ where });
      const rows = await db.assessment.findMany({
        where,
        orderBy,
        take: limit,
        include: { system: systemOfReview },
      });
      return {
        total,
        items: rows.map(({ system: { id, ...system }, ...row }) => ({
          assessment: toAssessment(row),
          system: { ...system, number: id },
        })),
      };
    },

    /** Closes an open assessment, opens the next one by the policy, and marks the messages that list it. */
    async record(id: number, verdict: Verdict, write: Write): Promise<Recorded> {
      try {
        return await db.$transaction((tx) => recordIn(tx, id, verdict, write));
      } catch (error) {
        if (error instanceof ChangedMeanwhile) return { result: 'changed-meanwhile' };
        if (isTaken(error) && write.request) return answerAgain(db, id);
        throw error;
      }
    },

    /** Puts off the reminders of an assessment until `until`; the messages that list it say so. */
    async snooze(id: number, until: Day): Promise<void> {
      await db.$transaction(async (tx) => {
        await tx.assessment.updateMany({
          where: { id, state: open },
          data: { snoozedUntil: until.toString() },
        });
        await markStale(tx, [id]);
      });
    },
  };
}

/** Rolls the transaction back; never leaves this file. */
class ChangedMeanwhile extends Error {}

async function recordIn(tx: Transaction, id: number, verdict: Verdict, write: Write): Promise<Recorded> {
  const { system: systemRow, ...row } = await tx.assessment.findUniqueOrThrow({
    where: { id },
    include: { system: true },
  });
  const assessment = toAssessment(row);
  const before = toSystem(systemRow);
  await answerOnce(tx, before.number, write);
  const { count } = await tx.assessment.updateMany({
    where: { id, state: open },
    data: closing(verdict, write),
  });
  if (count === 0) throw new ChangedMeanwhile();
  await append(tx, before.number, [verdictChange(assessment, verdict)], { ...write, why: whyOf(verdict) });
  await openNext(tx, before, assessment, verdict, write);
  await markStale(tx, [id]);
  const system = await changeSystem(tx, before, patchOf(assessment, verdict, write), write);
  if (!system) throw new ChangedMeanwhile();
  return {
    result: 'recorded',
    assessment: toAssessment(await tx.assessment.findUniqueOrThrow({ where: { id } })),
    system,
    next: await openOfType(tx, system.number, assessment.type),
  };
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
    next: await openOfType(db, system.id, assessment.type),
  };
}

async function openOfType(tx: Transaction, system: number, type: AssessmentType): Promise<Assessment | null> {
  const row = await tx.assessment.findUnique({ where: { openKey: openKey(system, type) } });
  return row && toAssessment(row);
}

const closing = (verdict: Verdict, { by }: Write) => ({
  state: verdict.state,
  openKey: null,
  decidedById: by,
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

function verdictChange({ type, dueOn }: Assessment, verdict: Verdict): NewChange {
  const to: Record<string, Json> =
    verdict.state === 'completed'
      ? {
          state: verdict.state,
          outcome: verdict.outcome,
          completedOn: verdict.completedOn.toString(),
          evidence: verdict.evidence,
        }
      : { state: verdict.state, ...(verdict.state === 'waived' && { until: verdict.until.toString() }) };
  return { kind: 'assessed', field: type, from: { dueOn: dueOn.toString() }, to };
}

/** What recording a review changes of the system itself. */
function patchOf({ type }: Assessment, verdict: Verdict, { by }: Write): Partial<System> {
  if (verdict.state !== 'completed') return {};
  if (type === 'TRIAGE' && verdict.tier) return { tier: verdict.tier, tierReason: verdict.note };
  if (type === 'VALIDATE' && by) return { validatedOn: verdict.completedOn };
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
  const base = {
    systemId: system.number,
    type: closed.type,
    state: 'not-started',
    openKey: openKey(system.number, closed.type),
  };
  if (verdict.state === 'completed' && months !== null) {
    const countsFrom = earlier(closed.dueOn, verdict.completedOn).toString();
    const dueOn = nextDue(closed.dueOn, verdict.completedOn, months).toString();
    await tx.assessment.create({ data: { ...base, countsFrom, dueOn } });
  }
  if (verdict.state === 'waived') {
    const dueOn = verdict.until.toString();
    await tx.assessment.create({ data: { ...base, countsFrom: closed.countsFrom.toString(), dueOn } });
  }
}
