import { distance } from 'fastest-levenshtein';
import { fold } from './domain/text.ts';

/** The candidates that somebody may have meant, nearest first: letters swapped in a short word, three slips in a long one. */
export function nearest(typed: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = fold(typed);
  const allowed = Math.min(3, Math.max(1, Math.floor(wanted.length / 2)));
  return candidates
    .map((candidate) => {
      const folded = fold(candidate);
      const begins = wanted.length > 1 && folded.startsWith(wanted);
      return { candidate, away: begins ? 0 : distance(wanted, folded) };
    })
    .filter(({ away }) => away <= allowed)
    .sort((a, b) => a.away - b.away)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}
