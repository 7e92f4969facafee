import type { ModalView } from '@slack/types';
import type { Assessment } from '../domain/assessment.ts';
import type { Day, Instant } from '../domain/day.ts';
import { type Person, todayOf } from '../domain/person.ts';
import type { SnoozeChoice, snoozeChoices } from '../domain/reminder.ts';
import type { System } from '../domain/system.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { line, note } from './blocks.ts';
import { dayField, initially, modal, option, radioField } from './form-blocks.ts';
import { reviewLine } from './reviews.ts';

export interface SnoozeFormInput {
  system: System;
  assessment: Assessment;
  choices: ReturnType<typeof snoozeChoices>;
  caller: Person;
  now: Instant;
  limit: Day;
  typed?: Typed;
  banner?: Banner;
}

export function snoozeForm(
  words: Words,
  { system, assessment, choices, caller, now, limit, typed, banner }: SnoozeFormInput,
): ModalView {
  const offered = (name: 'tomorrow' | 'monday', choice: SnoozeChoice | null) =>
    choice
      ? [option(name, words.t(`snooze.${name}`, { when: words.appointment(choice.heardOn, caller.hour) }))]
      : [];
  const options = [
    ...offered('tomorrow', choices.tomorrow),
    ...offered('monday', choices.monday),
    option('day', words.t('snooze.day')),
  ];
  return modal(words, {
    title: words.t('snooze.title'),
    submit: words.t('do.snooze'),
    banner,
    blocks: [
      line(reviewLine(words, assessment, system.nameEn, todayOf(caller, now))),
      radioField({
        name: 'when',
        label: words.t('field.when'),
        hint: words.t('snooze.zone', { zone: caller.timeZone }),
        options,
        initial: initially(typed, 'when', options[0]!.value ?? null),
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

/** When something will be said of it again. */
export const snoozedText = (
  words: Words,
  type: Assessment['type'],
  number: string,
  heardOn: Day,
  { hour }: Pick<Person, 'hour'>,
): string => words.t('snooze.done', { type, number, when: words.appointment(heardOn, hour) });
