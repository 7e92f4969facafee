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

/** The same word, or one with a slip of the pen in it: two letters swapped are two slips. */
export const isSlip = (a: string, b: string): boolean =>
  a === b || (a.length > 4 && b.length > 4 && distance(a, b) <= (Math.max(a.length, b.length) > 6 ? 2 : 1));

/** The share of their words that two names have in common, from 0 to 1. */
export function likeness(a: string, b: string): number {
  const [one, other] = [tellingWords(a), tellingWords(b)];
  const common = [...one].filter((word) => [...other].some((twin) => isSlip(word, twin))).length;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}

/** Whether two names may mean one system. */
export const areAlike = (a: string, b: string): boolean => likeness(a, b) >= ALIKE;
