import type { Change } from '../domain/change.ts';
import type { Instant } from '../domain/day.ts';
import type { Window } from '../domain/digest.ts';
import type { Database } from './connection.ts';
import { toChange, toDate, toInstant } from './records.ts';

const PAGE = 500;

/** When the history began; the beginning of time for an empty one. */
export async function began(db: Database): Promise<Instant> {
  const first = await db.change.findFirst({ orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return toInstant(first?.at ?? new Date(0));
}

export function changes(db: Database) {
  return {
    /** The changes of a window, of all or some organizations, oldest first, a page at a time. */
    async *within({ from, until }: Window, organizations?: readonly number[]): AsyncGenerator<Change[]> {
      let last: { at: Date; id: number } | undefined;
      while (true) {
        const after = last && { OR: [{ at: { gt: last.at } }, { at: last.at, id: { gt: last.id } }] };
        const window = {
          // From the last one on: PostgreSQL finds no place to begin at in the alternatives.
          at: { gte: last?.at ?? toDate(from), lt: toDate(until) },
          ...(organizations && { organizationId: { in: [...organizations] } }),
        };
        const rows = await db.change.findMany({
          where: after ? { AND: [window, after] } : window,
          orderBy: [{ at: 'asc' }, { id: 'asc' }],
          take: PAGE,
        });
        if (rows.length > 0) yield rows.map(toChange);
        last = rows.at(-1);
        if (rows.length < PAGE) return;
      }
    },
  };
}
