import type { Change, Json } from '../domain/change.ts';
import type { Instant } from '../domain/day.ts';
import { contentOf, hashOf, isRedacted, seal } from './chain.ts';
import type { Database } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { allColumns, listed, padded, type Read } from './reading.ts';
import { toChange, toDate, toInstant, toJson } from './records.ts';

/** Whose history: of systems, of what one person did, or of organizations; since when. */
export interface HistoryFilter {
  systems?: readonly number[];
  by?: string;
  organizations?: readonly number[];
  since?: Instant;
}

/** One entry with the name of its system. */
export type HistoryLine = Change & { systemName: string };

/** What a look through the chains of hashes found. */
export interface Verified {
  at: Instant;
  entries: number;
  /** The systems whose history was changed beside the product. */
  broken: number[];
}

const PAGE = 500;
export const SEALED = 'history.sealed';
/** Stands until what an earlier version wrote is sealed: an interrupted start goes on. */
const SEALING = 'history.sealing';
const VERIFIED = 'history.verified';
/** As many broken systems as anybody is told of. */
const NAMED = 50;

export function history(db: Database, read: Read) {
  return {
    /** Entries, newest first, from the one with the id `from` on; `next` is where the following page begins. */
    async page(
      { systems, by, organizations, since }: HistoryFilter,
      { from, limit }: { from?: number; limit: number },
    ): Promise<{ items: HistoryLine[]; next: number | null }> {
      const rows = await db.change.findMany({
        where: {
          ...(systems && { systemId: { in: [...systems] } }),
          ...(by && { byId: by }),
          ...(organizations && { organizationId: { in: [...organizations] } }),
          ...(since && { at: { gte: toDate(since) } }),
          ...(from !== undefined && { id: { lte: from } }),
        },
        orderBy: { id: 'desc' },
        take: limit + 1,
        include: { system: { select: { nameEn: true } } },
      });
      return {
        next: rows[limit]?.id ?? null,
        items: rows
          .slice(0, limit)
          .map(({ system, ...row }) => ({ ...toChange(row), systemName: system.nameEn })),
      };
    },

    /** The value that a field had before it was last changed; null when it never was. */
    async lastValue(system: number, field: string): Promise<Json> {
      const row = await db.change.findFirst({
        where: { systemId: system, field, kind: 'edited' },
        orderBy: { id: 'desc' },
      });
      return (row?.from as Json | undefined) ?? null;
    },

    /** The id of the newest entry: about how many there are. */
    async newest(): Promise<number> {
      const row = await db.change.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
      return row?.id ?? 0;
    },

    /** Looks through the chains of hashes, and keeps what it found. */
    async verify(now: Instant): Promise<Verified> {
      const found = await look(db, read);
      const value = toJson({ ...found, at: now.toString() });
      await db.fact.upsert({ where: { key: VERIFIED }, create: { key: VERIFIED, value }, update: { value } });
      return { at: now, ...found };
    },

    /** What the last look found; null before the first. */
    async verified(): Promise<Verified | null> {
      const row = await db.fact.findUnique({ where: { key: VERIFIED } });
      if (!row) return null;
      const { at, ...found } = row.value as unknown as Omit<Verified, 'at'> & { at: string };
      return { ...found, at: toInstant(new Date(at)) };
    },
  };
}

/** The state of one chain while it is looked through. */
interface Chain {
  system: number;
  hash: string | null;
  broken: boolean;
  /** Entries out of which something was taken, and those that a redaction speaks of. */
  emptied: { id: number; left: string }[];
  /** By entry, the hash of what a redaction left of it. */
  named: Map<number, string>;
}

const begin = (system: number): Chain => ({
  system,
  hash: null,
  broken: false,
  emptied: [],
  named: new Map(),
});

/** The systems whose history was changed beside the product; none in a registry of an earlier version, which is sealed at the next start. */
export async function brokenIn(db: Database, read: Read): Promise<number[]> {
  const isSealed = await db.fact.findUnique({ where: { key: SEALED } });
  return isSealed ? (await look(db, read)).broken : [];
}

const IN_CHAINS = `SELECT ${allColumns('Change')} FROM "Change" WHERE ("systemId", "id") > ($1, $2) ORDER BY "systemId", "id" LIMIT ${PAGE}`;

