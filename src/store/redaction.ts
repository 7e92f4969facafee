import type { Json } from '../domain/change.ts';
import { fold } from '../domain/text.ts';
import { contentOf } from './chain.ts';
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
    const found = await db.$transaction((tx) => redactIn(tx, system, phrase, write));
    if (found.fields + found.reviews + found.entries > 0) await redactElsewhere(db, removing(phrase));
    return found;
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
  await redactOffers(tx, system, without);
  const found = {
    fields: Object.keys(patch).length,
    reviews: reviews.length,
    entries: Object.keys(changes).length,
  };
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
  const escaped = phrase
    .trim()
    .normalize('NFC')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // A name may be broken over two lines.
  const pattern = new RegExp(escaped.replace(/\s+/g, '\\s+'), 'giu');
  const clean = (value: Json): Json => {
    if (typeof value === 'string') {
      const text = value.normalize('NFC');
      return pattern.test(text) ? text.replace(pattern, MARK) : value;
    }
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

/** The entries stay; what they say goes, with the salt of its hash. By entry, the hash of what is left. */
async function redactChanges(
  tx: Transaction,
  system: number,
  without: (value: Json) => Json,
): Promise<Record<number, string>> {
  const touched: Record<number, string> = {};
  for (const row of await tx.change.findMany({ where: { systemId: system }, orderBy: { id: 'asc' } })) {
    const said = { from: row.from as Json, to: row.to as Json, why: row.why };
    const clean = {
      ...(hasText(row) ? (without(said) as typeof said) : said),
      why: without(row.why) as string | null,
    };
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
    touched[row.id] = contentOf('', clean);
  }
  return touched;
}

/** Whether an entry says what people wrote, and not codes, days and ids. */
const hasText = ({ kind, field }: { kind: string; field: string | null }): boolean =>
  kind === 'registered' || kind === 'assessed' || (TEXTS as readonly (string | null)[]).includes(field);

/** Why it was offered to somebody. */
async function redactOffers(tx: Transaction, system: number, without: (value: Json) => Json): Promise<void> {
  for (const row of await tx.transfer.findMany({ where: { systemId: system, why: { not: null } } })) {
    await tx.transfer.update({ where: { id: row.id }, data: { why: without(row.why) as string } });
  }
}

const PAGE = 200;

/** Messages that are owed or were sent, and rows of tables that were refused: what people wrote stands there as well. */
async function redactElsewhere(db: Database, without: (value: Json) => Json): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await db.notice.findMany({
      where: { id: { gt: last } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const { id, message } of rows) {
      const clean = without(message as Json);
      if (differs(message, clean))
        await db.notice.update({ where: { id }, data: { message: toJson(clean) } });
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < PAGE) break;
  }
  for (const { id } of await db.import.findMany({ select: { id: true } })) {
    for (let line = 0; ; ) {
      const where = { importId: id, line: { gt: line } };
      const rows = await db.importRow.findMany({ where, orderBy: { line: 'asc' }, take: PAGE });
      for (const row of rows) {
        const said = { cells: row.cells as Json, why: row.why as Json };
        const clean = without(said) as typeof said;
        if (!differs(said, clean)) continue;
        const key = { importId_line: { importId: id, line: row.line } };
        await db.importRow.update({
          where: key,
          data: { cells: toJson(clean.cells), why: toJson(clean.why ?? []) },
        });
      }
      line = rows.at(-1)?.line ?? line;
      if (rows.length < PAGE) break;
    }
  }
}
