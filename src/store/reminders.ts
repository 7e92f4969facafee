import { type Day, day, type Instant } from '../domain/day.ts';
import { isReachable, type Person } from '../domain/person.ts';
import type { Item } from '../domain/reminder.ts';
import type { SoughtNow } from './amendments.ts';
import type { DueReview } from './assessments.ts';
import type { Database } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { REACHABLE } from './people.ts';
import { allColumns, chunks, listed, padded, type Read } from './reading.ts';
import { instantText, toAssessment, toDate, toInstant, toPerson } from './records.ts';
import { ORPHANED } from './system-lists.ts';

/** Everything open that a person may be reminded of. */
export interface OpenWork {
  person: Person;
  items: (Item & { review: DueReview })[];
}

/** Somebody of whom it is not known yet whether there is anything to tell. */
interface Looking {
  person: Person;
  /** Under which they are not looked at again. */
  look: string;
}

/** A system whose owner can't be reached. */
export interface Ownerless extends SoughtNow {
  organization: number;
  awaySince: Instant;
}

/** As many as one statement names. */
const NAMED = 400;
/** As many people, and reviews, as one statement looks at: where it keeps everybody else from their turn, and elsewhere. */
const PIECES = { holdingUp: { people: 20, reviews: 1000 }, elsewhere: { people: 100, reviews: 20_000 } };
/** The newest stages that were told of an assessment settle whether there is news. */
const TOLD = 12;
/** More changes between two looks than are looked up one by one. */
const CHANGED = 300;
/** More systems without an owner than anybody is asked about in one look. */
const OWNERLESS = 1000;
/** What failed, was withdrawn, or did not go out in its time, was not told. */
const toldBy = (now: Instant) => ({
  state: { notIn: ['failed', 'withdrawn'] },
  NOT: { state: 'owed', ts: null, expiresAt: { lte: toDate(now) } },
});

