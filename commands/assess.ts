import { z } from 'zod';
import { askedReview, askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, openForm, rest } from '../src/command.ts';
import { type Assessment, EARLIEST_COMPLETION, isOpen, longestWaiver } from '../src/domain/assessment.ts';
import { addDays, type Day, day, isBefore, isDay } from '../src/domain/day.ts';
import { everyMonths, type Policy, requirements, ruleFor } from '../src/domain/policy.ts';
import { MAX_TEXT, type System, systemNumber, TIERS } from '../src/domain/system.ts';
import { type Banner, defineForm, type Submitted } from '../src/form.ts';
import type { Message } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import type { Recorded, Verdict } from '../src/store/assessments.ts';
import type { Write } from '../src/store/writing.ts';
import { assessForm, VERDICTS } from '../src/views/assess-form.ts';
import { assessed } from '../src/views/assessed.ts';
import { verdictText } from '../src/views/card.ts';
import { dueText } from '../src/views/reviews.ts';
import { writeOf } from '../src/writing.ts';

const aDay = z
  .string()
  .refine(isDay, { error: 'notADay' })
  .transform(day)
  .nullish()
  .transform((value) => value ?? null);

const isHttps = (value: string): boolean => URL.canParse(value) && new URL(value).protocol === 'https:';

const fields = z.object({
  verdict: z.enum(VERDICTS, { error: 'required' }),
  tier: z.enum(TIERS).nullish(),
  completedOn: aDay,
  evidence: z
    .string()
    .nullish()
    .transform((value) => value?.trim() || null)
    .refine((value) => value === null || isHttps(value), { error: 'notHttps' }),
  note: z
    .string()
    .refine((value) => [...value].length <= MAX_TEXT, { error: 'tooLong', params: { max: MAX_TEXT } })
    .nullish()
    .transform((value) => (value?.trim() ? value : null)),
  until: aDay,
});
type Fields = z.infer<typeof fields>;

const state = z.object({ system: z.number(), assessment: z.number() });

const form = defineForm({
  name: 'assess',
  version: 1,
  state,
  fields,
  async view({ state: { system: number, assessment: id }, typed, banner, ...context }) {
    const { store, today, words } = context;
    const { system, assessment } = await reviewOf(store, number, id);
    return assessForm(words, { system, assessment, today, typed, banner });
  },
  async submit({ state: s, fields: f, request, ...context }): Promise<Submitted> {
    const { today, store } = context;
    // One policy for all that follows, should another come into force meanwhile.
    const write = await writeOf(context, { request });
    const { system, assessment } = await reviewOf(store, s.system, s.assessment);
    await mustEdit(context, system);
    const errors = faults(f, assessment, longest(write, system, assessment), context);
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
    const outcome = await store.assessments.record(assessment, verdictOf(f, today), write);
    if (outcome.result === 'recorded')
      return { kind: 'done', message: await confirmation(context, outcome, write.policy) };
    return meanwhile(context, s);
  },
});

async function reviewOf(
  store: Context['store'],
  number: number,
  id: number,
): Promise<{ system: System; assessment: Assessment }> {
  const [system, assessment] = [await store.systems.get(number), await store.assessments.get(id)];
  if (!system || !assessment || assessment.system !== number) throw new Problem('formTooOld');
  return { system, assessment };
}

function longest({ policy, today }: Write, system: System, { type }: Assessment): Day {
  const rule = ruleFor(policy, type);
  return longestWaiver(today, rule ? everyMonths(rule, system.tier) : null);
}

