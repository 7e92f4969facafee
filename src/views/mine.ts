import type { KnownBlock } from '@slack/types';
import type { Assessment } from '../domain/assessment.ts';
import type { Day } from '../domain/day.ts';
import { systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, message, note, title } from './blocks.ts';
import { type Line, systemLine } from './list.ts';
import { assessLine, reviewLine } from './reviews.ts';

/** What a person answers for: reviews worst first, and systems; each with how many there are in all. */
export interface Work {
  reviews: {
    items: readonly { assessment: Assessment; system: { number: number; nameEn: string } }[];
    total: number;
    /** The review that the next page begins with. */
    next: number | null;
  };
  systems: { items: readonly Line[]; total: number };
}

const registerAct = (words: Words): Act => ({
  label: words.t('do.register'),
  line: 'register',
  primary: true,
});

export function reviewBlocks(words: Words, { reviews }: Work, today: Day): KnownBlock[] {
  if (reviews.total === 0) return [note(words.t('mine.noReviews'))];
  return reviews.items.map(({ assessment, system }) =>
    line(reviewLine(words, assessment, system.nameEn, today), {
      label: words.t('do.record'),
      says: words.t('do.recordOf', { type: assessment.type, number: systemNumber(system.number) }),
      line: assessLine(assessment),
    }),
  );
}

/** Systems, each with the button that opens it. */
export function systemBlocks(words: Words, systems: Work['systems']): KnownBlock[] {
  if (systems.total === 0) return [note(words.t('mine.noSystems'))];
  return systems.items.map((l) =>
    line(systemLine(words, l), {
      label: words.t('do.open'),
      says: words.t('do.openSays', { number: systemNumber(l.system.number) }),
      line: `show ${systemNumber(l.system.number)}`,
    }),
  );
}

/** My reviews and my systems, with the way to the rest where they are more than fit. */
export function workBlocks(words: Words, work: Work, today: Day): KnownBlock[] {
  const { reviews, systems } = work;
  const more = systems.total > systems.items.length;
  return [
    title(words.t('mine.reviews', { count: reviews.total })),
    ...reviewBlocks(words, work, today),
    ...buttons(reviews.next ? [{ label: words.t('mine.more'), line: `mine from:${reviews.next}` }] : []),
    title(words.t('mine.systems', { count: systems.total })),
    ...systemBlocks(words, work.systems),
    ...buttons([
      registerAct(words),
      ...(more ? [{ label: words.t('do.allMine', { count: systems.total }), line: 'list mine' }] : []),
    ]),
  ];
}

export function myWork(words: Words, work: Work, today: Day): Message {
  const lines = [
    words.t('mine.reviews', { count: work.reviews.total }),
    ...work.reviews.items.map(({ assessment, system }) =>
      reviewLine(words, assessment, system.nameEn, today),
    ),
    words.t('mine.systems', { count: work.systems.total }),
    ...work.systems.items.map((l) => systemLine(words, l)),
  ];
  return message(lines.join('\n'), [header(words.t('mine.title')), ...workBlocks(words, work, today)]);
}
