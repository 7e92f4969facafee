import { dayIn } from '../domain/day.ts';
import { systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { HistoryLine } from '../store/history.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, linesInSections, message } from './blocks.ts';
import { changeInFull, type Names } from './values.ts';

const REASON = 200;

/** One entry: when, who, what, from, to, and why. */
export function historyText(
  words: Words,
  entry: HistoryLine,
  names: Names,
  { timeZone, withSystem }: { timeZone: string; withSystem: boolean },
): string {
  const who = entry.by ? (names.people.get(entry.by) ?? entry.by) : words.t('change.policy');
  const system = `${systemNumber(entry.system)} ${shortened(entry.systemName, 60)}`;
  const told = words.t('history.line', {
    when: words.day(dayIn(entry.at, timeZone)),
    who,
    what: changeInFull(words, entry, names),
  });
  return [
    withSystem ? words.t('history.of', { system, told }) : told,
    ...(entry.why && entry.by ? [words.t('history.why', { why: shortened(entry.why, REASON) })] : []),
  ].join(' ');
}

/** A page of the history, newest first. */
export function historyPage(
  words: Words,
  heading: string,
  entries: readonly HistoryLine[],
  names: Names,
  { timeZone, withSystem, acts }: { timeZone: string; withSystem: boolean; acts: readonly Act[] },
): Message {
  if (entries.length === 0) {
    const nothing = words.t('history.nothing');
    return message([heading, nothing].join('\n'), [header(heading), line(nothing), ...buttons(acts)]);
  }
  const lines = entries.map((entry) => historyText(words, entry, names, { timeZone, withSystem }));
  return message([heading, ...lines].join('\n'), [
    header(heading),
    ...linesInSections(lines),
    ...buttons(acts),
  ]);
}
