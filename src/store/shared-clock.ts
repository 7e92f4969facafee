import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import type { Provider } from './schema.ts';

const ROUND_TRIP_MS = 200;

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
  let ahead: number | null = null;
  const look = async (): Promise<void> => {
    const asked = own().epochMilliseconds;
    const [row] = await db.$queryRaw<{ ms: number }[]>`
      SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8 AS ms`;
    const took = own().epochMilliseconds - asked;
    // An answer that was long under way, or read by a process that was frozen meanwhile, tells the time of then.
    if (row && (took <= ROUND_TRIP_MS || ahead === null)) ahead = Math.round(row.ms - asked - took / 2);
  };
  await look();
  return { now: () => own().add({ milliseconds: ahead ?? 0 }), look };
}
