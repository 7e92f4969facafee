import type { ModalView } from '@slack/types';
import type { Person } from '../domain/person.ts';
import { MAX_TEXT, type System, systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Banner, Typed } from '../form.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { type Act, line, note } from './blocks.ts';
import { nameOf, openAct } from './changed.ts';
import { initially, modal, textField } from './form-blocks.ts';
import { word } from './transfer.ts';

const REASON = 500;

/** As whom somebody says that a system isn't theirs. */
export type DisclaimedAs = 'owner' | 'backup';

/** Why a system isn't theirs, and whose it may be; goes to `told`. */
export const notMineForm = (
  words: Words,
  {
    system,
    as,
    told,
    typed,
    banner,
  }: {
    system: System;
    as: DisclaimedAs;
    told: readonly Pick<Person, 'name'>[];
    typed?: Typed;
    banner?: Banner;
  },
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
        hint: words.t('notMine.hint', { who: words.join(told.map(({ name }) => name)) }),
        max: MAX_TEXT,
        multiline: true,
        initial: initially(typed, 'why'),
      }),
      note(words.t(`notMine.${as}.means`)),
    ],
  });

const values = (words: Words, system: System, by: Person) => ({
  number: systemNumber(system.number),
  system: nameOf(words, system),
  who: by.name,
});

/** To a lead: who says so, why, and the way to name another. */
export function disclaimed(
  words: Words,
  system: System,
  { by, as, owner, why }: { by: Person; as: DisclaimedAs; owner: string; why: string },
): Message {
  const v = { ...values(words, system, by), owner };
  const text = [
    words.t(`notMine.${as}.told`, v),
    words.t('transfer.why', { why: shortened(why, REASON) }),
    words.t(`notMine.${as}.askedOfYou`, v),
  ].join('\n');
  const name: Act =
    as === 'owner'
      ? { label: words.t('do.nameOwner'), says: words.t('do.nameOwnerOf', v), line: `transfer ${v.number}` }
      : { label: words.t('do.nameBackup'), says: words.t('do.nameBackupOf', v), line: `backup ${v.number}` };
  return word(text, [{ ...name, primary: true }, openAct(words, v.number)]);
}

/** In its place, once it was taken back. */
export function reclaimed(words: Words, system: System, by: Person): Message {
  const v = values(words, system, by);
  return word(words.t('notMine.takenBack', v), [openAct(words, v.number)]);
}
