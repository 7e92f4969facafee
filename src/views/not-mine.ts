import type { ModalView } from '@slack/types';
import type { Person } from '../domain/person.ts';
import { MAX_TEXT, type System, systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Banner, Typed } from '../form.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { line, note } from './blocks.ts';
import { nameOf, openAct } from './changed.ts';
import { initially, modal, textField } from './form-blocks.ts';
import { word } from './transfer.ts';

const REASON = 500;

/** Why a system isn't theirs, and whose it may be. */
export const notMineForm = (
  words: Words,
  { system, typed, banner }: { system: System; typed?: Typed; banner?: Banner },
): ModalView =>
  modal(words, {
    title: words.t('do.notMine'),
    submit: words.t('notMine.send'),
    banner,
    blocks: [
      line(words.t('changed.done', { number: systemNumber(system.number), system: nameOf(words, system) })),
      textField({
        name: 'why',
        label: words.t('notMine.why'),
        hint: words.t('notMine.hint'),
        max: MAX_TEXT,
        multiline: true,
        initial: initially(typed, 'why'),
      }),
      note(words.t('notMine.means')),
    ],
  });

const values = (words: Words, system: System, by: Person) => ({
  number: systemNumber(system.number),
  system: nameOf(words, system),
  who: by.name,
});

/** To a lead: who says so, why, and the way to name another. */
export function disclaimed(words: Words, system: System, by: Person, why: string): Message {
  const v = values(words, system, by);
  const text = [
    words.t('notMine.told', v),
    words.t('transfer.why', { why: shortened(why, REASON) }),
    words.t('notMine.askedOfYou', v),
  ].join('\n');
  return word(text, [
    {
      label: words.t('do.nameOwner'),
      says: words.t('do.nameOwnerOf', v),
      line: `transfer ${v.number}`,
      primary: true,
    },
    openAct(words, v.number),
  ]);
}

/** In its place, once it was taken back. */
export function reclaimed(words: Words, system: System, by: Person): Message {
  const v = values(words, system, by);
  return word(words.t('notMine.takenBack', v), [openAct(words, v.number)]);
}
