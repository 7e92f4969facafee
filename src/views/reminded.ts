import type { KnownBlock } from '@slack/types';
import { isOpen } from '../domain/assessment.ts';
import { UNDO_MINUTES } from '../domain/change.ts';
import { type Day, type Instant, isBefore } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import { snoozeLimit } from '../domain/reminder.ts';
import { systemNumber } from '../domain/system.ts';
import type { Deed, ListedNow } from '../store/amendments.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, line, note } from './blocks.ts';
import { verdictText } from './card.ts';
import { assessLine, reviewLine, typeName } from './reviews.ts';

/** Who reads a reminder, and when. */
export interface Reading {
  words: Words;
  to: Pick<Person, 'id' | 'timeZone'>;
  now: Instant;
  today: Day;
}

/** A part of a message: its lines, for those who read the text alone, and its blocks. */
export interface Part {
  /** What stands above it, where it is not the first. */
  heading?: string;
  lines: string[];
  blocks: KnownBlock[];
}

// Within the fifty blocks of a message, beside the lists for leads and administrators.
/** The worst reviews have all their buttons. */
const WITH_BUTTONS = 5;
const SHOWN = 13;

/** The reviews that the person answers for. */
export function ownBlocks(reading: Reading, items: readonly ListedNow[]): Part {
  const { words } = reading;
  const lines = items.map((item) => ownText(reading, item));
  const left = items.length - SHOWN;
  // What concerns the system as a whole stands with its first review.
  const isFirst = (item: ListedNow, i: number) =>
    items.findIndex(({ assessment }) => assessment.system === item.assessment.system) === i;
  return {
    lines,
    blocks: [
      ...items
        .slice(0, SHOWN)
        .flatMap((item, i) =>
          ownBlock(reading, item, lines[i]!, { full: i < WITH_BUTTONS, first: isFirst(item, i) }),
        ),
      ...(left > 0
        ? [
            note(words.t('reminder.more', { count: left })),
            ...buttons([{ label: words.t('do.mine'), line: 'mine' }]),
          ]
        : []),
    ],
  };
}

const isTheirs = ({ owner, backupId }: ListedNow, { id }: Pick<Person, 'id'>): boolean =>
  owner.id === id || backupId === id;

/** Whether somebody is still waited for: the person, or, on the lists of leads and administrators, anybody. */
export const waits = (item: ListedNow, to: Pick<Person, 'id'>): boolean =>
  isOpen(item.assessment) &&
  (item.toldAs === 'lead' || item.toldAs === 'administrator' || isTheirs(item, to));

const isAsleep = ({ assessment: { snoozedUntil } }: ListedNow, today: Day): boolean =>
  snoozedUntil !== null && isBefore(today, snoozedUntil);

/** When somebody did something, by the reader's own clock. */
const whenText = ({ words, to }: Reading, at: Instant): string => words.moment(at, to.timeZone);

/** What was recorded, by whom and when; or that it is not asked for any more. */
export function closedText(reading: Reading, { assessment, systemName, recorded }: ListedNow): string {
  const { words } = reading;
  const name = {
    number: systemNumber(assessment.system),
    system: systemName,
    name: words.t(`type.${assessment.type}`),
  };
  if (!recorded) return words.t('reminder.noLonger', name);
  const verdict = verdictText(words, assessment);
  return words.t('reminder.done', {
    ...name,
    verdict,
    who: recorded.by.name,
    when: whenText(reading, recorded.at),
  });
}

function ownText(reading: Reading, item: ListedNow): string {
  const { words, to, today } = reading;
  const { assessment, systemName, owner, ownerSince } = item;
  if (!isOpen(assessment)) return closedText(reading, item);
  if (!isTheirs(item, to)) {
    const name = {
      number: systemNumber(assessment.system),
      system: systemName,
      name: typeName(words, assessment.type),
    };
    return ownerSince
      ? words.t('reminder.handedOver', { ...name, who: owner.name, when: whenText(reading, ownerSince) })
      : words.t('reminder.othersNow', { ...name, who: owner.name });
  }
  return [
    reviewLine(words, assessment, systemName, today),
    ...(asOf(item, to) === 'owner' ? [] : [words.t('reminder.asBackup')]),
    ...marks(reading, item),
  ].join(' ');
}

