import type { Assessment } from '../domain/assessment.ts';
import { type Day, isBefore } from '../domain/day.ts';
import { type System, systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, message, paragraphs } from './blocks.ts';
import { verdictText } from './card.ts';
import { assessLine, dueText, typeName } from './reviews.ts';

/** What was recorded, and when it is due again. */
export function assessed(
  words: Words,
  { assessment, system, next }: { assessment: Assessment; system: System; next: Assessment | null },
  today: Day,
): Message {
  const number = systemNumber(system.number);
  const done = words.t('assessed.done', {
    name: typeName(words, assessment.type),
    number,
    system: system.nameEn,
    verdict: verdictText(words, assessment),
  });
  const after = next
    ? words.t(isBefore(next.dueOn, today) ? 'assessed.overdueAgain' : 'assessed.next', {
        due: dueText(words, next, today),
      })
    : words.t('assessed.never');
  const isTierDecided = assessment.type === 'TRIAGE' && assessment.state === 'completed';
  const tier = isTierDecided ? [words.t('assessed.tier', { tier: words.t(`tier.${system.tier}`) })] : [];
  return message([done, ...tier, after].join('\n'), [
    header(words.t('assessed.title')),
    ...paragraphs([done, ...tier, after].join('\n')),
    ...buttons([
      { label: words.t('do.openNumber', { number }), line: `show ${number}` },
      { label: words.t('do.mine'), line: 'mine' },
      ...(next && isBefore(next.dueOn, today)
        ? [{ label: words.t('do.record'), line: assessLine(next) }]
        : []),
    ]),
  ]);
}
