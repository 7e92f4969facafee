import { type Day, day, type Instant } from '../domain/day.ts';
import { isReachable, type Person } from '../domain/person.ts';
import type { Item } from '../domain/reminder.ts';
import type { SoughtNow } from './amendments.ts';
import type { DueReview } from './assessments.ts';
import type { Database } from './connection.ts';
import { AWAY, REACHABLE } from './people.ts';
import { toAssessment, toInstant, toPerson } from './records.ts';
import { systemsOf } from './systems.ts';

/** Everything open that a person may be reminded of. */
export interface OpenWork {
  person: Person;
  items: (Item & { review: DueReview })[];
}

/** A system whose owner can't be reached. */
export interface Ownerless extends SoughtNow {
  organization: number;
  awaySince: Instant;
}

const PEOPLE = 10;
/** A system has at most one open assessment of each of nine types: a page is bounded. */
const SYSTEMS = 40;
/** The newest stages that were told of an assessment settle whether there is news. */
const TOLD = 12;
/** More systems without an owner than anybody is asked about in one look. */
const OWNERLESS = 1000;
/** What failed or was withdrawn was not told. */
const TOLD_BY = { state: { notIn: ['failed', 'withdrawn'] } };

export function reminders(db: Database) {
  return {
    /** The time zones in which people live. */
    async timeZones(): Promise<string[]> {
      const rows = await db.person.findMany({ distinct: ['timeZone'], select: { timeZone: true } });
      return rows.map((row) => row.timeZone);
    },

    /**
     * People of these time zones who are at work, with reviews due by `dueBy`, all of them, a few at a time; and those of
     * `others` even without any. Those who have the notice `keyOf` names were told today and are left out.
     */
    async *withOpenWork(
      timeZones: string[],
      dueBy: Day,
      isAtWork: (person: Person) => boolean,
      keyOf: (person: Person) => string,
      others: ReadonlySet<string>,
    ): AsyncGenerator<OpenWork> {
      let last = '';
      while (true) {
        const rows = await db.person.findMany({
          where: { id: { gt: last }, timeZone: { in: timeZones }, ...REACHABLE },
          orderBy: { id: 'asc' },
          take: PEOPLE,
        });
        const people = rows.map(toPerson).filter(isAtWork);
        const told = await db.notice.findMany({
          where: { key: { in: people.map(keyOf) } },
          select: { key: true },
        });
        const toldKeys = new Set(told.map(({ key }) => key));
        const asked = people.filter((person) => !toldKeys.has(keyOf(person)));
        for (const work of await openWorkOf(db, asked, dueBy))
          if (work.items.length > 0 || others.has(work.person.id)) yield work;
        if (rows.length < PEOPLE) return;
        last = rows.at(-1)!.id;
      }
    },

    /** Whether the lists of this week were told to the person. */
    async weekTold(person: string, week: string): Promise<boolean> {
      const where = { kind: 'reminder', to: person, week, ...TOLD_BY };
      return (await db.notice.findFirst({ where, select: { id: true } })) !== null;
    },

    /** The systems whose owner can't be reached, by number; bounded. */
    async ownerless(): Promise<Ownerless[]> {
      const rows = await db.system.findMany({
        where: { lifecycle: { not: 'retired' }, owner: AWAY },
        orderBy: { id: 'asc' },
        take: OWNERLESS,
        select: {
          id: true,
          nameEn: true,
          organizationId: true,
          owner: true,
          backup: true,
          organization: { select: { acronym: true } },
        },
      });
      return rows.map(({ id, nameEn, organizationId, owner, backup, organization }) => ({
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

async function openWorkOf(db: Database, people: Person[], dueBy: Day): Promise<OpenWork[]> {
  const ids = people.map(({ id }) => id);
  const work = new Map(people.map((person) => [person.id, { person, items: [] as OpenWork['items'] }]));
  const systems = ids.length > 0 ? await systemsOf(db, ids) : [];
  for (let from = 0; from < systems.length; from += SYSTEMS) {
    const rows = await db.assessment.findMany({
      where: { systemId: { in: systems.slice(from, from + SYSTEMS) }, openKey: { not: null } },
      include: {
        system: {
          select: {
            nameEn: true,
            ownerId: true,
            backupId: true,
            owner: true,
            organization: { select: { acronym: true } },
          },
        },
        reminders: {
          where: { personId: { in: ids }, role: { in: ['owner', 'backup'] }, notice: TOLD_BY },
          orderBy: { noticeId: 'desc' },
          take: TOLD,
        },
      },
    });
    const due = rows.filter(({ dueOn }) => dueOn <= dueBy.toString()).sort((a, b) => a.id - b.id);
    for (const { system, reminders, ...row } of due) {
      const assessment = toAssessment(row);
      const { nameEn, ownerId, backupId, owner, organization } = system;
      const review: DueReview = {
        assessment,
        system: { number: row.systemId, nameEn, ownerId, backupId },
        acronym: organization.acronym,
        owner: owner.name,
      };
      // The backup of an owner who can't be reached is as good as the owner.
      for (const [id, role] of [
        [ownerId, 'owner'],
        [backupId, isReachable(owner) ? 'backup' : 'owner'],
      ] as const) {
        if (id === null || (role === 'backup' && id === ownerId)) continue;
        const told = reminders
          .filter((r) => r.personId === id)
          .map((r) => ({ stage: r.stage, dueOn: day(r.dueOn), toldOn: day(r.toldOn) }));
        work.get(id)?.items.push({ assessment, role, told, review });
      }
    }
  }
  return [...work.values()];
}