const asOf = ({ owner }: ListedNow, { id }: Pick<Person, 'id'>) => (owner.id === id ? 'owner' : 'backup');

/** What was done with an open review since. */
export function marks(reading: Reading, item: ListedNow): string[] {
  const { words, today, to } = reading;
  const { assessment, snoozed, offered, disclaimed } = item;
  const told = (deed: Deed) => ({ who: deed.by.name, when: whenText(reading, deed.at) });
  const until = { day: assessment.snoozedUntil ? words.day(assessment.snoozedUntil) : '' };
  return [
    ...(isAsleep(item, today)
      ? [
          snoozed
            ? words.t('reminder.snoozedBy', { ...until, ...told(snoozed) })
            : words.t('reminder.snoozed', until),
        ]
      : []),
    ...(offered ? [words.t('reminder.offered', { ...told(offered), to: offered.to })] : []),
    ...(disclaimed ? [words.t(`reminder.disclaimed.${asOf(item, to)}`, told(disclaimed))] : []),
  ];
}

/** What the reader did that may still be taken back, and the line that does. */
function undoable(
  { to, now }: Pick<Reading, 'to' | 'now'>,
  { assessment, recorded, snoozed, offered, disclaimed }: ListedNow,
) {
  const number = systemNumber(assessment.system);
  const deeds: [Deed | null, string][] = [
    [recorded, `undo ${number}`],
    [snoozed, `snooze ${number} ${assessment.type} off`],
    [offered, `transfer ${number} withdraw`],
    [disclaimed, `not-mine ${number} undo`],
  ];
  return deeds.flatMap(([deed, undo]) => {
    const until = deed?.at.add({ minutes: UNDO_MINUTES });
    const isTheirs = deed?.by.id === to.id;
    return until && isTheirs && until.epochMilliseconds > now.epochMilliseconds ? [{ undo, until }] : [];
  });
}

/** When the first Undo that a message offers ends; null when it offers none. */
export function undoEnds(items: readonly ListedNow[], to: Reading['to'], now: Instant): Instant | null {
  const ends = items.flatMap((item) => undoable({ to, now }, item).map(({ until }) => until));
  return ends.reduce<Instant | null>(
    (first, until) => (first && first.epochMilliseconds <= until.epochMilliseconds ? first : until),
    null,
  );
}

function ownBlock(
  reading: Reading,
  item: ListedNow,
  text: string,
  { full, first }: { full: boolean; first: boolean },
): KnownBlock[] {
  const { words, to, today } = reading;
  const { assessment } = item;
  const number = systemNumber(assessment.system);
  const name = { type: assessment.type, number };
  const back = undoable(reading, item).map(
    ({ undo }): Act => ({ label: words.t('do.undo'), says: words.t('do.undoOf', { number }), line: undo }),
  );
  if (!waits(item, to)) return [line(text, back[0])];
  const record: Act = {
    label: words.t('do.record'),
    says: words.t('do.recordOf', name),
    line: assessLine(assessment),
    primary: !isAsleep(item, today),
  };
  if (!full) return [line(text, back[0] ?? record)];
  const acts: Act[] = [
    record,
    ...(snoozeLimit(assessment.dueOn, today)
      ? [
          {
            label: words.t('do.snooze'),
            says: words.t('do.snoozeOf', name),
            line: `snooze ${number} ${assessment.type}`,
          },
        ]
      : []),
    ...(first ? systemActs(words, number, item.disclaimed === null) : []),
  ];
  return [line(text), ...buttons([...acts, ...back])];
}

/** What may be done about a system as a whole. */
const systemActs = (words: Words, number: string, mayDisclaim: boolean): Act[] => [
  { label: words.t('do.reassign'), says: words.t('do.reassignOf', { number }), line: `transfer ${number}` },
  ...(mayDisclaim
    ? [
        {
          label: words.t('do.notMine'),
          says: words.t('do.notMineOf', { number }),
          line: `not-mine ${number}`,
        },
      ]
    : []),
  { label: words.t('do.open'), says: words.t('do.openSays', { number }), line: `show ${number}` },
];