/** Follows the chain of hashes of every system. */
async function look(db: Database, read: Read): Promise<Omit<Verified, 'at'>> {
  const broken: number[] = [];
  let entries = 0;
  let chain: Chain | null = null;
  let last = { systemId: 0, id: 0 };
  const ended = async (chain: Chain, heads: ReadonlyMap<number, string | null>) => {
    if (broken.length === NAMED || !isBroken(chain, heads.get(chain.system))) return;
    if (await isStillBroken(db, chain.system)) broken.push(chain.system);
  };
  while (true) {
    const rows = await read<Row>(IN_CHAINS, last.systemId, last.id);
    const heads = await headsOf(read, [
      ...new Set([chain?.system ?? 0, ...rows.map(({ systemId }) => systemId)]),
    ]);
    for (const row of rows) {
      if (chain && chain.system !== row.systemId) {
        await ended(chain, heads);
        chain = null;
      }
      chain ??= begin(row.systemId);
      follow(chain, row);
      entries += 1;
    }
    const end = rows.at(-1);
    if (end) last = { systemId: end.systemId, id: end.id };
    if (rows.length === PAGE) continue;
    if (chain) await ended(chain, heads);
    const silenced = await withoutHistory(db);
    return { entries, broken: [...broken, ...silenced].slice(0, NAMED) };
  }
}

/** The newest hash of each of these systems. */
async function headsOf(read: Read, systems: readonly number[]): Promise<Map<number, string | null>> {
  const ids = padded(systems);
  const rows = await read<Pick<Prisma.SystemModel, 'id' | 'historyHash'>>(
    `SELECT "id", "historyHash" FROM "System" WHERE "id" IN (${listed(ids)})`,
    ...ids,
  );
  return new Map(rows.map(({ id, historyHash }) => [id, historyHash]));
}

/** Looks again at one system with nobody writing: what was written between two reads is no fault. */
const isStillBroken = (db: Database, system: number): Promise<boolean> =>
  db.$transaction(async (tx) => {
    const row = await tx.system.findUnique({ where: { id: system }, select: { historyHash: true } });
    if (!row) return true;
    const chain = begin(system);
    for (const entry of await tx.change.findMany({ where: { systemId: system }, orderBy: { id: 'asc' } }))
      follow(chain, entry);
    return isBroken(chain, row.historyHash);
  });

type Row = Prisma.ChangeModel;

function follow(chain: Chain, row: Row): void {
  const entry = { ...row, from: (row.from ?? null) as Json, to: (row.to ?? null) as Json };
  if (row.hash !== hashOf(chain.hash, row.content, entry)) chain.broken = true;
  if (isRedacted(row.salt)) chain.emptied.push({ id: row.id, left: contentOf(row.salt ?? '', entry) });
  else if (row.content !== contentOf(row.salt ?? '', entry)) chain.broken = true;
  if (row.kind === 'redacted') {
    const { changes = {} } = (entry.to ?? {}) as { changes?: Record<string, string> };
    for (const [id, left] of Object.entries(changes)) chain.named.set(Number(id), left);
  }
  chain.hash = row.hash;
}

const isBroken = ({ broken, hash, emptied, named }: Chain, head: string | null | undefined): boolean =>
  broken || head !== hash || emptied.some(({ id, left }) => named.get(id) !== left);

/** Systems whose entries are all gone: each was registered, which is an entry. */
async function withoutHistory(db: Database): Promise<number[]> {
  const rows = await db.system.findMany({
    where: { changes: { none: {} } },
    select: { id: true },
    take: NAMED,
  });
  return rows.map(({ id }) => id);
}

/** Seals, once, the history that an earlier version wrote without hashes. */
export async function sealHistory(db: Database): Promise<void> {
  if (await db.fact.findUnique({ where: { key: SEALED } })) return;
  // Where hashes stand already, what has none was written beside the product: it is not sealed.
  const isBegun = (await db.fact.findUnique({ where: { key: SEALING } })) !== null;
  const isSealed =
    (await db.change.findFirst({ where: { hash: { not: '' } }, select: { id: true } })) !== null;
  const isOurs = isBegun || !isSealed;
  if (isOurs && !isBegun)
    await db.fact.upsert({ where: { key: SEALING }, create: { key: SEALING, value: true }, update: {} });
  while (isOurs) {
    const systems = await db.system.findMany({
      where: { historyHash: null, changes: { some: {} } },
      orderBy: { id: 'asc' },
      take: 100,
      select: { id: true },
    });
    for (const { id } of systems) await sealSystem(db, id);
    if (systems.length === 0) break;
  }
  await db.fact.upsert({ where: { key: SEALED }, create: { key: SEALED, value: true }, update: {} });
  await db.fact.deleteMany({ where: { key: SEALING } });
}

async function sealSystem(db: Database, id: number): Promise<void> {
  await db.$transaction(async (tx) => {
    const system = await tx.system.findUniqueOrThrow({ where: { id }, select: { historyHash: true } });
    if (system.historyHash !== null) return;
    const rows = await tx.change.findMany({ where: { systemId: id }, orderBy: { id: 'asc' } });
    let before: string | null = null;
    for (const row of rows) {
      const seals = seal(before, { ...row, from: row.from as Json, to: row.to as Json });
      before = seals.hash;
      await tx.change.update({ where: { id: row.id }, data: seals, select: { id: true } });
    }
    await tx.system.update({ where: { id }, data: { historyHash: before }, select: { id: true } });
  });
}
