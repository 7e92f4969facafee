import { WORKSPACE } from '../prisma/seed/sample.ts';
import type { Config } from './config.ts';
import type { Belonging } from './store/belonging.ts';
import { placeOf } from './store/connection.ts';
import type { Store } from './store/store.ts';

const INVENTED = WORKSPACE.users.map(({ id }) => id);

/** Whose the registry is to be, by the settings. */
export const ours = ({ slack }: Pick<Config, 'slack'>): Belonging =>
  slack === 'sandbox' ? 'sandbox' : 'workspace';

/**
 * Why this is not the registry for this Slack, and what to do; null where it is. Invented systems would stand in a real one
 * for ever, and what a real one owes its people would be told to nobody.
 */
export async function mistaken(
  store: Pick<Store, 'belonging'>,
  config: Pick<Config, 'DATABASE_URL' | 'slack'>,
): Promise<{ fault: string; remedy: string } | null> {
  const found = await store.belonging.of(INVENTED);
  if (found === null || found === ours(config)) return null;
  const registry = `the registry in ${placeOf(config.DATABASE_URL)}`;
  return found === 'sandbox'
    ? {
        fault: `${registry} is the one to try Daylight with: its systems and people are invented`,
        remedy: 'Name another database in DATABASE_URL, or delete that one.',
      }
    : {
        fault: `no SLACK_ settings were found, and ${registry} is a real workspace's`,
        remedy: 'Set them as README says; or, to try Daylight, name another database in DATABASE_URL.',
      };
}
