import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import { toDate, toInstant } from './records.ts';

const LEASE_SECONDS = 60;

export function schedule(db: Database) {
  return {
    /** Enters jobs that are new, or whose times were changed, to run next at `nextRunAt`, and lets go of all others. */
    async enter(jobs: readonly { name: string; cron: string; nextRunAt: Instant }[]): Promise<void> {
      const rows = await db.schedule.findMany();
      const known = new Map(rows.map(({ name, cron }) => [name, cron]));
      const entering = jobs.filter(({ name, cron }) => known.get(name) !== cron);
      if (entering.length === 0 && known.size === jobs.length) return;
      await db.$transaction(async (tx) => {
        for (const { name, cron, nextRunAt } of entering) {
          const data = { cron, nextRunAt: toDate(nextRunAt) };
          await tx.schedule.upsert({ where: { name }, create: { name, ...data }, update: data });
        }
        await tx.schedule.deleteMany({ where: { name: { notIn: jobs.map(({ name }) => name) } } });
      });
    },

    /** All jobs, with when they run next and ran last. */
    async all(): Promise<{ name: string; nextRunAt: Instant; lastRunAt: Instant | null }[]> {
      const rows = await db.schedule.findMany({ orderBy: { name: 'asc' } });
      return rows.map(({ name, nextRunAt, lastRunAt }) => ({
        name,
        nextRunAt: toInstant(nextRunAt),
        lastRunAt: lastRunAt && toInstant(lastRunAt),
      }));
    },

    /** The jobs whose time has come. */
    async due(now: Instant): Promise<{ name: string; nextRunAt: Instant }[]> {
      const rows = await db.schedule.findMany({
        where: { nextRunAt: { lte: toDate(now) } },
        orderBy: { name: 'asc' },
      });
      return rows.map((row) => ({ name: row.name, nextRunAt: toInstant(row.nextRunAt) }));
    },

    /**
     * For the one process that may do the run it saw: until when nobody else may; else null. Its lease ends by itself, so that
     * a run whose process was killed is done again; what a run owes is inserted once, however often it is done.
     */
    async claim(name: string, seen: Instant, wall: Instant): Promise<Instant | null> {
      const free = [{ lease: null }, { lease: { lt: toDate(wall) } }];
      const until = wall.add({ seconds: LEASE_SECONDS });
      const where = { name, nextRunAt: toDate(seen), OR: free };
      const { count } = await db.schedule.updateMany({ where, data: { lease: toDate(until) } });
      return count === 1 ? until : null;
    },

    /** The run that was claimed until `lease` failed, and is tried again at `next`, unless somebody else has it by now. */
    async putOff(name: string, lease: Instant, next: Instant): Promise<void> {
      const data = { nextRunAt: toDate(next), lease: null };
      await db.schedule.updateMany({ where: { name, lease: toDate(lease) }, data });
    },

    /** The run that was seen is done; the next one is at `next`. */
    async done(name: string, seen: Instant, next: Instant, now: Instant): Promise<void> {
      const data = { nextRunAt: toDate(next), lastRunAt: toDate(now), lease: null };
      await db.schedule.updateMany({ where: { name, nextRunAt: toDate(seen) }, data });
    },
  };
}
