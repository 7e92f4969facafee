import { addDays, type Day, day } from '../domain/day.ts';
import { noSystems, type Standing, type Totals } from '../domain/digest.ts';
import type { Lifecycle, Tier } from '../domain/system.ts';
import type { Database } from './connection.ts';
import { orphaned } from './systems.ts';

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

/** The registry, or some organizations of it, in numbers; retired systems count in their lifecycle only. */
export async function standing(
  db: Database,
  today: Day,
  organizations?: readonly number[],
): Promise<Standing> {
  const within = organizations ? { organizationId: { in: [...organizations] } } : {};
  const result = noSystems();
  const by = ['lifecycle', 'tier', 'complete'] as const;
  for (const row of await db.system.groupBy({ by: [...by], where: within, _count: true })) {
    result.lifecycles[row.lifecycle as Lifecycle] += row._count;
    if (row.lifecycle === 'retired') continue;
    result.tiers[row.tier as Tier] += row._count;
    result.systems += row._count;
    if (row.complete) result.complete += row._count;
  }
  const kept = { ...within, lifecycle: { not: 'retired' } };
  result.orphans = await db.system.count({ where: { ...kept, ...(await orphaned(db)) } });
  result.overdueByOrganization = organizations ? [] : await overdueByOrganization(db, today);
  for (const organization of organizations ?? []) {
    const { open, overdue } = await reviewsOf(db, today, organization);
    result.openReviews += open;
    if (overdue > 0) result.overdueByOrganization.push({ organization, overdue });
  }
  if (!organizations) result.openReviews = await db.assessment.count({ where: { openKey: { not: null } } });
  result.overdueReviews = result.overdueByOrganization.reduce((sum, { overdue }) => sum + overdue, 0);
  return result;
}

type Counted = number | bigint | null;

async function overdueByOrganization(db: Database, today: Day): Promise<Standing['overdueByOrganization']> {
  const rows = await db.$queryRaw<{ organization: Counted; overdue: Counted }[]>`
    SELECT s."organizationId" AS organization, COUNT(*) AS overdue
    FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
    WHERE a."openKey" IS NOT NULL AND a."dueOn" < ${today.toString()}
    GROUP BY s."organizationId" ORDER BY 2 DESC, 1`;
  return rows.map((r) => ({ organization: Number(r.organization), overdue: Number(r.overdue) }));
}

async function reviewsOf(
  db: Database,
  today: Day,
  organization: number,
): Promise<{ open: number; overdue: number }> {
  const [row] = await db.$queryRaw<{ open: Counted; overdue: Counted }[]>`
    SELECT COUNT(*) AS open, SUM(CASE WHEN a."dueOn" < ${today.toString()} THEN 1 ELSE 0 END) AS overdue
    FROM "System" s JOIN "Assessment" a ON a."systemId" = s."id"
    WHERE s."organizationId" = ${organization} AND a."openKey" IS NOT NULL`;
  return { open: Number(row?.open ?? 0), overdue: Number(row?.overdue ?? 0) };
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

export function standings(db: Database) {
  return {
    /** Keeps how each organization stands on a day; the same day again replaces it. */
    async keep(on: Day): Promise<void> {
      const kept = { lifecycle: { not: 'retired' } };
      const bySystem = await db.system.groupBy({
        by: ['organizationId', 'complete'],
        where: kept,
        _count: true,
      });
      const open = await db.$queryRaw<{ organization: Counted; open: Counted; overdue: Counted }[]>`
        SELECT s."organizationId" AS organization, COUNT(*) AS open,
          SUM(CASE WHEN a."dueOn" < ${on.toString()} THEN 1 ELSE 0 END) AS overdue
        FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
        WHERE a."openKey" IS NOT NULL GROUP BY s."organizationId"`;
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
        of(Number(organization)).openReviews = Number(count);
        of(Number(organization)).overdueReviews = Number(overdue);
      }
      const lost = await db.system.groupBy({
        by: ['organizationId'],
        where: { ...kept, ...(await orphaned(db)) },
        _count: true,
      });
      for (const { organizationId, _count } of lost) of(organizationId).orphans = _count;
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
      const rows = await db.$queryRaw<
        { organization: Counted; open: Counted; soon: Counted; overdue: Counted }[]
      >`
        SELECT s."organizationId" AS organization, COUNT(*) AS open,
          SUM(CASE WHEN a."dueOn" >= ${today.toString()} AND a."dueOn" <= ${soon} THEN 1 ELSE 0 END) AS soon,
          SUM(CASE WHEN a."dueOn" < ${today.toString()} THEN 1 ELSE 0 END) AS overdue
        FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
        WHERE a."openKey" IS NOT NULL GROUP BY s."organizationId" ORDER BY 4 DESC, 2 DESC, 1`;
      return rows.map((row) => ({
        organization: Number(row.organization),
        later: Number(row.open) - Number(row.soon) - Number(row.overdue),
        soon: Number(row.soon),
        overdue: Number(row.overdue),
      }));
    },
  };
}
