import { LRUCache } from 'lru-cache';
import { addDays, type Day, day } from '../domain/day.ts';
import { noSystems, type Standing, type Totals } from '../domain/digest.ts';
import type { Lifecycle, Tier } from '../domain/system.ts';
import type { Database } from './connection.ts';
import { listed, type Read } from './reading.ts';
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

/** As many leads look at their organizations in between two changes. */
const KEPT = 500;

/**
 * The registry, or some organizations of it, in numbers; retired systems count in their lifecycle only. What follows from the
 * history is counted anew when that has grown: all who look in between have it at once.
 */
export function standing(read: Read): (today: Day, organizations?: readonly number[]) => Promise<Standing> {
  const known = new LRUCache<string, Standing>({ max: KEPT });
  return async (today, organizations) => {
    const [newest] = await read<{ id: number | null }>('SELECT MAX("id") AS "id" FROM "Change"');
    const key = [newest?.id, today, ...(organizations ?? ['all'])].join(' ');
    const found = known.get(key) ?? (await counted(read, today, organizations));
    known.set(key, found);
    return { ...found, orphans: await orphansOf(read, organizations) };
  };
}

/** All but the orphans: whether an owner can be reached is not in the history. */
async function counted(read: Read, today: Day, organizations?: readonly number[]): Promise<Standing> {
  const ids = organizations ?? [];
  const within = organizations ? `s."organizationId" IN (${listed(ids)})` : 'TRUE';
  const result = noSystems();
  const rows = await read<{ lifecycle: Lifecycle; tier: Tier; complete: boolean; count: number }>(
    `SELECT s."lifecycle", s."tier", s."complete", COUNT(*) AS "count" FROM "System" s WHERE ${within} GROUP BY 1, 2, 3`,
    ...ids,
  );
  for (const { lifecycle, tier, complete, count } of rows) {
    result.lifecycles[lifecycle] += count;
    if (lifecycle === 'retired') continue;
    result.tiers[tier] += count;
    result.systems += count;
    if (complete) result.complete += count;
  }
  result.overdueByOrganization = organizations ? [] : await overdueByOrganization(read, today);
  for (const organization of organizations ?? []) {
    const { open, overdue } = await reviewsOf(read, today, organization);
    result.openReviews += open;
    if (overdue > 0) result.overdueByOrganization.push({ organization, overdue });
  }
  if (!organizations) {
    const [open] = await read<{ count: number }>(
      'SELECT COUNT(*) AS "count" FROM "Assessment" WHERE "openKey" IS NOT NULL',
    );
    result.openReviews = open?.count ?? 0;
  }
  result.overdueReviews = result.overdueByOrganization.reduce((sum, { overdue }) => sum + overdue, 0);
  return result;
}

/** By the few owners who can't be reached: the plus keeps SQLite from going through all systems of the organizations. */
async function orphansOf(read: Read, organizations?: readonly number[]): Promise<number> {
  const within = organizations ? `+s."organizationId" IN (${listed(organizations)})` : 'TRUE';
  const [row] = await read<{ count: number }>(
    `SELECT COUNT(*) AS "count" FROM "System" s WHERE ${within} AND s."lifecycle" <> 'retired' AND ${ORPHANED}`,
    ...(organizations ?? []),
  );
  return row?.count ?? 0;
}

const overdueByOrganization = (read: Read, today: Day): Promise<Standing['overdueByOrganization']> =>
  read(
    `SELECT s."organizationId" AS "organization", COUNT(*) AS "overdue"
      FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
      WHERE a."openKey" IS NOT NULL AND a."dueOn" < $1
      GROUP BY s."organizationId" ORDER BY 2 DESC, 1`,
    today.toString(),
  );

