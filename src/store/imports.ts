import type { Instant } from '../domain/day.ts';
import { type Counts, NO_COUNTS, type RowState } from '../domain/import.ts';
import type { Caller } from '../domain/person.ts';
import type { System } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import type { Notice } from '../notice.ts';
import type { Database } from './connection.ts';
import { type Writing, writeAlone } from './import-writing.ts';
import { oweIn } from './owing.ts';
import { toDate, toInstant, toJson, toSystem } from './records.ts';
import type { Write } from './writing.ts';

/** A table on its way into the registry; what it says is the room `files`' business. */
export interface Import {
  id: number;
  by: string;
  at: Instant;
  name: string;
  state: 'receiving' | 'checking' | 'ready' | 'writing' | 'done' | 'cancelled' | 'forgotten';
  headers: string[];
  mapping: Record<string, string>;
  choices: unknown;
  counts: Counts;
  rows: number;
  restores: boolean;
  /** How often something was decided for the whole table. */
  revision: number;
}

export interface ImportRow {
  line: number;
  cells: string[];
  state: RowState;
  why: unknown;
  system: number | null;
}

/** What a row comes to. */
export interface Judgement {
  line: number;
  state: RowState;
  why: unknown;
  system: number | null;
}

const CHUNK = 50;
/** Rows noted in one transaction. */
const JUDGED = 10;

type Row = Awaited<ReturnType<Database['import']['findMany']>>[number];
const toImport = ({ byId, at, lease: _, finishedAt: __, ...row }: Row): Import =>
  ({ ...row, by: byId, at: toInstant(at) }) as unknown as Import;

