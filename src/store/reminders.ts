import { type Day, day } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import type { Item } from '../domain/reminder.ts';
import type { Database } from './connection.ts';
import { toAssessment, toPerson } from './records.ts';
import { systemsOf } from './systems.ts';

/** Everything open that a person may be reminded of. */
export interface OpenWork {
  person: Person;
  items: (Item & { systemName: string })[];
}

const PEOPLE = 10;
/** A system has at most one open assessment of each of nine types: a page is bounded. */
const SYSTEMS = 40;
/** The newest stages that were told of an assessment settle whether there is news. */
const TOLD = 12;

export function reminders(db: Database) {
  return {
    /** The time zones in which people live. */
    async timeZones(): Promise<string[]> {
      const rows = await db.person.findMany({ distinct: ['timeZone'], select: { timeZone: true } });
      return rows.map((row) => row.timeZone);
    },

    /**
     * People of these time zones who are at work, with reviews due by `dueBy`, all of them, a few at a time. Those who have the notice
     * `keyOf` names were told today and are left out.
     */
    async *withOpenWork(
      timeZones: string[],
      dueBy: Day,
      isAtWork: (person: Person) => boolean,
      keyOf: (person: Person) => string,
    ): AsyncGenerator<OpenWork> {
      let last = '';
      while (true) {
        const rows = await db.person.findMany({
          where: { id: { gt: last }, timeZone: { in: timeZones }, active: true, guest: false },
          orderBy: { id: 'asc' },
          take: PEOPLE,
        });
        const people = rows.map(toPerson).filter(isAtWork);
        const told = await db.notice.findMany({
          where: { key: { in: people.map(keyOf) } },
          select: { key: true },
        });
        const toldKeys = new Set(told.map(({ key }) => key));
        yield* openWorkOf(
          db,
          people.filter((person) => !toldKeys.has(keyOf(person))),
          dueBy,
        );
        if (rows.length < PEOPLE) return;
        last = rows.at(-1)!.id;
      }
    },
  };
}

async function* openWorkOf(db: Database, people: Person[], dueBy: Day): AsyncGenerator<OpenWork> {
  const ids = people.map(({ id }) => id);
  const work = new Map(people.map((person) => [person.id, { person, items: [] as OpenWork['items'] }]));
  const systems = ids.length > 0 ? await systemsOf(db, ids) : [];
  for (let from = 0; from < systems.length; from += SYSTEMS) {
    const rows = await db.assessment.findMany({
      where: { systemId: { in: systems.slice(from, from + SYSTEMS) }, openKey: { not: null } },
      include: {
        system: { select: { nameEn: true, ownerId: true, backupId: true, owner: true } },
        // What failed or was withdrawn was not told.
        reminders: {
          where: { personId: { in: ids }, notice: { state: { notIn: ['failed', 'withdrawn'] } } },
          orderBy: { noticeId: 'desc' },
          take: TOLD,
        },
      },
    });
    const due = rows.filter(({ dueOn }) => dueOn <= dueBy.toString()).sort((a, b) => a.id - b.id);
    for (const { system, reminders, ...row } of due) {
      const assessment = toAssessment(row);
      // The backup of an owner who can't be reached is as good as the owner.
      const reachable = system.owner.active && !system.owner.guest;
      for (const [id, role] of [
        [system.ownerId, 'owner'],
        [system.backupId, reachable ? 'backup' : 'owner'],
      ] as const) {
        if (id === null || (role === 'backup' && id === system.ownerId)) continue;
        const told = reminders
          .filter((r) => r.personId === id)
          .map((r) => ({ stage: r.stage, dueOn: day(r.dueOn), toldOn: day(r.toldOn) }));
        work.get(id)?.items.push({ assessment, role, told, systemName: system.nameEn });
      }
    }
  }
  yield* [...work.values()].filter(({ items }) => items.length > 0);
}
