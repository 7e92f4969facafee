import { OPEN_STATES } from '../domain/assessment.ts';
import type { Day } from '../domain/day.ts';
import { noSystems, type Standing } from '../domain/digest.ts';
import type { Lifecycle, Tier } from '../domain/system.ts';
import type { Database } from './connection.ts';

/** The registry in numbers; retired systems count in their lifecycle only. */
export async function standing(db: Database, today: Day): Promise<Standing> {
  const kept = { lifecycle: { not: 'retired' } };
  const open = { state: { in: [...OPEN_STATES] } };
  const late = { ...open, dueOn: { lt: today.toString() } };
  const result = noSystems();
  result.systems = await db.system.count({ where: kept });
  result.complete = await db.system.count({ where: { ...kept, complete: true } });
  result.openReviews = await db.assessment.count({ where: open });
  result.overdueReviews = await db.assessment.count({ where: late });
  result.orphans = await db.system.count({
    where: { ...kept, owner: { OR: [{ active: false }, { guest: true }] } },
  });
  for (const row of await db.system.groupBy({ by: ['tier'], where: kept, _count: true })) {
    result.tiers[row.tier as Tier] = row._count;
  }
  for (const row of await db.system.groupBy({ by: ['lifecycle'], _count: true })) {
    result.lifecycles[row.lifecycle as Lifecycle] = row._count;
  }
  const rows = await db.$queryRaw<{ organization: number | bigint; overdue: number | bigint }[]>`
    SELECT s."organizationId" AS organization, COUNT(*) AS overdue
    FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
    WHERE a."openKey" IS NOT NULL AND a."dueOn" < ${today.toString()}
    GROUP BY s."organizationId" ORDER BY 2 DESC, 1`;
  result.overdueByOrganization = rows.map((r) => ({
    organization: Number(r.organization),
    overdue: Number(r.overdue),
  }));
  return result;
}
