import { LRUCache } from 'lru-cache';
import { addDays, type Day, day, isoWeek } from '../domain/day.ts';
import { noSystems, type Standing, type Totals } from '../domain/digest.ts';
import { LIFECYCLES, type Lifecycle, TIERS, type Tier } from '../domain/system.ts';
import type { Database, Transaction } from './connection.ts';
import { chunks, listed, padded, type Read } from './reading.ts';
import { ORPHANED } from './system-lists.ts';

/** How the registry, or an organization, stood on one day. */
export interface DayStanding extends Totals {
  day: Day;
}

/** The open reviews of one organization, by how soon they are due. */
export interface OpenReviews {
  organization: number;
  later: number;
  soon: number;
  overdue: number;
}

const WEEKS = 12;
/** What was kept longer ago is no standing of then. */
const AS_OF_DAYS = 14;
/** Due within as many days is soon. */
const SOON_DAYS = 30;

/** As many organizations, on a few days, are asked for in between two changes. */
const KEPT = 5000;
/** As many as one statement names. */
const AT_ONCE = 1000;

interface SystemCount {
  organization: number;
  lifecycle: Lifecycle;
  tier: Tier;
  complete: boolean;
  count: number;
}

interface ReviewCount {
  organization: number;
  open: number;
  soon: number;
  overdue: number;
}

/** How one organization stands: what follows from the history of its systems. */
interface Counts
  extends Omit<Standing, 'orphans' | 'overdueReviews' | 'overdueByOrganization'>,
    OpenReviews {}

/** Counts organizations on a day; in between two changes, all who ask have it at once. */
export type Counting = (today: Day, organizations?: readonly number[]) => Promise<Counts[]>;

/**
 * Of one moment: again, where the history grew meanwhile. Where a statement would hold everybody else up, an organization at a
 * time; elsewhere all at once.
 */
export function counting(read: Read): Counting {
  const known = new LRUCache<string, Counts>({ max: KEPT });
  const newest = async () =>
    (await read<{ id: number | null }>('SELECT MAX("id") AS "id" FROM "Change"'))[0]?.id;

  async function countedAt(change: number | null | undefined, today: Day, ids: readonly number[]) {
    const key = (id: number) => `${change} ${today} ${id}`;
    const found = new Map(ids.map((id) => [id, known.get(key(id))]));
    const others = ids.filter((id) => !found.get(id));
    for (const some of chunks(others, read.holdsUp ? 1 : AT_ONCE))
      for (const counts of await counted(read, today, some)) {
        found.set(counts.organization, counts);
        known.set(key(counts.organization), counts);
      }
    return [...found.values()] as Counts[];
  }

  return async (today, organizations) => {
    const ids = organizations ?? (await read<{ id: number }>(ORGANIZATIONS)).map(({ id }) => id);
    for (let attempt = 1; ; attempt++) {
      const before = await newest();
      const all = await countedAt(before, today, ids);
      if (attempt === ATTEMPTS || (await newest()) === before) return all;
    }
  };
}

const ORGANIZATIONS = 'SELECT "id" FROM "Organization" ORDER BY "id"';
/** In a registry that never rests, counts of almost one moment do. */
const ATTEMPTS = 3;

function noCounts(organization: number): Counts {
  return { ...noSystems(), organization, later: 0, soon: 0, overdue: 0 };
}

async function counted(read: Read, today: Day, organizations: readonly number[]): Promise<Counts[]> {
  const all = new Map(organizations.map((id) => [id, noCounts(id)]));
  const ids = padded(organizations);
  const systems = await read<SystemCount>(
    `SELECT "organizationId" AS "organization", "lifecycle", "tier", "complete", COUNT(*) AS "count" FROM "System"
      WHERE "organizationId" IN (${listed(ids)}) GROUP BY 1, 2, 3, 4`,
    ...ids,
  );
  for (const { organization, lifecycle, tier, complete, count } of systems) {
    const counts = all.get(organization)!;
    counts.lifecycles[lifecycle] += count;
    if (lifecycle === 'retired') continue;
    counts.tiers[tier] += count;
    counts.systems += count;
    if (complete) counts.complete += count;
  }
  const reviews = await read<ReviewCount>(
    `SELECT s."organizationId" AS "organization", COUNT(*) AS "open",
      SUM(CASE WHEN a."dueOn" >= $1 AND a."dueOn" <= $2 THEN 1 ELSE 0 END) AS "soon",
      SUM(CASE WHEN a."dueOn" < $1 THEN 1 ELSE 0 END) AS "overdue"
      FROM "System" s JOIN "Assessment" a ON a."systemId" = s."id"
      WHERE s."organizationId" IN (${listed(ids, 3)}) AND a."openKey" IS NOT NULL GROUP BY 1`,
    today.toString(),
    addDays(today, SOON_DAYS).toString(),
    ...ids,
  );
  for (const { organization, open, soon, overdue } of reviews)
    Object.assign(all.get(organization)!, { openReviews: open, soon, overdue, later: open - soon - overdue });
  return [...all.values()];
}