/** What is wrong, by the field where it stands. */
function faults(
  f: Fields,
  { type }: Assessment,
  waiverUntil: Day,
  { today, words }: Context,
): Record<string, Problem> {
  const errors: Record<string, Problem> = {};
  if (f.verdict === 'waived' || f.verdict === 'not-required') {
    if (!f.note) errors.note = new Problem('reasonMissing');
    const first = addDays(today, 1);
    if (f.verdict === 'waived' && (!f.until || isBefore(f.until, first) || isBefore(waiverUntil, f.until))) {
      errors.until = new Problem('untilRange', { from: words.day(first), until: words.day(waiverUntil) });
    }
    return errors;
  }
  if (f.verdict !== 'passed' && !f.note) errors.note = new Problem('reasonMissing');
  const earliest = day(EARLIEST_COMPLETION);
  if (!f.completedOn) errors.completedOn = new Problem('dayMissing');
  else if (isBefore(today, f.completedOn)) errors.completedOn = new Problem('inFuture');
  else if (isBefore(f.completedOn, earliest))
    errors.completedOn = new Problem('farPast', { day: words.day(earliest) });
  if (type === 'TRIAGE' && (!f.tier || f.tier === 'untiered')) errors.tier = new Problem('tierMissing');
  return errors;
}

function verdictOf(f: Fields, today: Day): Verdict {
  if (f.verdict === 'waived') return { state: 'waived', reason: f.note ?? '', until: f.until ?? today };
  if (f.verdict === 'not-required') return { state: 'not-required', reason: f.note ?? '' };
  return {
    state: 'completed',
    outcome: f.verdict,
    completedOn: f.completedOn ?? today,
    evidence: f.evidence,
    note: f.note,
    ...(f.tier && { tier: f.tier }),
  };
}

/** What was recorded; after a triage also what the tier asks for, and why. */
async function confirmation(
  context: Context,
  outcome: Extract<Recorded, { result: 'recorded' }>,
  policy: Policy,
): Promise<Message> {
  const { store, today, words } = context;
  const isTriage = outcome.assessment.type === 'TRIAGE' && outcome.assessment.state === 'completed';
  if (!isTriage) return assessed(words, outcome, today);
  const reasons = new Map(
    requirements(outcome.system, policy).map(({ rule, because }) => [rule.type, because]),
  );
  const open = await store.assessments.openOf(outcome.system.number);
  const follows = open.map((assessment) => ({ assessment, because: reasons.get(assessment.type) ?? [] }));
  return assessed(words, outcome, today, follows);
}

/** Somebody else was faster: the same form again, on the review that is open now, with what was typed. */
async function meanwhile(
  { store, words, people, today }: Context,
  s: z.infer<typeof state>,
): Promise<Submitted> {
  const { assessment } = await reviewOf(store, s.system, s.assessment);
  if (isOpen(assessment))
    return { kind: 'again', state: s, banner: { text: words.t('assess.changedMeanwhile') } };
  const who = assessment.decidedBy ? (await people.find(assessment.decidedBy))?.name : undefined;
  const values = { who: who ?? words.t('assess.somebody'), verdict: verdictText(words, assessment) };
  const newest = await store.assessments.newest(s.system, assessment.type);
  const number = systemNumber(s.system);
  const offers = [{ label: words.t('do.openNumber', { number }), line: `show ${number}` }];
  if (!newest || !isOpen(newest)) {
    const banner: Banner = { text: words.t('assess.meanwhileNone', values), offers };
    return { kind: 'again', state: s, banner };
  }
  const text = words.t('assess.meanwhile', { ...values, due: dueText(words, newest, today) });
  return { kind: 'again', state: { ...s, assessment: newest.id }, banner: { text, offers } };
}

export const assess = defineCommand({
  name: 'assess',
  nameFr: 'consigner',
  group: 'everyday',
  summary: 'assess.summary',
  otherWords: ['record', 'review', 'evaluate', 'évaluer', 'examen'],
  usage: { en: 'AI-0042 PIA', fr: 'AI-0042 PIA' },
  args: z.object({ system: rest, type: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const system = await askedSystem(context, args.system, (number) =>
      `assess ${number} ${args.type}`.trim(),
    );
    await mustEdit(context, system);
    const number = systemNumber(system.number);
    const review = await askedReview(context, system, args.type, (type) => `assess ${number} ${type}`);
    return openForm('assess', { system: system.number, assessment: review.id });
  },
});
