import type { Person } from '../domain/person.ts';
import { type System, systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, message, paragraphs } from './blocks.ts';
import { nameOf, openAct } from './changed.ts';

const REASON = 500;

/** A few sentences with buttons, for somebody's direct messages. */
export const word = (text: string, acts: readonly Act[]): Message =>
  message(text, [...paragraphs(text), ...buttons(acts)]);

const values = (words: Words, system: System) => ({
  number: systemNumber(system.number),
  system: nameOf(words, system),
});

/** To the new owner: who offers what, and the two answers. */
export function offered(words: Words, system: System, by: Person, why: string): Message {
  const v = values(words, system);
  const text = words.t('transfer.offered', { ...v, who: by.name });
  const reason = why ? [words.t('transfer.why', { why: shortened(why, REASON) })] : [];
  return word([text, ...reason, words.t('transfer.means')].join('\n'), [
    { label: words.t('transfer.accept'), line: `transfer ${v.number} accept`, primary: true },
    { label: words.t('transfer.decline'), line: `transfer ${v.number} decline` },
    openAct(words, v.number),
  ]);
}

/** What came of an offer, in place of it or to those whom it concerns. */
export function answered(
  words: Words,
  outcome: 'accepted' | 'declined' | 'withdrawn' | 'takenOver' | 'takenBack',
  system: System,
  who: string,
  why = '',
): Message {
  const v = values(words, system);
  const text = words.t(`transfer.${outcome}`, { ...v, who });
  const reason = why ? [words.t('transfer.why', { why: shortened(why, REASON) })] : [];
  return word([text, ...reason].join('\n'), [openAct(words, v.number)]);
}

/** To somebody who was named the backup. */
export const namedBackup = (words: Words, system: System, by: Person): Message =>
  word(words.t('backup.told', { ...values(words, system), who: by.name }), [
    openAct(words, systemNumber(system.number)),
  ]);
