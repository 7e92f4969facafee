import { z } from 'zod';
import { askedSystem } from '../src/asked.ts';
import { defineCommand, openForm, rest } from '../src/command.ts';
import { MAX_TEXT, systemNumber } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import { Problem } from '../src/problem.ts';
import { openAct } from '../src/views/changed.ts';
import { problemMessage } from '../src/views/problem.ts';
import { redactForm } from '../src/views/redact-form.ts';
import { mustAdminister, writeOf } from '../src/writing.ts';

/** Shorter phrases would be found everywhere. */
const SHORTEST = 3;

const required = z
  .string({ error: 'required' })
  .transform((value) => value.trim())
  .refine((value) => value !== '', { error: 'required' });

const form = defineForm({
  name: 'redact',
  version: 1,
  state: z.object({ system: z.number() }),
  fields: z.object({
    phrase: required.refine((value) => [...value].length >= SHORTEST, {
      error: 'tooShort',
      params: { min: SHORTEST },
    }),
    why: required.refine((value) => value.length <= MAX_TEXT, {
      error: 'tooLong',
      params: { max: MAX_TEXT },
    }),
  }),
  async view({ state, typed, banner, words, store }) {
    const system = await store.systems.get(state.system);
    if (!system) throw new Problem('formTooOld');
    return redactForm(words, { system, typed, banner });
  },
  async submit({ state, fields, request, ...context }): Promise<Submitted> {
    const { store, words } = context;
    mustAdminister(context);
    if (fold(fields.why).includes(fold(fields.phrase)))
      return { kind: 'errors', errors: { why: new Problem('reasonRepeats') } };
    const number = systemNumber(state.system);
    const write = await writeOf(context, { request, why: fields.why });
    const found = await store.redact(state.system, fields.phrase, write);
    if (!found) return { kind: 'errors', errors: { phrase: new Problem('redactedNameTaken', { number }) } };
    if (found.fields + found.reviews + found.entries + found.elsewhere === 0)
      return { kind: 'errors', errors: { phrase: new Problem('phraseNotFound', { number }) } };
    const text = words.t('redact.done', { number, ...found });
    const history = { label: words.t('do.history'), line: `history ${number}` };
    return { kind: 'done', message: problemMessage(text, [openAct(words, number), history]) };
  },
});

export const redact = defineCommand({
  name: 'redact',
  nameFr: 'caviarder',
  group: 'administer',
  summary: 'redact.summary',
  usage: { en: 'AI-0042', fr: 'AI-0042' },
  args: z.object({ system: rest }),
  forms: [form],
  async run({ args, ...context }) {
    mustAdminister(context);
    const system = await askedSystem(context, args.system, (number) => `redact ${number}`, {
      forwards: false,
    });
    return openForm('redact', { system: system.number });
  },
});
