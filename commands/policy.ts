import { z } from 'zod';
import { type Answer, type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import { ASSESSMENT_TYPES, type AssessmentType } from '../src/domain/assessment.ts';
import { dayIn } from '../src/domain/day.ts';
import { type Policy, parseInterval, type Rule, ruleFor } from '../src/domain/policy.ts';
import { KNOWN, LIFECYCLES, MAX_TEXT, TIERS, USERS } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { CHOICES, defineForm, type Submitted } from '../src/form.ts';
import { Problem } from '../src/problem.ts';
import { policyPage, policyPreview, ruleForm } from '../src/views/policy.ts';
import { problemMessage } from '../src/views/problem.ts';
import { mustAdminister } from '../src/writing.ts';

const SET = ['set', 'fixer', 'changer'];
const SHOW = ['', 'show', 'voir'];
const LONGEST_DAYS = 3650;

const several = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .string()
    .nullish()
    .transform((text) => text?.split(CHOICES) ?? [])
    .transform((chosen) => values.filter((value) => chosen.includes(value)) as Values[number][]);
const days = z
  .string()
  .nullish()
  .transform((text) => (text?.trim() ? Number(text) : null))
  .refine((n) => n === null || (Number.isInteger(n) && n > 0 && n <= LONGEST_DAYS), { error: 'notDays' });

const fields = z.object({
  asked: z.string().nullish(),
  tier: several(TIERS),
  lifecycle: several(LIFECYCLES),
  users: several(USERS),
  personalInformation: several(KNOWN),
  every: z
    .string()
    .nullish()
    .transform((text) => parseInterval(text ?? ''))
    .refine((every) => every !== undefined, { error: 'notAnInterval' }),
  firstWithin: days,
  materialWithin: days,
  why: z
    .string()
    .nullish()
    .refine((value) => (value ?? '').length <= MAX_TEXT, { error: 'tooLong', params: { max: MAX_TEXT } }),
});

const form = defineForm({
  name: 'policy',
  version: 1,
  state: z.object({ type: z.enum(ASSESSMENT_TYPES) }),
  fields,
  view: async ({ state: { type }, typed, banner, words, policy }) =>
    ruleForm(words, { type, rule: ruleFor(await policy(), type) ?? null, typed, banner }),
  async submit({ state: { type }, fields: f, ...context }): Promise<Submitted> {
    const { store, words, today, caller, now } = context;
    mustAdminister(context);
    const version = await store.policies.version();
    const before = version?.rules ?? (await context.policy());
    const rules = withRule(before, type, f.asked === 'yes' ? ruleOf(type, f) : null);
    if (JSON.stringify(rules) === JSON.stringify(before))
      return { kind: 'done', message: problemMessage(words.t('changed.nothing')) };
    const write = { by: caller.id, at: now, ...(f.why && { why: f.why }) };
    const id = await store.policies.draft(rules, version?.id ?? null, write);
    const count = await store.policies.preview(rules, before, today);
    return { kind: 'done', message: policyPreview(words, type, id, count) };
  },
});

function ruleOf(type: AssessmentType, f: z.infer<typeof fields>): Rule {
  const { tier, lifecycle, users, personalInformation } = f;
  const when = Object.fromEntries(
    Object.entries({ tier, lifecycle, users, personalInformation }).filter(([, values]) => values.length > 0),
  );
  return {
    type,
    when,
    every: f.every ?? null,
    firstWithin: f.firstWithin,
    ...(f.materialWithin !== null && { materialWithin: f.materialWithin }),
  };
}

/** The policy with another rule for one type, in its place; without one for null. */
function withRule(policy: Policy, type: AssessmentType, rule: Rule | null): Policy {
  if (!rule) return policy.filter((r) => r.type !== type);
  return ruleFor(policy, type) ? policy.map((r) => (r.type === type ? rule : r)) : [...policy, rule];
}

export const policy = defineCommand({
  name: 'policy',
  nameFr: 'politique',
  group: 'administer',
  summary: 'policy.summary',
  usage: { en: '[set PIA]', fr: '[fixer PIA]' },
  args: z.object({ what: rest, which: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const what = fold(args.what);
    if (SHOW.includes(what)) return shown(context);
    mustAdminister(context);
    if (what === 'apply') return applied(context, Number(args.which));
    const type = ASSESSMENT_TYPES.find((t) => t === args.which.toUpperCase());
    if (SET.includes(what) && type) return openForm('policy', { type });
    const offers = ASSESSMENT_TYPES.map((t) => ({ label: t, line: `policy set ${t}` }));
    throw new Problem('whichRule', {}, offers);
  },
});

async function shown({ store, policy, words, caller, timeZone }: Context): Promise<Answer> {
  const version = await store.policies.version();
  const names = version ? (await store.names([version.by])).people : new Map<string, string>();
  const since = version
    ? words.t('policy.since', {
        day: words.day(dayIn(version.at, timeZone)),
        who: names.get(version.by) ?? version.by,
      })
    : words.t('policy.preset');
  return say(
    policyPage(words, version?.rules ?? (await policy()), { since, administrator: caller.administrator }),
  );
}

async function applied({ store, words }: Context, id: number): Promise<Answer> {
  const draft = Number.isInteger(id) && id > 0 ? await store.policies.get(id) : null;
  const again = { label: words.t('policy.title'), line: 'policy' };
  if (draft?.state !== 'draft' || !(await store.policies.enforce(id)))
    throw new Problem('policyMeanwhile', {}, [again]);
  return { kind: 'message', message: problemMessage(words.t('policy.applying'), [again]), replaces: true };
}
