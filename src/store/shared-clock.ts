import type { Instant } from '../domain/day.ts';
import type { Database } from './connection.ts';
import type { Provider } from './schema.ts';

/**
 * The time by which leases count: the database server's, on which all replicas agree however wrong their own clocks are. A
 * database file is used on one machine, whose clock will do.
 */
export async function sharedClock(
  db: Database,
  provider: Provider,
  own: () => Instant,
): Promise<() => Instant> {
  if (provider === 'sqlite') return own;
  const [row] = await db.$queryRaw<{ ms: number }[]>`
    SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8 AS ms`;
  const ahead = Math.round((row?.ms ?? own().epochMilliseconds) - own().epochMilliseconds);
  return () => own().add({ milliseconds: ahead });
}
