import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import type { Provider } from './schema.ts';

export interface SharedClock {
  now(): Instant;
  /** Looks again: a machine may sleep, and clocks are corrected. */
  look(): Promise<void>;
}

/**
 * The time by which leases count: the database server's, on which all replicas agree however wrong their own clocks are. A
 * database file is used on one machine, whose clock will do.
 */
export async function sharedClock(
  db: Database,
  provider: Provider,
  own: () => Instant,
): Promise<SharedClock> {
  if (provider === 'sqlite') return { now: own, look: async () => {} };
  let ahead = 0;
  const look = async (): Promise<void> => {
    const [row] = await db.$queryRaw<{ ms: number }[]>`
      SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8 AS ms`;
    ahead = Math.round((row?.ms ?? own().epochMilliseconds) - own().epochMilliseconds);
  };
  await look();
  return { now: () => own().add({ milliseconds: ahead }), look };
}
