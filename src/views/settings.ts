import type { ModalView } from '@slack/types';
import type { Language, Person, Settings } from '../domain/person.ts';
import { HOURS } from '../domain/reminder.ts';
import { type Banner, CHOICES, type Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { note } from './blocks.ts';
import { choicesField, initially, modal, option, radioField, selectField } from './form-blocks.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

interface Input {
  settings: Settings & Pick<Person, 'timeZone'>;
  language: Language | 'slack';
  typed?: Typed;
  banner?: Banner;
}

/** What somebody chooses for themselves. */
export function settingsForm(words: Words, { settings, language, typed, banner }: Input): ModalView {
  const hours = Array.from({ length: HOURS.last - HOURS.first + 1 }, (_, i) => HOURS.first + i);
  return modal(words, {
    title: words.t('settings.title'),
    submit: words.t('do.save'),
    banner,
    blocks: [
      radioField({
        name: 'language',
        label: words.t('settings.language'),
        options: [
          option('slack', words.t('settings.asSlack')),
          option('en', words.t('settings.english')),
          option('fr', words.t('settings.french')),
        ],
        initial: initially(typed, 'language', language),
      }),
      selectField({
        name: 'hour',
        label: words.t('settings.hour'),
        hint: words.t('settings.hourHint', { zone: settings.timeZone }),
        options: hours.map((hour) => option(String(hour), words.hour(hour))),
        initial: initially(typed, 'hour', String(settings.hour)),
      }),
      choicesField({
        name: 'weekdays',
        label: words.t('settings.weekdays'),
        options: WEEKDAYS.map((day) => option(String(day), words.weekday(day))),
        initial: initially(typed, 'weekdays', settings.weekdays.join(CHOICES)),
      }),
      choicesField({
        name: 'earlyStages',
        label: words.t('settings.early'),
        optional: true,
        options: [option('on', words.t('settings.earlyOn'))],
        initial: initially(typed, 'earlyStages', settings.earlyStages ? 'on' : null),
      }),
      choicesField({
        name: 'holidays',
        label: words.t('settings.holidays'),
        optional: true,
        options: [option('on', words.t('settings.holidaysOn'))],
        initial: initially(typed, 'holidays', settings.holidays ? 'on' : null),
      }),
      note(words.t('settings.rule')),
    ],
  });
}

/** The settings in a few lines. */
export const settingsText = (words: Words, { hour, weekdays, earlyStages, holidays }: Settings): string[] => [
  words.t('settings.when', {
    hour: words.hour(hour),
    days: words.join([...weekdays].sort().map((day) => words.weekday(day))),
  }),
  words.t(earlyStages ? 'settings.withEarly' : 'settings.withoutEarly'),
  ...(holidays ? [words.t('settings.withHolidays')] : []),
];
