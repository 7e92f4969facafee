import type { KnownBlock } from '@slack/types';
import { isOpen } from '../domain/assessment.ts';
import { UNDO_MINUTES } from '../domain/change.ts';
import { type Day, type Instant, isBefore } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import { comesBackOn, type IsHoliday, snoozeLimit } from '../domain/reminder.ts';
import { systemNumber } from '../domain/system.ts';
import type { Deed, ListedNow } from '../store/amendments.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, line, note } from './blocks.ts';
import { verdictText } from './card.ts';
import { assessLine, reviewLine, typeName } from './reviews.ts';

/** Whose reminder it is, and on which days they hear of things. */
export type Reader = Pick<Person, 'id' | 'timeZone' | 'weekdays' | 'holidays'>;

/** Who reads a reminder, and when. */
export interface Reading {
  words: Words;
  to: Reader;
  isHoliday: IsHoliday;
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
const SHOWN = 13;
/** Beside lists, the worst reviews only have all their buttons. */
const FULL_BESIDE_LISTS = 5;

/** The reviews that the person answers for. */
export function ownBlocks(
  reading: Reading,
  items: readonly ListedNow[],
  { besideLists }: { besideLists: boolean },
): Part {
  const { words } = reading;
  const full = items.slice(0, besideLists ? FULL_BESIDE_LISTS : SHOWN);
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
          ownBlock(reading, item, lines[i]!, { full: i < full.length, first: isFirst(item, i) }),
        ),
      ...(full.some((item) => isPastSnoozing(reading, item)) ? [note(words.t('reminder.noSnooze'))] : []),
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

/** It is so late that it can't be put off any more. */
const isPastSnoozing = ({ to, today }: Reading, item: ListedNow): boolean =>
  waits(item, to) && snoozeLimit(item.assessment.dueOn, today) === null;

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
  const { words, today, to, isHoliday } = reading;
  const { assessment, snoozed, offered, disclaimed } = item;
  const told = (deed: Deed) => ({ who: deed.by.name, when: whenText(reading, deed.at) });
  const { snoozedUntil } = assessment;
  const until = { day: snoozedUntil ? words.day(comesBackOn(snoozedUntil, to, isHoliday)) : '' };
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

const DEEDS = ['recorded', 'snoozed', 'offered', 'disclaimed'] as const;

/** The line that takes back what was done. */
function undoLine(did: (typeof DEEDS)[number], { system, type }: ListedNow['assessment']): string {
  const number = systemNumber(system);
  if (did === 'recorded') return `undo ${number}`;
  if (did === 'snoozed') return `snooze ${number} ${type} off`;
  return did === 'offered' ? `transfer ${number} withdraw` : `not-mine ${number} undo`;
}

/** What the reader did that may still be taken back. */
const undoable = ({ to, now }: { to: Pick<Person, 'id'>; now: Instant }, item: ListedNow) =>
  DEEDS.flatMap((did) => {
    const deed = item[did];
    const until = deed?.at.add({ minutes: UNDO_MINUTES });
    const isTheirs = deed?.by.id === to.id;
    return until && isTheirs && until.epochMilliseconds > now.epochMilliseconds ? [{ did, until }] : [];
  });

/** Undo, and of what; said on the button itself where there are several. */
function undoActs(reading: Reading, item: ListedNow): Act[] {
  const { words } = reading;
  const { assessment } = item;
  const deeds = undoable(reading, item);
  return deeds.map(({ did }) => {
    const what = words.t(`do.undo.${did}`);
    const number = systemNumber(assessment.system);
    return {
      label: deeds.length > 1 ? what : words.t('do.undo'),
      says: words.t('do.undoWhatOf', { what, number, type: assessment.type }),
      line: undoLine(did, assessment),
    };
  });
}

/** When the first Undo that a message offers ends; null when it offers none. */
export function undoEnds(items: readonly ListedNow[], to: Pick<Person, 'id'>, now: Instant): Instant | null {
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
  const back = undoActs(reading, item);
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