export function reminders(db: Database, read: Read) {
  /** By person, the key under which they were looked at last, and how often they had been touched. */
  const looked = new Map<string, string>();
  let seen: { change: number; at: Instant } | null = null;

  /** Looks again at those whose systems changed since the last look; and where somebody left, at the backups and `others`. */
  async function forgetChanged(now: Instant, others: ReadonlySet<string>): Promise<void> {
    const newest = await db.change.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
    if (seen && looked.size > 0) await forgetSince(seen, others);
    seen = { change: newest?.id ?? 0, at: now };
  }

  async function forgetSince(
    before: { change: number; at: Instant },
    others: ReadonlySet<string>,
  ): Promise<void> {
    const changes = await db.change.findMany({
      where: { id: { gt: before.change } },
      distinct: ['systemId'],
      select: { systemId: true },
      take: CHANGED + 1,
    });
    const away = await db.person.findMany({
      where: { awaySince: { gte: toDate(before.at) } },
      select: { id: true },
      take: CHANGED + 1,
    });
    if (changes.length > CHANGED || away.length > CHANGED) return looked.clear();
    if (away.length > 0) for (const id of others) looked.delete(id);
    const systems = await db.system.findMany({
      where: {
        OR: [
          { id: { in: changes.map(({ systemId }) => systemId) } },
          { ownerId: { in: away.map(({ id }) => id) } },
        ],
      },
      select: { ownerId: true, backupId: true },
    });
    for (const { ownerId, backupId } of systems) {
      looked.delete(ownerId);
      if (backupId) looked.delete(backupId);
    }
  }

  return {
    /** The time zones in which people live. */
    async timeZones(): Promise<string[]> {
      const rows = await db.person.findMany({ distinct: ['timeZone'], select: { timeZone: true } });
      return rows.map((row) => row.timeZone);
    },

    /**
     * People of these time zones who are at work, with reviews due by `dueBy`, all of them, a few at a time; and those of
     * `others` even without any. Those who have the notice `keyOf` names were told today and are left out; so are those of
     * whom there was nothing to tell under that key, until something of theirs changes.
     */
    async *withOpenWork(
      now: Instant,
      timeZones: string[],
      dueBy: Day,
      isAtWork: (person: Person) => boolean,
      keyOf: (person: Person) => string,
      others: ReadonlySet<string>,
    ): AsyncGenerator<OpenWork> {
      if (timeZones.length === 0) return;
      await forgetChanged(now, others);
      const concerned = await concernedBy(read, dueBy);
      const ids = [...new Set([...concerned.keys(), ...others])].sort();
      const untold = async (some: string[]): Promise<Looking[]> => {
        const rows = await db.person.findMany({
          where: { id: { in: some }, timeZone: { in: timeZones }, ...REACHABLE },
          orderBy: { id: 'asc' },
        });
        const people = rows
          .map((row) => {
            const person = toPerson(row);
            const key = keyOf(person);
            return { person, key, look: `${key} ${row.touched}` };
          })
          .filter(({ person, look }) => isAtWork(person) && looked.get(person.id) !== look);
        if (people.length === 0) return [];
        const where = { key: { in: people.map(({ key }) => key) } };
        const told = new Set(
          (await db.notice.findMany({ where, select: { key: true } })).map(({ key }) => key),
        );
        return people.filter(({ key }) => !told.has(key));
      };
      const some = (async function* () {
        for await (const people of ahead(read, chunks(ids, NAMED), untold))
          yield* chunks(people, piecesOf(read).people);
      })();
      for await (const work of ahead(read, some, (people) => openWorkOf(read, people, concerned, now)))
        for (const { person, look, items } of work) {
          if (items.length > 0 || others.has(person.id)) yield { person, items };
          looked.set(person.id, look);
        }
    },

    /** Those systems first for which the person was not asked yet, or the longest ago. */
    async notSoughtFirst<T extends SoughtNow>(person: string, systems: readonly T[]): Promise<T[]> {
      if (systems.length === 0) return [];
      const rows = await db.ownerSought.findMany({
        where: { systemId: { in: systems.map(({ system }) => system) }, notice: { to: person } },
        select: { systemId: true, noticeId: true },
      });
      const last = new Map<number, number>();
      for (const { systemId, noticeId } of rows)
        last.set(systemId, Math.max(noticeId, last.get(systemId) ?? 0));
      const asked = ({ system }: T) => last.get(system) ?? 0;
      return [...systems].sort((a, b) => asked(a) - asked(b) || a.system - b.system);
    },

    /** Which of these people were told the lists of which of these weeks: `U7 2026-W48`. */
    async weeksTold(people: readonly string[], weeks: readonly string[], now: Instant): Promise<Set<string>> {
      const where = { week: { in: [...weeks] }, to: { in: [...people] }, ...toldBy(now) };
      const rows = await db.notice.findMany({ where, select: { to: true, week: true } });
      return new Set(rows.map(({ to, week }) => `${to} ${week}`));
    },

    /** The systems whose owner can't be reached, by number; bounded. */
    async ownerless(): Promise<Ownerless[]> {
      const rows = await read<{ id: number }>(
        `SELECT s."id" FROM "System" s WHERE s."lifecycle" <> 'retired' AND ${ORPHANED} ORDER BY s."id" LIMIT ${OWNERLESS}`,
      );
      const systems = await db.system.findMany({
        where: { id: { in: rows.map(({ id }) => id) } },
        orderBy: { id: 'asc' },
        select: {
          id: true,
          nameEn: true,
          organizationId: true,
          owner: true,
          backup: true,
          organization: { select: { acronym: true } },
        },
      });
      return systems.map(({ id, nameEn, organizationId, owner, backup, organization }) => ({
        system: id,
        name: nameEn,
        organization: organizationId,
        acronym: organization.acronym,
        owner: toPerson(owner),
        awaySince: toInstant(owner.awaySince ?? owner.fetchedAt),
        backup: backup && toPerson(backup),
      }));
    },
  };
}

const piecesOf = ({ holdsUp }: Read) => (holdsUp ? PIECES.holdingUp : PIECES.elsewhere);

/** What `ask` says of each, in order; where a statement holds nobody up, of the next it is asked while the last is worked on. */
async function* ahead<T, Said>(
  { holdsUp }: Read,
  all: Iterable<T> | AsyncIterable<T>,
  ask: (one: T) => Promise<Said>,
): AsyncGenerator<Said> {
  let last: Promise<Said> | undefined;
  for await (const one of all) {
    const next = ask(one);
    if (holdsUp) {
      yield next;
      continue;
    }
    // Whoever waits for it hears that it failed; the next run makes up for it.
    next.catch(() => {});
    if (last) yield last;
    last = next;
  }
  if (last) yield last;
}

