import type { Json } from '../domain/change.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import { toJson } from './records.ts';
import { append, markStale, type Write } from './writing.ts';

/** What stands where personal data was taken out. */
export const MARK = '█████';

export interface Redacted {
  /** How many fields of the record, reviews and entries of the history held it. */
  fields: number;
  reviews: number;
  entries: number;
}

const TEXTS = [
  'nameEn',
  'nameFr',
  'descriptionEn',
  'descriptionFr',
  'branch',
  'executive',
  'tierReason',
  'purpose',
  'oversight',
  'data',
  'vendor',
  'authority',
  'noticeUrl',
  'challenge',
  'exemptionReason',
] as const;

/** Takes a phrase out of a record, its reviews and its history, and leaves a mark; null when another system has the name. */
export async function redact(
  db: Database,
  system: number,
  phrase: string,
  write: Write,
): Promise<Redacted | null> {
  try {
    return await db.$transaction((tx) => redactIn(tx, system, phrase, write));
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

async function redactIn(tx: Transaction, system: number, phrase: string, write: Write): Promise<Redacted> {
  const without = removing(phrase);
  const row = await tx.system.findUniqueOrThrow({ where: { id: system } });
  const patch = Object.fromEntries(
    TEXTS.flatMap((field) => {
      const text = row[field];
      const clean = text === null ? null : (without(text) as string);
      return clean === text ? [] : [[field, clean]];
    }),
  );
  const reviews = await redactReviews(tx, system, without);
  const changes = await redactChanges(tx, system, without);
  await redactTables(tx, system, without);
  const found = { fields: Object.keys(patch).length, reviews: reviews.length, entries: changes.length };
  if (found.fields + found.reviews + found.entries === 0) return found;
  await tx.undo.deleteMany({ where: { systemId: system } });
  const name = typeof patch.nameEn === 'string' ? { nameFold: fold(patch.nameEn) } : {};
  await tx.system.update({ where: { id: system }, data: { ...patch, ...name, version: row.version + 1 } });
  const to = { changes, fields: Object.keys(patch), reviews: reviews.length };
  await append(tx, system, [{ kind: 'redacted', field: null, from: null, to }], write);
  const all = await tx.assessment.findMany({ where: { systemId: system }, select: { id: true } });
  await markStale(
    tx,
    all.map(({ id }) => id),
  );
  return found;
}

/** Replaces the phrase, in whichever case, wherever texts stand in a value. */
function removing(phrase: string): (value: Json) => Json {
  const pattern = new RegExp(phrase.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu');
  const clean = (value: Json): Json => {
    if (typeof value === 'string') return value.replace(pattern, MARK);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((part) => clean(part));
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clean(part)]));
  };
  return clean;
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

async function redactReviews(
  tx: Transaction,
  system: number,
  without: (value: Json) => Json,
): Promise<number[]> {
  const touched: number[] = [];
  for (const row of await tx.assessment.findMany({ where: { systemId: system } })) {
    const said = { evidence: row.evidence, note: row.note, reason: row.reason };
    const clean = without(said) as typeof said;
    if (!differs(said, clean)) continue;
    await tx.assessment.update({ where: { id: row.id }, data: clean });
    touched.push(row.id);
  }
  return touched;
}

/** The entries stay; what they say goes, with the salt of its hash. */
async function redactChanges(
  tx: Transaction,
  system: number,
  without: (value: Json) => Json,
): Promise<number[]> {
  const touched: number[] = [];
  for (const row of await tx.change.findMany({ where: { systemId: system }, orderBy: { id: 'asc' } })) {
    const said = { from: row.from as Json, to: row.to as Json, why: row.why };
    const clean = without(said) as typeof said;
    if (!differs(said, clean)) continue;
    await tx.change.update({
      where: { id: row.id },
      data: {
        from: toJson(clean.from ?? undefined),
        to: toJson(clean.to ?? undefined),
        why: clean.why,
        salt: null,
      },
    });
    touched.push(row.id);
  }
  return touched;
}

/** Tables from which the record came, and offers to hand it over. */
async function redactTables(tx: Transaction, system: number, without: (value: Json) => Json): Promise<void> {
  for (const row of await tx.importRow.findMany({ where: { systemId: system } })) {
    const clean = without(row.cells as Json);
    if (differs(row.cells, clean)) {
      const where = { importId_line: { importId: row.importId, line: row.line } };
      await tx.importRow.update({ where, data: { cells: toJson(clean) } });
    }
  }
  for (const row of await tx.transfer.findMany({ where: { systemId: system, why: { not: null } } })) {
    await tx.transfer.update({ where: { id: row.id }, data: { why: without(row.why) as string } });
  }
}
