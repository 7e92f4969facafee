import type { ModalView } from '@slack/types';
import type { Person } from '../domain/person.ts';
import { MAX_TEXT, type System, systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { line } from './blocks.ts';
import { nameOf } from './changed.ts';
import { initially, modal, option, personField, radioField, textField } from './form-blocks.ts';

interface Input {
  system: System;
  typed?: Typed;
  banner?: Banner;
}

/** To whom a system is offered, and why; its backup first, where it has one. */
export const transferForm = (
  words: Words,
  { system, backup, typed, banner }: Input & { backup: Pick<Person, 'id' | 'name'> | null },
): ModalView =>
  modal(words, {
    title: words.t('do.transfer'),
    submit: words.t('transfer.offer'),
    banner,
    blocks: [
      line(words.t('changed.done', { number: systemNumber(system.number), system: nameOf(words, system) })),
      ...(backup
        ? [
            radioField({
              name: 'to',
              label: words.t('transfer.to'),
              options: [
                option(backup.id, words.t('transfer.toBackup', { name: shortened(backup.name, 50) })),
                option('somebody', words.t('transfer.toSomebody')),
              ],
              initial: initially(typed, 'to', backup.id),
            }),
          ]
        : []),
      personField({
        name: 'owner',
        label: words.t(backup ? 'transfer.somebody' : 'transfer.to'),
        hint: words.t('transfer.hint'),
        ...(backup && { optional: true }),
        placeholder: words.t('register.personPlaceholder'),
        initial: initially(typed, 'owner'),
      }),
      textField({
        name: 'why',
        label: words.t('edit.reason'),
        optional: true,
        max: MAX_TEXT,
        multiline: true,
        initial: initially(typed, 'why'),
      }),
    ],
  });

/** Who is told of what is due beside the owner. */
export const backupForm = (words: Words, { system, typed, banner }: Input): ModalView =>
  modal(words, {
    title: words.t('field.backup'),
    submit: words.t('do.save'),
    banner,
    blocks: [
      line(words.t('changed.done', { number: systemNumber(system.number), system: nameOf(words, system) })),
      personField({
        name: 'backup',
        label: words.t('field.backup'),
        hint: words.t('register.backupHint'),
        optional: true,
        placeholder: words.t('register.personPlaceholder'),
        initial: initially(typed, 'backup', system.backupId),
      }),
    ],
  });
