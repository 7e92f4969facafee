import { mayEdit } from '../domain/permission.ts';
import type { Caller } from '../domain/person.ts';
import type { Registration, System } from '../domain/system.ts';
import { type Database, isRefused, isTaken, type Transaction } from './connection.ts';
import { toJson } from './records.ts';
import { registerIn } from './registering.ts';
import { changeSystem, systemWithin, type Write } from './writing.ts';

/** A row about to be written: a registration, or the fields that its system is to have. */
export type Writing =
  | { line: number; register: Registration; number: number | null }
  | { line: number; system: number; patch: Partial<System> };

/** Writes one row, in a transaction of its own; one that the registry can't take is refused, with why. */
export async function writeAlone(
  db: Database,
  id: number,
  writing: Writing,
  write: Write,
  by: Caller,
): Promise<void> {
  try {
    await db.$transaction((tx) => writeRow(tx, id, writing, write, by));
  } catch (error) {
    if (isTaken(error)) return refuse(db, id, writing.line, 'nameTaken');
    if (!isRefused(error)) throw error;
    await refuse(db, id, writing.line, 'notWritten');
  }
}

/** The row, and that it is written, in one transaction. */
async function writeRow(
  tx: Transaction,
  id: number,
  writing: Writing,
  write: Write,
  by: Caller,
): Promise<void> {
  const open = { importId: id, line: writing.line, done: false };
  if ((await tx.importRow.updateMany({ where: open, data: { done: true } })).count === 0) return;
  if ('register' in writing) {
    const number = await registerIn(tx, writing.register, write, writing.number ?? undefined);
    await tx.importRow.updateMany({
      where: { importId: id, line: writing.line },
      data: { systemId: number },
    });
    return;
  }
  const was = await systemWithin(tx, writing.system);
  if (mayEdit(by, was.system)) await changeSystem(tx, was, writing.patch, write);
  else await refuse(tx, id, writing.line, 'mayNotEdit');
}

async function refuse(tx: Transaction, importId: number, line: number, key: string): Promise<void> {
  await tx.importRow.updateMany({
    where: { importId, line },
    data: { state: 'refused', done: true, why: toJson([{ key }]) },
  });
}
