import { completeness } from '../domain/completeness.ts';
import { effectsOf, plan } from '../domain/policy.ts';
import type { Registration, System } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import { insertRows } from './inserting.ts';
import { toDate, toJson, toSystem } from './records.ts';
import {
  answerOnce,
  appendTo,
  effectChanges,
  living,
  newAssessment,
  plain,
  tell,
  type Write,
} from './writing.ts';

export type Registered =
  | { result: 'registered'; number: number }
  | { result: 'name-taken'; existing: System };

/** Registers a system with its history and its reviews; the same request again gives the same system. */
export async function register(
  db: Database,
  registration: Registration,
  write: Write,
  named: (organizationId: number, name: string) => Promise<System | null>,
): Promise<Registered> {
  const taken = await named(registration.organizationId, registration.nameEn);
  const before = write.request && (await db.request.findUnique({ where: { key: write.request } }));
  if (before) return { result: 'registered', number: before.systemId };
  if (taken) return { result: 'name-taken', existing: taken };
  try {
    const number = await db.$transaction((tx) => registerIn(tx, registration, write));
    return { result: 'registered', number };
  } catch (error) {
    if (!isTaken(error)) throw error;
    const answered = write.request && (await db.request.findUnique({ where: { key: write.request } }));
    if (answered) return { result: 'registered', number: answered.systemId };
    const existing = await named(registration.organizationId, registration.nameEn);
    if (!existing) throw error;
    return { result: 'name-taken', existing };
  }
}

/** Within a transaction; `number` is given where a registry is restored from its own export. */
export async function registerIn(
  tx: Transaction,
  registration: Registration,
  write: Write,
  number?: number,
): Promise<number> {
  const organizationId = await living(tx, registration.organizationId);
  const row = await tx.system.create({
    data: {
      ...newRow({ ...registration, organizationId }, write),
      id: number ?? (await nextNumber(tx)),
    },
  });
  await answerOnce(tx, row.id, write);
  const system = toSystem(row);
  const planned = plan(null, system, [], write.policy, write.today);
  await insertRows(
    tx,
    'Assessment',
    planned.open.map(({ type, countsFrom, dueOn }) => newAssessment(row.id, type, countsFrom, dueOn)),
  );
  const first = { kind: 'registered', field: null, from: null, to: registration.nameEn } as const;
  await appendTo(tx, row, [first, ...effectChanges(effectsOf(planned))], write);
  await tell(tx, row.id, write);
  return row.id;
}

/** Nothing is ever deleted and nobody else writes meanwhile: no number is given twice, and none is left out. */
async function nextNumber(tx: Transaction): Promise<number> {
  const last = await tx.system.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return (last?.id ?? 0) + 1;
}

function newRow(registration: Registration, { by, at, today }: Write) {
  const system = {
    executive: null,
    purpose: null,
    capabilities: [],
    autonomy: 'unknown' as const,
    oversight: null,
    data: null,
    developer: 'unknown' as const,
    authority: null,
    notice: 'unknown' as const,
    challenge: null,
    disclosure: 'under-review' as const,
    validatedOn: by === registration.ownerId ? today : null,
    ...registration,
  };
  return {
    ...(plain(system) as Omit<typeof system, 'startedOn' | 'retiredOn' | 'validatedOn' | 'capabilities'> & {
      startedOn?: string | null;
      retiredOn?: string | null;
      validatedOn: string | null;
    }),
    capabilities: toJson(system.capabilities),
    nameFold: fold(registration.nameEn),
    registeredAt: toDate(at),
    complete: completeness(system).missing.length === 0,
  };
}
