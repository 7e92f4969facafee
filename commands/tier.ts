import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, openForm, rest } from '../src/command.ts';
import { MAX_TEXT, type System, TIERS, type Tier } from '../src/domain/system.ts';
import { proposedTier, QUESTIONS } from '../src/domain/triage.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import type { Message } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { decideForm, triageForm } from '../src/views/triage-form.ts';
import { changeInFull, NO_NAMES } from '../src/views/values.ts';
import { changeNow, writeOf } from '../src/writing.ts';

const answers = z.object(
  Object.fromEntries(
    QUESTIONS.map(({ key, answers: choices }) => [
      key,
      z.enum(Object.keys(choices) as [string, ...string[]], { error: 'required' }),
    ]),
  ),
);

const questions = defineForm({
  name: 'triage',
  version: 1,
  state: z.object({ system: z.number() }),
  fields: answers,
  view: async ({ state, typed, banner, words, store }) =>
    triageForm(words, { system: await theSystem(store, state.system), typed, banner }),
  async submit({ state, fields }): Promise<Submitted> {
    return { kind: 'form', opening: { form: 'decide-tier', state: { ...state, answers: fields } } };
  },
});

const decision = defineForm({
  name: 'decide-tier',
  version: 1,
  state: z.object({ system: z.number(), answers }),
  fields: z.object({
    tier: z.enum(TIERS, { error: 'required' }),
    reason: z
      .string()
      .nullish()
      .transform((value) => value?.trim() || null)
      .refine((value) => [...(value ?? '')].length <= MAX_TEXT, {
        error: 'tooLong',
        params: { max: MAX_TEXT },
      }),
  }),
  view: async ({ state, typed, banner, words, store }) =>
    decideForm(words, {
      system: await theSystem(store, state.system),
      proposal: proposedTier(state.answers),
      typed,
      banner,
    }),
  async submit({ state, fields: { tier, reason }, request, ...context }): Promise<Submitted> {
    const system = await theSystem(context.store, state.system);
    await mustEdit(context, system);
    if (tier !== proposedTier(state.answers).tier && !reason)
      return { kind: 'errors', errors: { reason: new Problem('otherTierReason') } };
    const taken = { tier, reason, answers: state.answers as Record<string, string> };
    return { kind: 'done', message: await decided(context, system, taken, request) };
  },
});

async function theSystem(store: Context['store'], number: number): Promise<System> {
  const system = await store.systems.get(number);
  if (!system) throw new Problem('formTooOld');
  return system;
}

/** Completes the triage where it is open; else the tier alone changes. */
async function decided(
  context: Context,
  system: System,
  { tier, reason, answers: given }: { tier: Tier; reason: string | null; answers: Record<string, string> },
  request: string,
): Promise<Message> {
  const { store, words, today } = context;
  const write = await writeOf(context, { request, ...(reason && { why: reason }) });
  const open = (await store.assessments.openOf(system.number)).find(({ type }) => type === 'TRIAGE');
  const text = changeInFull(words, { kind: 'edited', field: 'tier', from: system.tier, to: tier }, NO_NAMES);
  if (open) {
    const verdict = {
      state: 'completed',
      outcome: 'passed',
      completedOn: today,
      evidence: null,
      note: reason,
    } as const;
    const outcome = await store.assessments.record(open, { ...verdict, tier, answers: given }, write);
    if (outcome.result === 'recorded') return changed(words, outcome.system, [text], outcome.effects, today);
  }
  const patch = { tier, tierReason: reason, tierAnswers: given };
  const { system: after, effects } = await changeNow(context, system, () => patch, write);
  return changed(words, after, [text], effects, today);
}

export const tier = defineCommand({
  name: 'tier',
  nameFr: 'niveau',
  group: 'record',
  summary: 'tier.summary',
  otherWords: ['triage', 'impact', 'level'],
  usage: { en: 'AI-0042', fr: 'AI-0042' },
  args: z.object({ system: rest }),
  forms: [questions, decision],
  async run({ args, ...context }) {
    const system = await askedSystem(context, args.system, (number) => `tier ${number}`);
    await mustEdit(context, system);
    return openForm('triage', { system: system.number });
  },
});
