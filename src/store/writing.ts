import type { AssessmentType } from '../domain/assessment.ts';
import { differences, type Json, type NewChange } from '../domain/change.ts';
import { completeness } from '../domain/completeness.ts';
import type { Day, Instant } from '../domain/day.ts';
import { type Before, type Effects, effectsOf, type Policy, plan } from '../domain/policy.ts';
import type { System } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import type { Notice } from '../notice.ts';
import { type Seal, seal } from './chain.ts';
import type { Transaction } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { oweIn } from './owing.ts';
import { allColumns } from './reading.ts';
import { toAssessment, toDate, toSystem } from './records.ts';
import { columnsOf, insertRows, jsonText, updateRows } from './row-writing.ts';
import { markOpenStale, markStale } from './stale.ts';
import { statementsOf } from './statements.ts';

/** Who writes, when, under which policy and why; `request` makes the same request sent twice one effect. */
export interface Write {
  by: string;
  at: Instant;
  today: Day;
  policy: Policy;
  request?: string;
  why?: string;
  /** The messages that are owed because of it, if it is written at all. */
  tell?: readonly Notice[] | ((system: number) => readonly Notice[]);
}

export const openKey = (system: number, type: string): string => `${system}:${type}`;

/** An entry by the policy itself has `by: null`; one with a reason of its own says it. */
export type Entry = NewChange & { by?: null; why?: string };

/** What the next entry into a system's history is sealed onto, as it is once nobody else writes to the system. */
interface Head {
  id: number;
  organizationId: number;
  historyHash: string | null;
}

/** A system as it is within a transaction. */
export async function systemRow(tx: Transaction, number: number): Promise<Prisma.SystemModel> {
  const { read } = statementsOf(tx);
  const [row] = await read<Prisma.SystemModel>(
    `SELECT ${allColumns('System')} FROM "System" WHERE "id" = $1 LIMIT 1`,
    number,
  );
  if (!row) throw new Error(`there is no system ${number}`);
  return row;
}

export type ReviewRow = Prisma.AssessmentModel;

/** Somebody else was faster: takes the transaction back. Whoever is told of it, is told by a result of the store's. */
export class ChangedMeanwhile extends Error {}

/** A system with the reviews that it ever had, as they are within a transaction: nobody else writes until that ends. */
export interface SystemWithin {
  system: System;
  historyHash: string | null;
  reviews: ReviewRow[];
}

export async function systemWithin(tx: Transaction, number: number): Promise<SystemWithin> {
  const row = await systemRow(tx, number);
  return { system: toSystem(row), historyHash: row.historyHash, reviews: await reviewsOf(tx, number) };
}

/** The reviews that a system ever had, as they are within a transaction. */
export const reviewsOf = (tx: Transaction, number: number): Promise<ReviewRow[]> =>
  statementsOf(tx).read(
    `SELECT ${allColumns('Assessment')} FROM "Assessment" WHERE "systemId" = $1 ORDER BY "id"`,
    number,
  );

/** The rows of new entries of a system's history, each sealed onto the one before. */
function sealed(
  system: Head,
  changes: readonly Entry[],
  { by, at, why }: Pick<Write, 'at' | 'why'> & { by: string | null },
) {
  let before = system.historyHash;
  return changes.map((change) => {
    const entry = {
      systemId: system.id,
      at: toDate(at),
      byId: change.by === null ? null : by,
      kind: change.kind,
      field: change.field,
      from: change.from,
      to: change.to,
      why: change.why ?? why ?? null,
    };
    const seals: Seal = seal(before, entry);
    before = seals.hash;
    const said = { from: jsonText(change.from), to: jsonText(change.to) };
    return { ...entry, ...said, organizationId: system.organizationId, ...seals };
  });
}

/** Adds to the history; there is no way to change or remove what is in it. */
export async function append(
  tx: Transaction,
  system: number,
  changes: readonly Entry[],
  write: Pick<Write, 'at' | 'why'> & { by: string | null },
): Promise<void> {
  if (changes.length === 0) return;
  const head = await systemRow(tx, system);
  const historyHash = await appendTo(tx, head, changes, write);
  await updateRows(tx, 'System', { historyHash }, { id: system });
}

/** Adds to the history of a system of which the head was just read, with nobody else writing to it since. Returns its hash, which is yet to be kept. */
export async function appendTo(
  tx: Transaction,
  head: Head,
  changes: readonly Entry[],
  write: Pick<Write, 'at' | 'why'> & { by: string | null },
): Promise<string | null> {
  const rows = sealed(head, changes, write);
  await insertRows(tx, 'Change', rows);
  return rows.at(-1)?.hash ?? head.historyHash;
}

/** Remembers the answer to a request; throws "taken" when the same request was answered before. */
export async function answerOnce(tx: Transaction, system: number, { request, at }: Write): Promise<void> {
  if (!request) return;
  await insertRows(tx, 'Request', [{ key: request, systemId: system, at: toDate(at) }]);
}

export async function tell(tx: Transaction, system: number, { tell: owed = [], at }: Write): Promise<void> {
  for (const notice of typeof owed === 'function' ? owed(system) : owed) await oweIn(tx, notice, at);
}

/** The row of an assessment that begins. */
export const newAssessment = (system: number, type: AssessmentType, countsFrom: Day, dueOn: Day) => ({
  systemId: system,
  type,
  state: 'not-started',
  openKey: openKey(system, type),
  countsFrom: countsFrom.toString(),
  dueOn: dueOn.toString(),
});

