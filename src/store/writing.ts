import { OPEN_STATES } from '../domain/assessment.ts';
import { differences, type Json, type NewChange } from '../domain/change.ts';
import { completeness } from '../domain/completeness.ts';
import type { Day, Instant } from '../domain/day.ts';
import { type Policy, plan, type Traits } from '../domain/policy.ts';
import type { System } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import type { Transaction } from './connection.ts';
import { toAssessment, toDate, toJson, toSystem } from './records.ts';

/** Who writes, when, under which policy and why; `request` makes the same request sent twice one effect. */
export interface Write {
  by: string;
  at: Instant;
  today: Day;
  policy: Policy;
  request?: string;
  why?: string;
}

/** Nobody sends a form again after a week. */
const REMEMBERED_HOURS = 7 * 24;

export const openKey = (system: number, type: string): string => `${system}:${type}`;

/** Adds to the history; there is no way to change or remove what is in it. */
export async function append(
  tx: Transaction,
  system: number,
  changes: readonly (NewChange & { by?: null })[],
  { by, at, why }: Pick<Write, 'at' | 'why'> & { by: string | null },
): Promise<void> {
  if (changes.length === 0) return;
  await tx.change.createMany({
    data: changes.map((change) => ({
      systemId: system,
      at: toDate(at),
      byId: change.by === null ? null : by,
      kind: change.kind,
      field: change.field,
      from: toJson(change.from ?? undefined),
      to: toJson(change.to ?? undefined),
      why: why ?? null,
    })),
  });
}

/** Remembers the answer to a request; throws "taken" when the same request was answered before. */
export async function answerOnce(tx: Transaction, system: number, { request, at }: Write): Promise<void> {
  if (!request) return;
  await tx.request.create({ data: { key: request, systemId: system, at: toDate(at) } });
  await tx.request.deleteMany({ where: { at: { lt: toDate(at.subtract({ hours: REMEMBERED_HOURS })) } } });
}

/** Opens, closes and moves the assessments of a system by the policy, and says so in the history. */
export async function applyPolicy(
  tx: Transaction,
  before: Traits | null,
  after: System,
  write: Write,
): Promise<void> {
  const rows = await tx.assessment.findMany({ where: { systemId: after.number }, orderBy: { id: 'asc' } });
  const { open, close, move } = plan(before, after, rows.map(toAssessment), write.policy, write.today);
  const system = after.number;
  for (const { type, countsFrom, dueOn } of open) {
    const openRow = { systemId: system, type, state: 'not-started', openKey: openKey(system, type) };
    await tx.assessment.create({
      data: { ...openRow, countsFrom: countsFrom.toString(), dueOn: dueOn.toString() },
    });
  }
  for (const { id } of close) {
    const data = { state: 'not-required', openKey: null };
    await tx.assessment.updateMany({ where: { id, state: { in: [...OPEN_STATES] } }, data });
  }
  for (const { assessment, dueOn } of move) {
    await tx.assessment.update({ where: { id: assessment.id }, data: { dueOn: dueOn.toString() } });
  }
  await markStale(
    tx,
    [...close, ...move.map((m) => m.assessment)].map(({ id }) => id),
  );
  await append(
    tx,
    system,
    [
      ...open.map(
        ({ type, dueOn }) => ({ kind: 'opened', field: type, from: null, to: dueOn.toString() }) as const,
      ),
      ...close.map(({ type }) => ({ kind: 'closed', field: type, from: null, to: null }) as const),
      ...move.map(
        ({ assessment, dueOn }) =>
          ({
            kind: 'moved',
            field: assessment.type,
            from: assessment.dueOn.toString(),
            to: dueOn.toString(),
          }) as const,
      ),
    ].map((change) => ({ ...change, by: null })),
    write,
  );
}

/** The messages that list these assessments no longer tell the truth: they are to be written anew, in place. */
export async function markStale(tx: Transaction, assessments: readonly number[]): Promise<void> {
  if (assessments.length === 0) return;
  await tx.notice.updateMany({
    where: { kind: 'reminder', reminders: { some: { assessmentId: { in: [...assessments] } } } },
    data: { stale: { increment: 1 } },
  });
}

const plain = (system: Partial<System>): Record<string, Json> => JSON.parse(JSON.stringify(system));

/**
 * Changes a system within a transaction: checks that it is still at the version that was read, writes the history and
 * brings its assessments in line. Returns null when somebody else changed it first.
 */
export async function changeSystem(
  tx: Transaction,
  before: System,
  patch: Partial<System>,
  write: Write,
): Promise<System | null> {
  const wanted = { ...before, ...patch };
  const { count } = await tx.system.updateMany({
    where: { id: before.number, version: before.version },
    data: {
      ...plain(patch),
      version: before.version + 1,
      nameFold: fold(wanted.nameEn),
      complete: completeness(wanted).missing.length === 0,
    },
  });
  if (count === 0) return null;
  const after = toSystem(await tx.system.findUniqueOrThrow({ where: { id: before.number } }));
  await append(tx, before.number, differences(plain(before), plain({ ...before, ...patch })), write);
  await applyPolicy(tx, before, after, write);
  return after;
}
