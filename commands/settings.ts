import { z } from 'zod';
import { defineCommand, openForm } from '../src/command.ts';
import { HOURS } from '../src/domain/reminder.ts';
import { CHOICES, defineForm, type Submitted } from '../src/form.ts';
import { Problem } from '../src/problem.ts';
import { problemMessage } from '../src/views/problem.ts';
import { settingsForm, settingsText } from '../src/views/settings.ts';

const LANGUAGES = ['slack', 'en', 'fr'] as const;

const form = defineForm({
  name: 'settings',
  version: 1,
  state: z.object({}),
  fields: z.object({
    language: z.enum(LANGUAGES, { error: 'required' }),
    hour: z.coerce.number().int().min(HOURS.first).max(HOURS.last),
    weekdays: z
      .string()
      .nullish()
      .transform((value) => (value ? value.split(CHOICES).map(Number) : [])),
    earlyStages: z
      .string()
      .nullish()
      .transform((value) => value === 'on'),
    holidays: z
      .string()
      .nullish()
      .transform((value) => value === 'on'),
  }),
  async view({ typed, banner, caller, store, words }) {
    const language = (await store.people.chosenLanguage(caller.id)) ?? 'slack';
    return settingsForm(words, { settings: caller, language, typed, banner });
  },
  async submit({ fields, ...context }): Promise<Submitted> {
    const { caller, store, wordsFor } = context;
    const weekdays = fields.weekdays.filter((day) => day >= 1 && day <= 7);
    if (weekdays.length === 0) return { kind: 'errors', errors: { weekdays: new Problem('noWeekday') } };
    const language = fields.language === 'slack' ? null : fields.language;
    const { hour, earlyStages, holidays } = fields;
    const settings = { hour, weekdays, earlyStages, holidays };
    await store.people.choose(caller.id, { ...settings, language });
    const after = await store.people.get(caller.id);
    const words = wordsFor(after?.person.language ?? caller.language);
    const text = settingsText(words, { ...caller, ...settings });
    return { kind: 'done', message: problemMessage([words.t('settings.done'), ...text].join('\n')) };
  },
});

export const settings = defineCommand({
  name: 'settings',
  nameFr: 'réglages',
  group: 'everyday',
  summary: 'settings.summary',
  otherWords: ['preferences', 'language', 'langue', 'préférences'],
  usage: { en: '', fr: '' },
  args: z.object({}),
  forms: [form],
  run: async () => openForm('settings', {}),
});
