import type { KnownBlock } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Effects } from '../domain/policy.ts';
import { type System, systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, message, paragraphs, title } from './blocks.ts';
import { dueText, typeName } from './reviews.ts';

/** What a change opens, closes and brings forward, a line each. */
export const effectLines = (words: Words, { opened, closed, moved }: Effects, today: Day): string[] => [
  ...opened.map(({ type, dueOn }) =>
    words.t('effects.opened', { name: typeName(words, type), due: dueText(words, { dueOn }, today) }),
  ),
  ...moved.map(({ type, to }) =>
    words.t('effects.moved', { name: typeName(words, type), due: dueText(words, { dueOn: to }, today) }),
  ),
  ...closed.map((type) => words.t('effects.closed', { name: typeName(words, type) })),
];

export const undoAct = (words: Words, number: string): Act => ({
  label: words.t('do.undo'),
  says: words.t('do.undoSays', { number }),
  line: `undo ${number}`,
});

export const openAct = (words: Words, number: string): Act => ({
  label: words.t('do.openNumber', { number }),
  line: `show ${number}`,
});

export const nameOf = (words: Words, { nameEn, nameFr }: Pick<System, 'nameEn' | 'nameFr'>): string =>
  (words.language === 'fr' && nameFr) || nameEn;

/** The confirmation of a change: what was done, what it did to the reviews, and the way back. */
export function changed(
  words: Words,
  system: System,
  done: readonly string[],
  effects: Effects,
  today: Day,
  acts: readonly Act[] = [],
): Message {
  const number = systemNumber(system.number);
  const heading = words.t('changed.done', { number, system: nameOf(words, system) });
  const lines = effectLines(words, effects, today);
  const after: KnownBlock[] =
    lines.length > 0 ? [title(words.t('effects.title')), ...paragraphs(lines.join('\n'))] : [];
  return message([heading, ...done, ...lines].join('\n'), [
    header(heading),
    ...paragraphs(done.join('\n')),
    ...after,
    ...buttons([...acts, openAct(words, number), undoAct(words, number)]),
  ]);
}
