import type { Config } from './config.ts';
import { placeOf } from './store/connection.ts';
import type { Store } from './store/store.ts';

export interface Mistake {
  fault: string;
  remedy: string;
}

/**
 * Why this is not the registry for this Slack, where it is not: invented systems would stand in a real one for ever, and
 * what a real one owes its people would be told to nobody.
 */
export async function mistaken(
  store: Pick<Store, 'sample' | 'hasSystems'>,
  { DATABASE_URL: url, slack }: Pick<Config, 'DATABASE_URL' | 'slack'>,
): Promise<Mistake | null> {
  const isSample = await store.sample.is();
  if (slack !== 'sandbox')
    return isSample
      ? {
          fault: `the registry in ${placeOf(url)} is the one to try Daylight with: its systems and people are invented`,
          remedy: 'Name another database in DATABASE_URL, or delete that one.',
        }
      : null;
  return !isSample && (await store.hasSystems())
    ? {
        fault: `no SLACK_ settings were found, and the registry in ${placeOf(url)} is not one to try Daylight with`,
        remedy: 'Set them as README says; or, to try Daylight, name another database in DATABASE_URL.',
      }
    : null;
}