async function reviewsOf(
  read: Read,
  today: Day,
  organization: number,
): Promise<{ open: number; overdue: number }> {
  const [row] = await read<{ open: number; overdue: number | null }>(
    `SELECT COUNT(*) AS "open", SUM(CASE WHEN a."dueOn" < $1 THEN 1 ELSE 0 END) AS "overdue"
      FROM "System" s JOIN "Assessment" a ON a."systemId" = s."id"
      WHERE s."organizationId" = $2 AND a."openKey" IS NOT NULL`,
    today.toString(),
    organization,
  );
  return { open: row?.open ?? 0, overdue: row?.overdue ?? 0 };
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

export function standings(db: Database, read: Read) {
  return {
    /** Keeps how each organization stands on a day; the same day again replaces it. */
    async keep(on: Day): Promise<void> {
      const kept = { lifecycle: { not: 'retired' } };
      const bySystem = await db.system.groupBy({
        by: ['organizationId', 'complete'],
        where: kept,
        _count: true,
      });
      const open = await read<{ organization: number; open: number; overdue: number }>(
        `SELECT s."organizationId" AS "organization", COUNT(*) AS "open",
          SUM(CASE WHEN a."dueOn" < $1 THEN 1 ELSE 0 END) AS "overdue"
          FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
          WHERE a."openKey" IS NOT NULL GROUP BY s."organizationId"`,
        on.toString(),
      );
      const rows = new Map<number, Totals>();
      const of = (id: number) => {
        const known = rows.get(id) ?? {
          systems: 0,
          complete: 0,
          openReviews: 0,
          overdueReviews: 0,
          orphans: 0,
        };
        rows.set(id, known);
        return known;
      };
      for (const { organizationId, complete, _count } of bySystem) {
        of(organizationId).systems += _count;
        if (complete) of(organizationId).complete += _count;
      }
      for (const { organization, open: count, overdue } of open) {
        of(organization).openReviews = count;
        of(organization).overdueReviews = overdue;
      }
      const lost = await read<{ organization: number; count: number }>(
        `SELECT s."organizationId" AS "organization", COUNT(*) AS "count" FROM "System" s
          WHERE s."lifecycle" <> 'retired' AND ${ORPHANED} GROUP BY 1`,
      );
      for (const { organization, count } of lost) of(organization).orphans = count;
      for (const [organizationId, counts] of rows) {
        const where = { day_organizationId: { day: on.toString(), organizationId } };
        const create = { day: on.toString(), organizationId, ...counts };
        await db.dayStanding.upsert({ where, create, update: counts });
      }
    },

    /** The last day of each of the last twelve weeks that was kept, oldest first; for all or some organizations. */
    async trend(today: Day, organizations?: readonly number[]): Promise<DayStanding[]> {
      const rows = await db.dayStanding.groupBy({
        by: ['day'],
        where: {
          day: { gt: addDays(today, -7 * WEEKS).toString() },
          ...(organizations && { organizationId: { in: [...organizations] } }),
        },
        _sum: SUMS,
        orderBy: { day: 'asc' },
      });
      const byWeek = new Map<string, DayStanding>();
      for (const { day: on, _sum: sum } of rows) {
        const at = day(on);
        byWeek.set(`${at.yearOfWeek}-${at.weekOfYear}`, standingOf(at, sum));
      }
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
      const soon = addDays(today, SOON_DAYS).toString();
      const rows = await read<{ organization: number; open: number; soon: number; overdue: number }>(
        `SELECT s."organizationId" AS "organization", COUNT(*) AS "open",
          SUM(CASE WHEN a."dueOn" >= $1 AND a."dueOn" <= $2 THEN 1 ELSE 0 END) AS "soon",
          SUM(CASE WHEN a."dueOn" < $1 THEN 1 ELSE 0 END) AS "overdue"
          FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
          WHERE a."openKey" IS NOT NULL GROUP BY s."organizationId" ORDER BY 4 DESC, 2 DESC, 1`,
        today.toString(),
        soon,
      );
      return rows.map(({ organization, open, ...row }) => ({
        organization,
        later: open - row.soon - row.overdue,
        ...row,
      }));
    },
  };
}