/** The registry, or some organizations of it, in numbers; retired systems count in their lifecycle only. */
export async function standing(
  read: Read,
  counting: Counting,
  today: Day,
  organizations?: readonly number[],
): Promise<Standing> {
  const result = noSystems();
  const all = await counting(today, organizations);
  for (const counts of all) {
    for (const lifecycle of LIFECYCLES) result.lifecycles[lifecycle] += counts.lifecycles[lifecycle];
    for (const tier of TIERS) result.tiers[tier] += counts.tiers[tier];
    result.systems += counts.systems;
    result.complete += counts.complete;
    result.openReviews += counts.openReviews;
    result.overdueReviews += counts.overdue;
    const { organization, overdue } = counts;
    if (overdue > 0) result.overdueByOrganization.push({ organization, overdue });
  }
  if (!organizations)
    result.overdueByOrganization.sort((a, b) => b.overdue - a.overdue || a.organization - b.organization);
  return { ...result, orphans: await orphansOf(read, organizations) };
}

const mostOverdueFirst = (a: OpenReviews, b: OpenReviews): number =>
  b.overdue - a.overdue || b.later + b.soon - (a.later + a.soon) || a.organization - b.organization;

/**
 * Systems whose owner can't be reached, which the history does not say: by those few owners, where the plus keeps SQLite from
 * going through all systems of the organizations.
 */
async function orphansOf(read: Read, organizations?: readonly number[]): Promise<number> {
  const within = organizations ? `+s."organizationId" IN (${listed(organizations)})` : 'TRUE';
  const [row] = await read<{ count: number }>(
    `SELECT COUNT(*) AS "count" FROM "System" s WHERE ${within} AND s."lifecycle" <> 'retired' AND ${ORPHANED}`,
    ...(organizations ?? []),
  );
  return row?.count ?? 0;
}

const SUMS = {
  systems: true,
  complete: true,
  openReviews: true,
  overdueReviews: true,
  orphans: true,
} as const;

const standingOf = (at: Day, sum: Record<keyof typeof SUMS, number | null>): DayStanding => ({
  day: at,
  systems: sum.systems ?? 0,
  complete: sum.complete ?? 0,
  openReviews: sum.openReviews ?? 0,
  overdueReviews: sum.overdueReviews ?? 0,
  orphans: sum.orphans ?? 0,
});

export function standings(db: Database, read: Read, counting: Counting) {
  return {
    /** Keeps how each organization stands on a day; the same day again replaces it. */
    async keep(on: Day): Promise<void> {
      const lost = await read<{ organization: number; count: number }>(
        `SELECT s."organizationId" AS "organization", COUNT(*) AS "count" FROM "System" s
          WHERE s."lifecycle" <> 'retired' AND ${ORPHANED} GROUP BY 1`,
      );
      const orphans = new Map(lost.map(({ organization, count }) => [organization, count]));
      const all = await counting(on);
      // At once: whoever reads the trend meanwhile sees no half of a day.
      await db.$transaction((tx) => keepIn(tx, on, all, orphans));
    },

    /**
     * The last day of each of the last twelve weeks that was kept, oldest first; for all organizations, or those `within`. The
     * week of today ends with `now`, where that is stated beside it: what was kept of it is older.
     */
    async trend(
      today: Day,
      { within, now }: { within?: readonly number[] | undefined; now?: Totals } = {},
    ): Promise<DayStanding[]> {
      const rows = await db.dayStanding.groupBy({
        by: ['day'],
        where: {
          day: { gt: addDays(today, -7 * WEEKS).toString() },
          ...(within && { organizationId: { in: [...within] } }),
        },
        _sum: SUMS,
        orderBy: { day: 'asc' },
      });
      const byWeek = new Map<string, DayStanding>();
      for (const { day: on, _sum: sum } of rows) {
        const at = day(on);
        byWeek.set(isoWeek(at), standingOf(at, sum));
      }
      if (now) byWeek.set(isoWeek(today), standingOf(today, now));
      return [...byWeek.values()];
    },

    /** How all or some organizations stood at the end of the day, or on the newest day before it that was kept; null when none was. */
    async asOf(on: Day, organizations?: readonly number[]): Promise<DayStanding | null> {
      const rows = await db.dayStanding.groupBy({
        by: ['day'],
        where: {
          day: { lte: on.toString(), gt: addDays(on, -AS_OF_DAYS).toString() },
          ...(organizations && { organizationId: { in: [...organizations] } }),
        },
        _sum: SUMS,
        orderBy: { day: 'desc' },
        take: 1,
      });
      const [row] = rows;
      return row ? standingOf(day(row.day), row._sum) : null;
    },

    /** The open reviews of each organization that has any, the most overdue first. */
    async openReviews(today: Day): Promise<OpenReviews[]> {
      const all = await counting(today);
      return all
        .filter(({ openReviews }) => openReviews > 0)
        .sort(mostOverdueFirst)
        .map(({ organization, later, soon, overdue }) => ({ organization, later, soon, overdue }));
    },
  };
}

async function keepIn(
  tx: Transaction,
  on: Day,
  all: readonly Counts[],
  orphans: ReadonlyMap<number, number>,
): Promise<void> {
  for (const { organization: organizationId, ...counts } of all) {
    if (counts.systems + counts.openReviews === 0) continue;
    const { systems, complete, openReviews, overdue: overdueReviews } = counts;
    const kept = {
      systems,
      complete,
      openReviews,
      overdueReviews,
      orphans: orphans.get(organizationId) ?? 0,
    };
    const where = { day_organizationId: { day: on.toString(), organizationId } };
    const create = { day: on.toString(), organizationId, ...kept };
    await tx.dayStanding.upsert({ where, create, update: kept });
  }
}
