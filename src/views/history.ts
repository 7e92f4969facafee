import { dayIn } from '../domain/day.ts';
import { systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { HistoryLine } from '../store/history.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, linesInSections, message } from './blocks.ts';
import { changeInFull, type Names } from './values.ts';

const REASON = 200;

/** What one write did: the entries of one system at one instant, what the policy did with them included. */
type Deed = readonly HistoryLine[];

/** Entries, newest first, by the write that made them. */
function deeds(entries: readonly HistoryLine[]): Deed[] {
  const all: HistoryLine[][] = [];
  for (const entry of entries) {
    const last = all.at(-1);
    const first = last?.[0];
    if (last && first && first.system === entry.system && first.at.equals(entry.at)) last.push(entry);
    else all.push([entry]);
  }
  return all;
}

/** One write: when, who, what, from, to, and why; in the order in which it was done. */
function deedText(
  words: Words,
  deed: Deed,
  names: Names,
  { timeZone, withSystem }: { timeZone: string; withSystem: boolean },
): string {
  const done = [...deed].reverse();
  const first = done[0]!;
  const doer = done.find(({ by }) => by !== null);
  const who = doer?.by ? (names.people.get(doer.by) ?? doer.by) : words.t('change.policy');
  const system = `${systemNumber(first.system)} ${shortened(first.systemName, 60)}`;
  const told = words.t('history.line', {
    when: words.day(dayIn(first.at, timeZone)),
    who,
    what: done.map((entry) => changeInFull(words, entry, names)).join('; '),
  });
  return [
    withSystem ? words.t('history.of', { system, told }) : told,
    ...(doer?.why ? [words.t('history.why', { why: shortened(doer.why, REASON) })] : []),
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
  const lines = deeds(entries).map((deed) => deedText(words, deed, names, { timeZone, withSystem }));
  return message([heading, ...lines].join('\n'), [
    header(heading),
    ...linesInSections(lines),
    ...buttons(acts),
  ]);
}
