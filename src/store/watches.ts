import type { Instant } from '../domain/day.ts';
import type { Window } from '../domain/digest.ts';
import type { Person } from '../domain/person.ts';
import type { Database } from './connection.ts';
import { isTaken } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { REACHABLE } from './people.ts';
import type { Read } from './reading.ts';
import { toDate, toInstant, toPerson } from './records.ts';

/** What a person follows. */
export type Target = { of: 'all' } | { of: 'organization' | 'system'; id: number };

/** A person who follows something, and the time up to which they were told. */
export interface Watcher {
  person: Person;
  targets: Target[];
  window: Pick<Window, 'from'>;
}

const PEOPLE = 20;

const written = (target: Target): string => (target.of === 'all' ? 'all' : `${target.of}:${target.id}`);
function toTarget(text: string): Target {
  const [of = '', id = ''] = text.split(':');
  return of === 'all' ? { of } : { of: of as 'system', id: Number(id) };
}

export function watches(db: Database, read: Read) {
  return {
    async of(person: string): Promise<Target[]> {
      const rows = await read<Prisma.WatchModel>(
        'SELECT "personId", "target", "since" FROM "Watch" WHERE "personId" = $1 ORDER BY "since"',
        person,
      );
      return rows.map(({ target }) => toTarget(target));
    },

    /** False when it was followed already. */
    async add(person: string, target: Target, now: Instant): Promise<boolean> {
      try {
        await db.watch.create({ data: { personId: person, target: written(target), since: toDate(now) } });
        return true;
      } catch (error) {
        if (isTaken(error)) return false;
        throw error;
      }
    },

    /** False when it was not followed. */
    async remove(person: string, target: Target): Promise<boolean> {
      const where = { personId: person, target: written(target) };
      return (await db.watch.deleteMany({ where })).count > 0;
    },

    /** Those who follow something and are at work, with the time from which on they were told nothing yet. */
    async *watchers(
      isAtWork: (person: Person) => boolean,
      keyOf: (person: Person) => string,
    ): AsyncGenerator<Watcher> {
      let last = '';
      while (true) {
        const rows = await db.person.findMany({
          where: { id: { gt: last }, ...REACHABLE, watches: { some: {} } },
          orderBy: { id: 'asc' },
          take: PEOPLE,
          include: { watches: true },
        });
        for (const { watches: followed, ...row } of rows) {
          const person = toPerson(row);
          if (!isAtWork(person)) continue;
          if (await db.notice.findUnique({ where: { key: keyOf(person) }, select: { id: true } })) continue;
          const since = followed.map((watch) => watch.since.getTime());
          // What was withdrawn or failed was not told.
          const last = await db.notice.findFirst({
            where: { kind: 'watch', to: person.id, state: { notIn: ['failed', 'withdrawn'] } },
            orderBy: { id: 'desc' },
            select: { until: true },
          });
          const told = Math.max(row.watchedUntil?.getTime() ?? 0, last?.until?.getTime() ?? 0);
          const from = Math.max(told, Math.min(...since));
          yield {
            person,
            targets: followed.map(({ target }) => toTarget(target)),
            window: { from: toInstant(new Date(from)) },
          };
        }
        if (rows.length < PEOPLE) return;
        last = rows.at(-1)!.id;
      }
    },

    /** Everything up to then was looked through for this person. */
    async lookedThrough(person: string, until: Instant): Promise<void> {
      await db.person.update({ where: { id: person }, data: { watchedUntil: toDate(until) } });
    },
  };
}
