import type { ModalView } from '@slack/types';
import { MAX_TEXT, type System, systemNumber } from '../domain/system.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { line, note } from './blocks.ts';
import { nameOf } from './changed.ts';
import { initially, modal, textField } from './form-blocks.ts';

/** Which words are taken out of a record and its history, and why. */
export const redactForm = (
  words: Words,
  { system, typed, banner }: { system: System; typed?: Typed; banner?: Banner },
): ModalView =>
  modal(words, {
    title: words.t('redact.title'),
    submit: words.t('redact.submit'),
    banner,
    blocks: [
      line(words.t('changed.done', { number: systemNumber(system.number), system: nameOf(words, system) })),
      textField({
        name: 'phrase',
        label: words.t('redact.phrase'),
        hint: words.t('redact.phraseHint'),
        max: 200,
        initial: initially(typed, 'phrase'),
      }),
      textField({
        name: 'why',
        label: words.t('redact.why'),
        hint: words.t('redact.whyHint'),
        max: MAX_TEXT,
        initial: initially(typed, 'why'),
      }),
      note(words.t('redact.warning')),
    ],
  });
