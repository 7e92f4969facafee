import type { Json } from '../domain/change.ts';
import { systemNumber } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { contentOf, redactedSalt } from './chain.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import { toJson } from './records.ts';
import { markStale } from './stale.ts';
import { append, type Write } from './writing.ts';

/** What stands where personal information was taken out. */
export const MARK = '█████';

export interface Redacted {
  /** How many fields of the record, reviews and entries of the history held it. */
  fields: number;
  reviews: number;
  entries: number;
  /** Messages and rows of tables. */
  elsewhere: number;
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
    return { ...found, elsewhere: await redactElsewhere(db, system, removing(phrase)) };
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

async function redactIn(
  tx: Transaction,
  system: number,
  phrase: string,
  write: Write,
): Promise<Omit<Redacted, 'elsewhere'>> {
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
  const words = escaped.replace(/\s+/g, '\\s+');
  // "Dan" is no part of "danger".
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'giu');
  const clean = (value: Json): Json => {
    if (typeof value === 'string') {
      const text = value.normalize('NFC');
      return text.replace(pattern, MARK) === text ? value : text.replace(pattern, MARK);
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
    const cleaned = cleaning(row, without);
    const clean = {
      from: cleaned(said.from),
      to: cleaned(said.to),
      why: without(row.why) as string | null,
    };
    if (!differs(said, clean)) continue;
    const salt = redactedSalt();
    await tx.change.update({
      where: { id: row.id },
      data: {
        from: toJson(clean.from ?? undefined),
        to: toJson(clean.to ?? undefined),
        why: clean.why,
        salt,
      },
    });
    touched[row.id] = contentOf(salt, clean);
  }
  return touched;
}

/** How an entry is cleaned: what people wrote, and not codes, days and ids. */
function cleaning(
  { kind, field }: { kind: string; field: string | null },
  without: (value: Json) => Json,
): (value: Json) => Json {
  if (kind === 'registered' || (TEXTS as readonly (string | null)[]).includes(field)) return without;
  return kind === 'assessed' ? only(EVIDENCE, without) : (value) => value;
}

/** Why it was offered to somebody, or disclaimed. */
async function redactOffers(tx: Transaction, system: number, without: (value: Json) => Json): Promise<void> {
  for (const row of await tx.transfer.findMany({ where: { systemId: system, why: { not: null } } })) {
    await tx.transfer.update({ where: { id: row.id }, data: { why: without(row.why) as string } });
  }
  for (const row of await tx.disclaimer.findMany({ where: { systemId: system } })) {
    await tx.disclaimer.update({ where: { id: row.id }, data: { why: without(row.why) as string } });
  }
}

const EVIDENCE: ReadonlySet<string> = new Set(['evidence']);
/** Where people's words stand in a message, and in the remarks on a row of a table. */
const SPOKEN: ReadonlySet<string> = new Set(['text', 'alt_text', 'given']);

/** Cleans what stands under these names alone, however deep: all else are codes. */
const only = (names: ReadonlySet<string>, without: (value: Json) => Json): ((value: Json) => Json) => {
  const clean = (value: Json): Json => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((part) => clean(part));
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        names.has(key) && typeof part === 'string' ? without(part) : clean(part),
      ]),
    );
  };
  return clean;
};

const PAGE = 200;

/** The messages that speak of the system, and the rows of tables that were of it or were refused; how many held it. */
async function redactElsewhere(
  db: Database,
  system: number,
  without: (value: Json) => Json,
): Promise<number> {
  const said = only(SPOKEN, without);
  const number = systemNumber(system);
  let found = 0;
  for (let last = 0; ; ) {
    const rows = await db.notice.findMany({
      where: { id: { gt: last } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    for (const { id, message } of rows) {
      const clean = said(message as Json);
      if (!differs(message, clean) || !JSON.stringify(message).includes(number)) continue;
      await db.notice.update({ where: { id }, data: { message: toJson(clean) } });
      found += 1;
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < PAGE) break;
  }
  const ofIt = { OR: [{ systemId: system }, { state: 'refused' }] };
  for (const { id } of await db.import.findMany({ select: { id: true } })) {
    for (let line = 0; ; ) {
      const where = { importId: id, line: { gt: line }, ...ofIt };
      const rows = await db.importRow.findMany({ where, orderBy: { line: 'asc' }, take: PAGE });
      for (const row of rows) {
        const cells = without(row.cells as Json);
        const why = said(row.why as Json);
        if (!differs([row.cells, row.why], [cells, why])) continue;
        // Its table may be forgotten meanwhile.
        await db.importRow.updateMany({
          where: { importId: id, line: row.line },
          data: { cells: toJson(cells), why: toJson(why ?? []) },
        });
        found += 1;
      }
      line = rows.at(-1)?.line ?? line;
      if (rows.length < PAGE) break;
    }
  }
  return found;
}