/** By the id of a person, of the open reviews due by `dueBy` those of what they own or back up: one look, in order. */
async function concernedBy(read: Read, dueBy: Day): Promise<Map<string, number[]>> {
  const people = new Map<string, number[]>();
  const size = piecesOf(read).reviews;
  const concern = (person: string, review: number): void => {
    const known = people.get(person);
    if (known) known.push(review);
    else people.set(person, [review]);
  };
  let last = { dueOn: '', id: 0 };
  while (true) {
    const rows = await read<{ id: number; dueOn: string; ownerId: string; backupId: string | null }>(
      `SELECT a."id", a."dueOn", s."ownerId", s."backupId"
        FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
        WHERE a."openKey" IS NOT NULL AND a."dueOn" <= $1 AND a."dueOn" >= $2 AND (a."dueOn" > $2 OR a."id" > $3)
        ORDER BY a."dueOn", a."id" LIMIT ${size}`,
      dueBy.toString(),
      last.dueOn,
      last.id,
    );
    for (const { id, ownerId, backupId } of rows) {
      concern(ownerId, id);
      if (backupId && backupId !== ownerId) concern(backupId, id);
    }
    const end = rows.at(-1);
    if (!end || rows.length < size) return people;
    last = { dueOn: end.dueOn, id: end.id };
  }
}

type WorkRow = Prisma.AssessmentModel &
  Pick<Prisma.SystemModel, 'nameEn' | 'ownerId' | 'backupId'> &
  Pick<Prisma.PersonModel, 'active' | 'guest' | 'blocked'> & { owner: string; acronym: string };
type ToldRow = Pick<Prisma.ReminderModel, 'assessmentId' | 'personId' | 'stage' | 'dueOn' | 'toldOn'>;

async function openWorkOf(
  read: Read,
  people: readonly Looking[],
  concerned: ReadonlyMap<string, readonly number[]>,
  now: Instant,
): Promise<(OpenWork & Looking)[]> {
  const ids = people.map(({ person }) => person.id);
  const work = new Map(people.map((one) => [one.person.id, { ...one, items: [] as OpenWork['items'] }]));
  const reviews = [...new Set(ids.flatMap((id) => concerned.get(id) ?? []))].sort((a, b) => a - b);
  for (const some of chunks(reviews, NAMED)) {
    const named = padded(some);
    const [rows, told] = await Promise.all([
      read<WorkRow>(
        `SELECT ${allColumns('Assessment', 'a')}, s."nameEn", s."ownerId", s."backupId", o."acronym", p."name" AS "owner", p."active", p."guest", p."blocked"
          FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
          JOIN "Organization" o ON o."id" = s."organizationId" JOIN "Person" p ON p."id" = s."ownerId"
          WHERE a."openKey" IS NOT NULL AND a."id" IN (${listed(named)}) ORDER BY a."id"`,
        ...named,
      ),
      toldOf(read, named, padded(ids), now),
    ]);
    for (const row of rows) {
      const { nameEn, ownerId, backupId, owner, acronym } = row;
      const assessment = toAssessment(row);
      const review: DueReview = {
        assessment,
        system: { number: row.systemId, nameEn, ownerId, backupId },
        acronym,
        owner,
      };
      // The backup of an owner who can't be reached is as good as the owner.
      for (const [id, role] of [
        [ownerId, 'owner'],
        [backupId, isReachable(row) ? 'backup' : 'owner'],
      ] as const) {
        if (id === null || (role === 'backup' && id === ownerId)) continue;
        work.get(id)?.items.push({ assessment, role, told: told(row.id, id), review });
      }
    }
  }
  return [...work.values()];
}

/** The newest stages of these assessments that these people were told, by assessment and person. */
async function toldOf(read: Read, assessments: readonly number[], people: readonly string[], now: Instant) {
  const first = assessments.length + 2;
  const rows = await read<ToldRow>(
    `SELECT * FROM (
      SELECT r."assessmentId", r."personId", r."stage", r."dueOn", r."toldOn", r."noticeId",
        ROW_NUMBER() OVER (PARTITION BY r."assessmentId" ORDER BY r."noticeId" DESC) AS "rank"
      FROM "Reminder" r JOIN "Notice" n ON n."id" = r."noticeId"
      WHERE NOT (n."state" = 'owed' AND n."ts" IS NULL AND n."expiresAt" <= $1) AND n."state" NOT IN ('failed', 'withdrawn')
        AND r."role" IN ('owner', 'backup') AND r."assessmentId" IN (${listed(assessments, 2)})
        AND r."personId" IN (${listed(people, first)})
    ) told WHERE "rank" <= ${TOLD} ORDER BY "noticeId" DESC`,
    instantText(now),
    ...assessments,
    ...people,
  );
  const found = new Map<string, Item['told'][number][]>();
  for (const { assessmentId, personId, stage, dueOn, toldOn } of rows) {
    const key = `${assessmentId} ${personId}`;
    const told = { stage, dueOn: day(dueOn), toldOn: day(toldOn) };
    found.set(key, [...(found.get(key) ?? []), told]);
  }
  return (assessment: number, person: string): Item['told'] => found.get(`${assessment} ${person}`) ?? [];
}
