import type { AssessmentType } from '../domain/assessment.ts';
import { type Day, day, type Instant } from '../domain/day.ts';
import { type Kept, mostUrgent, type Unkept } from '../domain/promises.ts';
import type { Tier } from '../domain/system.ts';
import type { Database } from './connection.ts';
import { toDate, toInstant } from './records.ts';

/** As many as an executive decides on at once. */
const FIRST = 5;
/** Systems looked through by one query: nobody waits for long. */
const STEP = 1000;

type Flag = number | bigint;
interface Row {
  id: Flag;
  nameEn: string;
  nameFr: string | null;
  tier: string;
  acronym: string;
  lifecycle: string;
  disclosure: string;
  isPublic: Flag;
  challenge: Flag;
  unreviewed: Flag;
  unequal: Flag;
  worst: string | null;
  overdue: Flag;
}

/** How the government's three promises are kept, and who is told of it each month. */
export function reports(db: Database) {
  return {
    /** The executives to whom the report goes, and since when. */
    async readers(): Promise<{ id: string; since: Instant }[]> {
      const rows = await db.reportReader.findMany({ orderBy: { personId: 'asc' } });
      return rows.map(({ personId, since }) => ({ id: personId, since: toInstant(since) }));
    },

    /** False when the person gets it already. */
    async addReader(person: string, by: string, now: Instant): Promise<boolean> {
      if (await db.reportReader.findUnique({ where: { personId: person } })) return false;
      await db.reportReader.create({ data: { personId: person, byId: by, since: toDate(now) } });
      return true;
    },

    /** False when the person did not get it. */
    async removeReader(person: string): Promise<boolean> {
      return (await db.reportReader.deleteMany({ where: { personId: person } })).count > 0;
    },

    /** How the promises are kept today; a waived review counts as done. */
    async promises(today: Day): Promise<Kept> {
      const kept: Kept = {
        inProduction: 0,
        public: 0,
        broken: { secret: 0, trust: 0, all: 0 },
        restricted: 0,
        first: [],
      };
      const last = await db.system.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
      for (let from = 0; from < (last?.id ?? 0); from += STEP) {
        const rows = await inUse(db, today, from);
        for (const row of rows) {
          const system = unkept(row);
          if (row.lifecycle === 'production') kept.inProduction += 1;
          if (row.isPublic) kept.public += 1;
          if (system.secret) kept.broken.secret += 1;
          if (system.secret && row.disclosure === 'restricted') kept.restricted += 1;
          if (system.trust) kept.broken.trust += 1;
          if (system.all) kept.broken.all += 1;
          if (system.secret || system.trust || system.all) kept.first.push(system);
        }
        kept.first = kept.first.sort(mostUrgent).slice(0, FIRST);
      }
      return kept;
    },
  };
}

/** The systems in pilot or production with these numbers, with what they lack. */
const inUse = (db: Database, today: Day, from: number): Promise<Row[]> => db.$queryRaw<Row[]>`
  SELECT s."id", s."nameEn", s."nameFr", s."tier", s."lifecycle", s."disclosure", o."acronym",
    CASE WHEN s."users" IN ('public', 'both') THEN 1 ELSE 0 END AS "isPublic",
    CASE WHEN COALESCE(s."challenge", '') = '' THEN 0 ELSE 1 END AS "challenge",
    COALESCE(r."unreviewed", 0) AS "unreviewed",
    COALESCE(r."unequal", 0) AS "unequal",
    r."worst",
    COALESCE(r."overdue", 0) AS "overdue"
  FROM "System" s
  JOIN "Organization" o ON o."id" = s."organizationId"
  LEFT JOIN (
    SELECT a."systemId",
      MAX(CASE WHEN a."type" <> 'VALIDATE' OR a."dueOn" < ${today.toString()} THEN 1 ELSE 0 END) AS "unreviewed",
      MAX(CASE WHEN a."type" IN ('ACC', 'HRIA') THEN 1 ELSE 0 END) AS "unequal",
      MIN(CASE WHEN a."dueOn" < ${today.toString()} THEN a."dueOn" || ' ' || a."type" END) AS "worst",
      SUM(CASE WHEN a."dueOn" < ${today.toString()} THEN 1 ELSE 0 END) AS "overdue"
    FROM "Assessment" a
    WHERE a."systemId" > ${from} AND a."systemId" <= ${from + STEP} AND a."openKey" IS NOT NULL
      AND (a."dueOn" < ${today.toString()} OR NOT EXISTS (
        SELECT 1 FROM "Assessment" d
        WHERE d."systemId" = a."systemId" AND d."type" = a."type" AND d."state" IN ('completed', 'waived')))
    GROUP BY a."systemId"
  ) r ON r."systemId" = s."id"
  WHERE s."id" > ${from} AND s."id" <= ${from + STEP} AND s."lifecycle" IN ('pilot', 'production')`;

function unkept(row: Row): Unkept {
  const isInProduction = row.lifecycle === 'production';
  const [dueOn, type] = row.worst?.split(' ') ?? [];
  return {
    system: Number(row.id),
    nameEn: row.nameEn,
    nameFr: row.nameFr,
    acronym: row.acronym,
    tier: row.tier as Tier,
    secret: isInProduction && row.disclosure !== 'open',
    trust: isInProduction && Boolean(row.unreviewed),
    all: Boolean(row.isPublic) && (Boolean(row.unequal) || !row.challenge),
    challenge: Boolean(row.challenge),
    worst: dueOn && type ? { dueOn: day(dueOn), type: type as AssessmentType } : null,
    overdue: Number(row.overdue),
  };
}
