import { distance } from 'fastest-levenshtein';
import { fold } from './text.ts';

/** Names that share as many of their words may mean one system. */
const ALIKE = 0.6;
/** Words that tell no system from another. */
const COMMON = new Set(
  'a an and the of for to in on with by de des du la le les et un une pour dans au aux ai ia system systeme tool outil'.split(
    ' ',
  ),
);

/** The words by which a name is told from others. */
export const tellingWords = (name: string): Set<string> =>
  new Set(
    fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '' && !COMMON.has(word)),
  );

/** A slip of the pen: one letter, or two in a long word, as two that are swapped. */
export const isSlip = (a: string, b: string): boolean =>
  a === b || (a.length > 4 && b.length > 4 && distance(a, b) <= (Math.min(a.length, b.length) > 7 ? 2 : 1));

/** A word with a slip in it may be another word. */
const SLIP = 0.75;

/** The share of their words that two names have in common, from 0 to 1; each word counts once. */
export function likeness(a: string, b: string): number {
  const [one, left] = [tellingWords(a), tellingWords(b)];
  const total = one.size + left.size;
  let common = 0;
  for (const word of one) {
    const twin = left.has(word) ? word : [...left].find((other) => !one.has(other) && isSlip(word, other));
    if (twin === undefined) continue;
    left.delete(twin);
    common += twin === word ? 1 : SLIP;
  }
  return common === 0 ? 0 : common / (total - common);
}

/** Whether two names may mean one system. */
export const areAlike = (a: string, b: string): boolean => likeness(a, b) >= ALIKE;
