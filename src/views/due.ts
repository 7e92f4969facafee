import type { Day } from '../domain/day.ts';
import { systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { DueReview, Page } from '../store/assessments.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, message, note } from './blocks.ts';
import { assessLine, reviewLine } from './reviews.ts';

/** Open reviews, worst first, each with its organization and owner. */
export function dueList(
  words: Words,
  page: Page<DueReview>,
  filters: string,
  today: Day,
  acts: readonly Act[],
): Message {
  if (page.total === 0) {
    const text = filters ? words.t('due.noneFiltered', { filters }) : words.t('due.none');
    return message(text, [line(text), ...buttons(acts)]);
  }
  const count = words.atLeast(page.total, page.counted);
  const heading = filters
    ? words.t('due.filtered', { ...count, filters })
    : words.t('due.title', { ...count });
  const texts = page.items.map(({ assessment, system, acronym, owner }) =>
    words.t('due.line', {
      review: reviewLine(words, assessment, system.nameEn, today),
      organization: acronym,
      owner,
    }),
  );
  return message([heading, ...texts].join('\n'), [
    header(heading),
    ...page.items.map(({ assessment, system }, i) =>
      line(texts[i]!, {
        label: words.t('do.record'),
        says: words.t('do.recordOf', { type: assessment.type, number: systemNumber(system.number) }),
        line: assessLine(assessment),
      }),
    ),
    note(words.t('due.who')),
    ...buttons(acts),
  ]);
}
