import type { ModalView } from '@slack/types';
import { MAX_TEXT, type System, systemNumber } from '../domain/system.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { line } from './blocks.ts';
import { nameOf } from './changed.ts';
import { initially, modal, personField, textField } from './form-blocks.ts';

interface Input {
  system: System;
  typed?: Typed;
  banner?: Banner;
}

/** To whom a system is offered, and why. */
export const transferForm = (words: Words, { system, typed, banner }: Input): ModalView =>
  modal(words, {
    title: words.t('do.transfer'),
    submit: words.t('transfer.offer'),
    banner,
    blocks: [
      line(words.t('changed.done', { number: systemNumber(system.number), system: nameOf(words, system) })),
      personField({
        name: 'owner',
        label: words.t('transfer.to'),
        hint: words.t('transfer.hint'),
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
