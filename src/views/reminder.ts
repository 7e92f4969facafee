import type { KnownBlock } from '@slack/types';
import { type Assessment, isOpen } from '../domain/assessment.ts';
import { type Day, isBefore } from '../domain/day.ts';
import { snoozeLimit, worstFirst } from '../domain/reminder.ts';
import { systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, line, message, note } from './blocks.ts';
import { verdictText } from './card.ts';
import { assessLine, reviewLine } from './reviews.ts';

/** One review in a reminder, as it stands when the message is written. */
export interface Reminded {
  assessment: Assessment;
  systemName: string;
  role: 'owner' | 'backup' | 'none';
  /** Who recorded it, by name. */
  decidedBy: string | null;
}

/** Two blocks a review, and room for what stands above and below. */
const SHOWN = 15;

/** One message for all that a person has due, worst first; what is done since says who did it. */
export function reminder(words: Words, items: readonly Reminded[], today: Day): Message {
  const sorted = [...items].sort((a, b) => worstFirst(a.assessment, b.assessment));
  const heading = headline(words, sorted, today);
  const lines = sorted.map((item) => itemText(words, item, today));
  const shown = sorted.slice(0, SHOWN);
  return message([heading, ...lines].join('\n'), [
    header(heading),
    ...shown.flatMap((item, i) => itemBlocks(words, item, lines[i]!, today)),
    ...(sorted.length > SHOWN
      ? [
          note(words.t('reminder.more', { count: sorted.length - SHOWN })),
          ...buttons([{ label: words.t('do.mine'), line: 'mine' }]),
        ]
      : []),
  ]);
}

const isWaiting = ({ assessment, role }: Reminded): boolean => isOpen(assessment) && role !== 'none';

function headline(words: Words, items: readonly Reminded[], today: Day): string {
  const waiting = items.filter(isWaiting);
  const late = waiting.filter(({ assessment }) => isBefore(assessment.dueOn, today)).length;
  if (waiting.length === 0) {
    const isDone = items.some(({ decidedBy }) => decidedBy !== null);
    return words.t(isDone ? 'reminder.allDone' : 'reminder.nothingLeft');
  }
  return late
    ? words.t('reminder.late', { count: late })
    : words.t('reminder.due', { count: waiting.length });
}

function itemText(words: Words, item: Reminded, today: Day): string {
  const { assessment, systemName, role, decidedBy } = item;
  const name = {
    number: systemNumber(assessment.system),
    system: systemName,
    name: words.t(`type.${assessment.type}`),
  };
  if (role === 'none') return words.t('reminder.handedOver', name);
  if (!isOpen(assessment)) {
    const verdict = decidedBy ? verdictText(words, assessment) : words.t('reminder.noLonger');
    return words.t('reminder.done', { ...name, verdict, who: decidedBy ?? words.t('change.policy') });
  }
  const text = reviewLine(words, assessment, systemName, today);
  const asleep = assessment.snoozedUntil && isBefore(today, assessment.snoozedUntil);
  return [
    text,
    ...(role === 'backup' ? [words.t('reminder.asBackup')] : []),
    ...(asleep ? [words.t('reminder.snoozed', { day: words.day(assessment.snoozedUntil!) })] : []),
  ].join(' ');
}

function itemBlocks(words: Words, item: Reminded, text: string, today: Day): KnownBlock[] {
  const { assessment } = item;
  const number = systemNumber(assessment.system);
  const name = { type: assessment.type, number };
  if (!isWaiting(item)) return [line(text)];
  const asleep = assessment.snoozedUntil !== null && isBefore(today, assessment.snoozedUntil);
  return [
    line(text),
    ...buttons([
      {
        label: words.t('do.record'),
        says: words.t('do.recordOf', name),
        line: assessLine(assessment),
        primary: !asleep,
      },
      ...(snoozeLimit(assessment.dueOn, today)
        ? [
            {
              label: words.t('do.snooze'),
              says: words.t('do.snoozeOf', name),
              line: `snooze ${number} ${assessment.type}`,
            },
          ]
        : []),
      { label: words.t('do.open'), says: words.t('do.openSays', { number }), line: `show ${number}` },
    ]),
  ];
}