/** What the history says of reviews that open, close and move. */
export const effectChanges = ({ opened, closed, moved }: Effects): Entry[] => [
  ...opened.map(
    ({ type, dueOn }) =>
      ({ kind: 'opened', field: type, from: null, to: dueOn.toString(), by: null }) as const,
  ),
  ...closed.map((type) => ({ kind: 'closed', field: type, from: null, to: null, by: null }) as const),
  ...moved.map(
    ({ type, from, to }) =>
      ({ kind: 'moved', field: type, from: from.toString(), to: to.toString(), by: null }) as const,
  ),
];

/** Opens, closes and moves the assessments of a system by the policy, and says so in the history. */
export async function applyPolicy(
  tx: Transaction,
  before: Before | null,
  after: System,
  write: Write,
  policyBefore: Policy = write.policy,
): Promise<Effects> {
  const reviews = await reviewsOf(tx, after.number);
  const effects = await broughtInLine(tx, before, { system: after, reviews }, write, policyBefore);
  await append(tx, after.number, effectChanges(effects), write);
  return effects;
}

/** Opens, closes and moves the assessments of a system by the policy; what was done is yet to be said in the history. */
async function broughtInLine(
  tx: Transaction,
  before: Before | null,
  { system: after, reviews }: Pick<SystemWithin, 'system' | 'reviews'>,
  write: Write,
  policyBefore: Policy = write.policy,
): Promise<Effects> {
  const found = reviews.map(toAssessment);
  const { open, close, move } = plan(before, after, found, write.policy, write.today, policyBefore);
  const effects = effectsOf({ open, close, move });
  await insertRows(
    tx,
    'Assessment',
    open.map(({ type, countsFrom, dueOn }) => newAssessment(after.number, type, countsFrom, dueOn)),
  );
  for (const { id, type } of close) {
    const closed = { state: 'not-required', openKey: null, closedOn: write.today.toString() };
    await updateRows(tx, 'Assessment', closed, { id, openKey: openKey(after.number, type) });
  }
  for (const { assessment, dueOn } of move) {
    await updateRows(tx, 'Assessment', { dueOn: dueOn.toString() }, { id: assessment.id });
  }
  await markStale(
    tx,
    [...close, ...move.map((m) => m.assessment)].map(({ id }) => id),
  );
  return effects;
}

/** Longer chains of successors are a fault of ours. */
const MOST_SUCCESSORS = 50;

/** The organization that answers today for what this one answered for. */
export async function living(tx: Transaction, organization: number): Promise<number> {
  let id = organization;
  for (let step = 0; step < MOST_SUCCESSORS; step++) {
    const [row] = await statementsOf(tx).read<Pick<Prisma.OrganizationModel, 'successorId'>>(
      'SELECT "successorId" FROM "Organization" WHERE "id" = $1 LIMIT 1',
      id,
    );
    if (!row?.successorId) return id;
    id = row.successorId;
  }
  return id;
}

/** An offer to hand over ends with the owner who made it, and with the system. */
async function withdrawOffers(tx: Transaction, systemId: number, at: Instant): Promise<void> {
  const data = { state: 'withdrawn', openKey: null, decidedAt: toDate(at) };
  await tx.transfer.updateMany({ where: { systemId, state: 'pending' }, data });
}

/** Whoever neither owns nor backs up a system any more has nothing to disclaim. */
async function settleDisclaimers(
  tx: Transaction,
  { number, ownerId, backupId }: { number: number; ownerId: string; backupId: string | null },
): Promise<void> {
  const stays = [ownerId, ...(backupId ? [backupId] : [])];
  const where = { systemId: number, openKey: { not: null }, byId: { notIn: stays } };
  await tx.disclaimer.updateMany({ where, data: { openKey: null } });
}

export const plain = (system: Partial<System>): Record<string, Json> => JSON.parse(JSON.stringify(system));

/** What a reminder says of a system, besides its reviews. */
const REMINDED = ['nameEn', 'ownerId', 'backupId', 'lifecycle'] as const;

/**
 * Changes a system within a transaction: brings its assessments in line and writes the history, `first` what was done to it
 * already. It was read after all that the transaction did to its reviews, and nothing was added to its history since.
 * Returns it with its reviews as they are now.
 */
export async function changeSystem(
  tx: Transaction,
  { system: before, historyHash, reviews }: SystemWithin,
  asked: Partial<System>,
  write: Write,
  first: readonly Entry[] = [],
): Promise<{ system: System; reviews: ReviewRow[]; effects: Effects }> {
  const moved =
    asked.organizationId === undefined ? {} : { organizationId: await living(tx, asked.organizationId) };
  const patch = { ...asked, ...moved };
  const wanted = { ...before, ...patch };
  const system = { ...wanted, version: before.version + 1 };
  const effects = await broughtInLine(tx, before, { system, reviews }, write);
  const entries = effectChanges(effects);
  const changes = [...first, ...differences(plain(before), plain(wanted)), ...entries];
  const head = { id: system.number, organizationId: system.organizationId, historyHash };
  const columns = {
    ...columnsOf(patch),
    ...(patch.nameEn !== undefined && { nameFold: fold(patch.nameEn) }),
    version: system.version,
    complete: completeness(wanted).missing.length === 0,
    historyHash: await appendTo(tx, head, changes, write),
  };
  const count = await updateRows(tx, 'System', columns, { id: system.number, version: before.version });
  if (count === 0) throw new ChangedMeanwhile();
  if (before.ownerId !== system.ownerId || system.lifecycle === 'retired')
    await withdrawOffers(tx, system.number, write.at);
  if (before.ownerId !== system.ownerId || before.backupId !== system.backupId)
    await settleDisclaimers(tx, system);
  if (REMINDED.some((field) => before[field] !== system[field])) await markOpenStale(tx, system.number);
  return { system, reviews: entries.length > 0 ? await reviewsOf(tx, system.number) : reviews, effects };
}
