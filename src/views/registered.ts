import type { Assessment } from '../domain/assessment.ts';
import { completeness } from '../domain/completeness.ts';
import type { Day } from '../domain/day.ts';
import type { Trait } from '../domain/policy.ts';
import { type System, systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, type Fact, facts, header, message, note, paragraphs, title } from './blocks.ts';
import { because, dueText, typeName } from './reviews.ts';

/** An open review and the traits that are the reason for it. */
export interface Required {
  assessment: Assessment;
  because: readonly Trait[];
}

/** What is due when, and why. */
export const requiredFacts = (
  words: Words,
  system: System,
  reviews: readonly Required[],
  today: Day,
): Fact[] =>
  reviews.map(
    ({ assessment, because: traits }): Fact => [
      typeName(words, assessment.type),
      words.t('registered.why', {
        due: words.t('card.due', { due: dueText(words, assessment, today) }),
        why: assessment.type === 'VALIDATE' ? words.t('why.everybody') : because(words, traits, system),
      }),
    ],
  );

/** Said in the thread of the message from which a system was registered; a channel has no language. */
export function linkToRecord(english: Words, french: Words, number: number, name: string): Message {
  const values = { number: systemNumber(number), name };
  const text = [english.t('registered.from', values), french.t('registered.from', values)].join('\n');
  return message(text, [
    ...paragraphs(text),
    ...buttons([{ label: english.t('do.openNumber', values), line: `show ${values.number}` }]),
  ]);
}

/** The confirmation: the number, what is due when and why, and what is still unknown. */
export function registered(words: Words, system: System, reviews: readonly Required[], today: Day): Message {
  const number = systemNumber(system.number);
  const done = words.t('registered.done', { number, name: system.nameEn });
  const rows = reviews.map(
    ({ assessment, because: traits }): Fact => [
      typeName(words, assessment.type),
      words.t('registered.why', {
        due: dueText(words, assessment, today),
        why: assessment.type === 'VALIDATE' ? words.t('why.everybody') : because(words, traits, system),
      }),
    ],
  );
  const { missing } = completeness(system);
  const unknown = missing.length
    ? words.t('registered.unknown', {
        missing: words.join(missing.map((field) => words.t(`missing.${field}`))),
      })
    : words.t('card.complete');
  return message(
    [done, ...rows.map(([label, value]) => words.t('label', { label, value: String(value) })), unknown].join(
      '\n',
    ),
    [
      header(words.t('registered.title', { number })),
      ...paragraphs(done),
      title(words.t('registered.due')),
      facts(rows),
      note(unknown),
      ...buttons([
        { label: words.t('do.openNumber', { number }), line: `show ${number}`, primary: true },
        ...(system.tier === 'untiered' ? [{ label: words.t('do.tier'), line: `tier ${number}` }] : []),
        { label: words.t('do.complete'), line: `edit ${number}` },
        { label: words.t('do.mine'), line: 'mine' },
      ]),
    ],
  );
}
