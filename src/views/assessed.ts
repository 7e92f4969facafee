import type { Assessment } from '../domain/assessment.ts';
import { type Day, isBefore } from '../domain/day.ts';
import { type System, systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, facts, header, message, paragraphs, title } from './blocks.ts';
import { verdictText } from './card.ts';
import { undoAct } from './changed.ts';
import { type Required, requiredFacts } from './registered.ts';
import { assessLine, dueText, typeName } from './reviews.ts';

/** What was recorded, and when it is due again. */
export function assessed(
  words: Words,
  { assessment, system, next }: { assessment: Assessment; system: System; next: Assessment | null },
  today: Day,
  follows: readonly Required[] = [],
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
  const asked = follows.length > 0 ? requiredFacts(words, system, follows, today) : [];
  const lines = asked.map(([label, value]) => words.t('label', { label, value: String(value) }));
  return message([done, ...tier, after, ...lines].join('\n'), [
    header(words.t('assessed.title')),
    ...paragraphs([done, ...tier, after].join('\n')),
    ...(asked.length > 0 ? [title(words.t('assess.followsTitle')), facts(asked)] : []),
    ...buttons([
      { label: words.t('do.openNumber', { number }), line: `show ${number}` },
      { label: words.t('do.mine'), line: 'mine' },
      ...(next && isBefore(next.dueOn, today)
        ? [{ label: words.t('do.record'), line: assessLine(next) }]
        : []),
      undoAct(words, number),
    ]),
  ]);
}
