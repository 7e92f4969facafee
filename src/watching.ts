import { askedSystem } from './asked.ts';
import type { Context } from './command.ts';
import { systemNumber } from './domain/system.ts';
import { fold, shortened } from './domain/text.ts';
import type { Target } from './store/watches.ts';

// What `watch` and `unwatch` speak of.

const EVERYTHING = ['everything', 'all', 'tout'];

/** A target as a line names it. */
export async function askedTarget(context: Context, given: string, command: string): Promise<Target> {
  if (EVERYTHING.includes(fold(given))) return { of: 'all' };
  const organization = given === '' ? null : await context.store.organizations.called(given);
  if (organization) return { of: 'organization', id: organization.id };
  const system = await askedSystem(context, given, (number) => `${command} ${number}`);
  return { of: 'system', id: system.number };
}

/** A target in words, and as a line names it. */
export async function targetText(
  { store, words }: Pick<Context, 'store' | 'words'>,
  target: Target,
): Promise<{ text: string; typed: string }> {
  if (target.of === 'all') return { text: words.t('watch.everything'), typed: 'everything' };
  if (target.of === 'organization') {
    const organization = await store.organizations.get(target.id);
    const acronym = organization?.acronym ?? String(target.id);
    return { text: acronym, typed: acronym };
  }
  const number = systemNumber(target.id);
  const system = await store.systems.get(target.id);
  return { text: shortened(`${number} ${system?.nameEn ?? ''}`, 100), typed: number };
}
