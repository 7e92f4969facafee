import { completeness } from '../domain/completeness.ts';
import { effectsOf, plan } from '../domain/policy.ts';
import type { Registration, System } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import { toDate, toSystem } from './records.ts';
import { columnsOf, insertRows, updateRows } from './row-writing.ts';
import { statementsOf } from './statements.ts';
import {
  answerOnce,
  appendTo,
  effectChanges,
  living,
  newAssessment,
  systemRow,
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
  const id = number ?? (await nextNumber(tx));
  await insertRows(tx, 'System', [{ ...newRow({ ...registration, organizationId }, write), id }]);
  await answerOnce(tx, id, write);
  const row = await systemRow(tx, id);
  const system = toSystem(row);
  const planned = plan(null, system, [], write.policy, write.today);
  await insertRows(
    tx,
    'Assessment',
    planned.open.map(({ type, countsFrom, dueOn }) => newAssessment(id, type, countsFrom, dueOn)),
  );
  const first = { kind: 'registered', field: null, from: null, to: registration.nameEn } as const;
  const historyHash = await appendTo(tx, row, [first, ...effectChanges(effectsOf(planned))], write);
  await updateRows(tx, 'System', { historyHash }, { id });
  await tell(tx, id, write);
  return id;
}

/** Nothing is ever deleted and nobody else writes meanwhile: no number is given twice, and none is left out. */
async function nextNumber(tx: Transaction): Promise<number> {
  const { read } = statementsOf(tx);
  const [last] = await read<{ id: number | null }>('SELECT MAX("id") AS "id" FROM "System" LIMIT 1');
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
    ...columnsOf(system),
    nameFold: fold(registration.nameEn),
    registeredAt: toDate(at),
    complete: completeness(system).missing.length === 0,
  };
}
