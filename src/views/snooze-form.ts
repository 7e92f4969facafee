import type { ModalView } from '@slack/types';
import type { Assessment } from '../domain/assessment.ts';
import type { Day } from '../domain/day.ts';
import { snoozeChoices } from '../domain/reminder.ts';
import type { System } from '../domain/system.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { line, note } from './blocks.ts';
import { dayField, initially, modal, option, radioField } from './form-blocks.ts';
import { reviewLine } from './reviews.ts';

export interface SnoozeFormInput {
  system: System;
  assessment: Assessment;
  today: Day;
  limit: Day;
  typed?: Typed;
  banner?: Banner;
}

export function snoozeForm(
  words: Words,
  { system, assessment, today, limit, typed, banner }: SnoozeFormInput,
): ModalView {
  const { tomorrow, monday } = snoozeChoices(assessment.dueOn, today);
  const choices = [
    ...(tomorrow ? [option('tomorrow', words.t('snooze.tomorrow', { day: words.day(tomorrow) }))] : []),
    ...(monday ? [option('monday', words.t('snooze.monday', { day: words.day(monday) }))] : []),
    option('day', words.t('snooze.day')),
  ];
  return modal(words, {
    title: words.t('snooze.title'),
    submit: words.t('do.snooze'),
    banner,
    blocks: [
      line(reviewLine(words, assessment, system.nameEn, today)),
      radioField({
        name: 'when',
        label: words.t('field.when'),
        options: choices,
        initial: initially(typed, 'when', choices[0]!.value ?? null),
      }),
      dayField({
        name: 'day',
        label: words.t('field.day'),
        optional: true,
        initial: initially(typed, 'day'),
      }),
      note(words.t('snooze.limit', { day: words.day(limit) })),
    ],
  });
}

/** Until when nothing will be said of it. */
export const snoozedText = (words: Words, type: Assessment['type'], number: string, until: Day): string =>
  words.t('snooze.done', { type, number, day: words.day(until) });