export function imports(db: Database) {
  return {
    /** Keeps a table with all its rows, to be checked; owes the message in which it goes on. */
    async start(
      given: { name: string; headers: readonly string[]; mapping: object; choices: object },
      rows: readonly { line: number; cells: readonly string[] }[],
      { by, at }: Pick<Write, 'by' | 'at'>,
      noticeFor: (id: number) => Notice,
    ): Promise<number> {
      const restores = (await db.system.findFirst({ select: { id: true } })) === null;
      const { id } = await db.import.create({
        data: {
          byId: by,
          at: toDate(at),
          name: given.name,
          state: 'receiving',
          headers: toJson(given.headers),
          mapping: toJson(given.mapping),
          choices: toJson(given.choices),
          counts: toJson(NO_COUNTS),
          rows: rows.length,
          restores,
        },
      });
      for (let from = 0; from < rows.length; from += CHUNK) {
        const chunk = rows.slice(from, from + CHUNK);
        await db.importRow.createMany({
          data: chunk.map(({ line, cells }) => ({
            importId: id,
            line,
            cells: toJson(cells),
            state: 'waiting',
          })),
        });
      }
      await db.$transaction(async (tx) => {
        await tx.import.update({ where: { id }, data: { state: 'checking' } });
        await oweIn(tx, noticeFor(id), at);
      });
      return id;
    },

    /** How this person's last table with these very columns was read; null when there was none. */
    async lastLike(by: string, headers: readonly string[]): Promise<Import | null> {
      const rows = await db.import.findMany({
        where: { byId: by, state: { in: ['ready', 'done', 'forgotten'] } },
        orderBy: { id: 'desc' },
        take: 20,
      });
      const wanted = JSON.stringify(headers);
      return rows.map(toImport).find((table) => JSON.stringify(table.headers) === wanted) ?? null;
    },

    /** A table as it goes on; null when there is none, or it was forgotten. */
    async get(id: number): Promise<Import | null> {
      const row = await db.import.findUnique({ where: { id, state: { not: 'forgotten' } } });
      return row && toImport(row);
    },

    /** What is decided for the whole table; it is checked anew. False when it was confirmed or cancelled meanwhile. */
    async decide(id: number, given: { mapping?: object; choices?: object }): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const before = await tx.import.findUniqueOrThrow({ where: { id } });
        const choices = { ...(before.choices as object), ...given.choices };
        const data = {
          revision: { increment: 1 },
          lease: null,
          state: 'checking',
          counts: toJson(NO_COUNTS),
          ...(given.mapping && { mapping: toJson(given.mapping) }),
          choices: toJson(choices),
        };
        const where = { id, state: { in: ['checking', 'ready'] } };
        const { count } = await tx.import.updateMany({ where, data });
        if (count > 0) await tx.importRow.updateMany({ where: { importId: id }, data: { state: 'waiting' } });
        return count > 0;
      });
    },

    /** From `ready` to `writing`, or from any state before to `cancelled`; false when it was too late. */
    async confirm(id: number): Promise<boolean> {
      const { count } = await db.import.updateMany({
        where: { id, state: 'ready' },
        data: { state: 'writing' },
      });
      return count === 1;
    },

    async cancel(id: number): Promise<boolean> {
      const where = { id, state: { in: ['checking', 'ready'] } };
      return (await db.import.updateMany({ where, data: { state: 'cancelled' } })).count === 1;
    },

    /** An import that has something to do, for the one process that may go on with it. */
    async claim(wall: Instant, seconds: number): Promise<Import | null> {
      const free = [{ lease: null }, { lease: { lt: toDate(wall) } }];
      const row = await db.import.findFirst({
        where: { state: { in: ['checking', 'writing'] }, OR: free },
        orderBy: { id: 'asc' },
      });
      if (!row) return null;
      const lease = toDate(wall.add({ seconds }));
      const where = { id: row.id, lease: row.lease, state: row.state };
      if ((await db.import.updateMany({ where, data: { lease } })).count === 0) return null;
      return toImport(row);
    },

    /** Keeps it in this process's hands; false when somebody decided otherwise meanwhile. */
    async renew({ id, state, revision }: Import, wall: Instant, seconds: number): Promise<boolean> {
      const data = { lease: toDate(wall.add({ seconds })) };
      return (await db.import.updateMany({ where: { id, state, revision }, data })).count === 1;
    },

    /** A page of rows, from the one after `line` on. */
    async rows(id: number, after: number, limit: number, states?: readonly RowState[]): Promise<ImportRow[]> {
      const rows = await db.importRow.findMany({
        where: { importId: id, line: { gt: after }, ...(states && { state: { in: [...states] } }) },
        orderBy: { line: 'asc' },
        take: limit,
      });
      return rows.map(toRow);
    },

    /** The rows that are still to be written. */
    async unwritten(id: number, limit: number): Promise<ImportRow[]> {
      const rows = await db.importRow.findMany({
        where: { importId: id, done: false, state: { in: ['new', 'update'] } },
        orderBy: { line: 'asc' },
        take: limit,
      });
      return rows.map(toRow);
    },

    /** Notes what rows come to, a few at a time. */
    async judged(id: number, judgements: readonly Judgement[]): Promise<void> {
      const groups = new Map<string, Judgement[]>();
      for (const judgement of judgements) {
        const { line: _, ...said } = judgement;
        const key = JSON.stringify(said);
        groups.set(key, [...(groups.get(key) ?? []), judgement]);
      }
      const all = [...groups.values()];
      for (let from = 0; from < all.length; from += JUDGED)
        await db.$transaction(async (tx) => {
          for (const group of all.slice(from, from + JUDGED)) {
            const { state, why, system } = group[0]!;
            await tx.importRow.updateMany({
              where: { importId: id, line: { in: group.map(({ line }) => line) } },
              data: { state, why: toJson(why ?? []), systemId: system },
            });
          }
        });
    },

    /** The end of a check or of writing, with what it came to; false when somebody decided otherwise meanwhile. */
    async finish({ id, state, revision }: Import, counts: Counts, at: Instant): Promise<boolean> {
      const next = state === 'checking' ? 'ready' : 'done';
      const data = {
        state: next,
        counts: toJson(counts),
        lease: null,
        ...(next === 'done' && { finishedAt: toDate(at) }),
      };
      return (await db.import.updateMany({ where: { id, state, revision }, data })).count === 1;
    },

    /** Lets it rest for a while: something went wrong with it, and others wait. */
    async rest({ id }: Import, wall: Instant, seconds: number): Promise<void> {
      await db.import.updateMany({ where: { id }, data: { lease: toDate(wall.add({ seconds })) } });
    },

    /** How many rows came to what, and how many are written. */
    async counts(id: number): Promise<Counts> {
      const counts = { ...NO_COUNTS };
      for (const row of await db.importRow.groupBy({ by: ['state'], where: { importId: id }, _count: true }))
        if (row.state !== 'waiting') counts[row.state as keyof Counts] = row._count;
      counts.done = await db.importRow.count({ where: { importId: id, done: true } });
      return counts;
    },

    /** The systems that have one of these names in their organization, or one of these numbers. */
    async matching(
      names: readonly { organization: number; name: string }[],
      numbers: readonly number[],
    ): Promise<System[]> {
      const byOrganization = new Map<number, string[]>();
      for (const { organization, name } of names)
        byOrganization.set(organization, [...(byOrganization.get(organization) ?? []), fold(name)]);
      const found = new Map<number, System>();
      for (const [organizationId, folded] of byOrganization) {
        const where = { organizationId, nameFold: { in: folded } };
        for (const row of await db.system.findMany({ where })) found.set(row.id, toSystem(row));
      }
      if (numbers.length > 0)
        for (const row of await db.system.findMany({ where: { id: { in: [...numbers] } } }))
          found.set(row.id, toSystem(row));
      return [...found.values()];
    },

    /** Writes rows, each in a transaction of its own, so that others' commands come in between; a row that was written before, by a process that died, is not written again. */
    async write(id: number, writings: readonly Writing[], write: Write, by: Caller): Promise<void> {
      for (const writing of writings) await writeAlone(db, id, writing, write, by);
    },

    /** Tables of the last weeks out of which rows were refused, newest first. */
    async withRefusals(limit: number): Promise<Import[]> {
      const rows = await db.import.findMany({ where: { state: 'done' }, orderBy: { id: 'desc' }, take: 20 });
      return rows
        .map(toImport)
        .filter(({ counts }) => counts.refused > 0)
        .slice(0, limit);
    },
  };
}

const toRow = (row: Awaited<ReturnType<Database['importRow']['findMany']>>[number]): ImportRow => ({
  line: row.line,
  cells: row.cells as string[],
  state: row.state as RowState,
  why: row.why,
  system: row.systemId,
});
