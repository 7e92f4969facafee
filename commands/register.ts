import { z } from 'zod';
import { type Context, defineCommand, openForm, rest } from '../src/command.ts';
import { isOpen } from '../src/domain/assessment.ts';
import { requirements } from '../src/domain/policy.ts';
import { worstFirst } from '../src/domain/reminder.ts';
import {
  KNOWN,
  MAX_NAME,
  MAX_TEXT,
  STARTING_LIFECYCLES,
  type System,
  systemNumber,
  TIERS,
  USERS,
} from '../src/domain/system.ts';
import { shortened } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import { aMember } from '../src/members.ts';
import type { Message } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import { organizationOption, registerForm } from '../src/views/register-form.ts';
import { registered } from '../src/views/registered.ts';

const OPTIONS = 100;

/** Counted as a person counts: an emoji is one. */
const text = (max: number) =>
  z
    .string({ error: 'required' })
    .refine((value) => value.trim() !== '', { error: 'required' })
    .refine((value) => [...value].length <= max, { error: 'tooLong', params: { max } });

const fields = z.object({
  nameEn: text(MAX_NAME).transform((name) => name.trim()),
  organization: z.coerce
    .number({ error: 'unknownOrganization' })
    .int()
    .positive({ error: 'unknownOrganization' }),
  descriptionEn: text(MAX_TEXT),
  lifecycle: z.enum(STARTING_LIFECYCLES, { error: 'required' }),
  tier: z.enum(TIERS, { error: 'required' }),
  personalInformation: z.enum(KNOWN, { error: 'required' }),
  users: z.enum(USERS, { error: 'required' }),
  owner: z.string({ error: 'required' }),
  backup: z.string().nullish(),
});

const form = defineForm({
  name: 'register',
  version: 1,
  state: z.object({ name: z.string() }),
  fields,
  async view({ state, typed, banner, caller, store, words }) {
    const chosen = Number(typed?.organization);
    const organization = chosen ? await store.organizations.get(chosen) : null;
    return registerForm(words, { name: state.name, ownerId: caller.id, organization, typed, banner });
  },
  async submit({ state, fields: f, request, ...context }): Promise<Submitted> {
    const { caller, now, today, policy, store, words } = context;
    const organization = await store.organizations.get(f.organization);
    if (!organization)
      return { kind: 'errors', errors: { organization: new Problem('unknownOrganization') } };
    const owner = await aMember(context, f.owner);
    const backup = f.backup ? await aMember(context, f.backup) : null;
    if (owner instanceof Problem) return { kind: 'errors', errors: { owner } };
    if (backup instanceof Problem) return { kind: 'errors', errors: { backup } };
    if (backup?.id === owner.id) return { kind: 'errors', errors: { backup: new Problem('sameBackup') } };
    const { organization: organizationId, owner: ownerId, backup: backupId, ...rest } = f;
    const outcome = await store.systems.register(
      { ...rest, organizationId: organization.id, ownerId: owner.id, backupId: backup?.id ?? null },
      { by: caller.id, at: now, today, policy, request },
    );
    if (outcome.result === 'name-taken')
      return { kind: 'again', state, banner: nameTaken(words, organization.acronym, outcome.existing) };
    return { kind: 'done', message: await confirmation(context, outcome.number) };
  },
  options: {
    organization: async ({ query, store, words }) =>
      (await store.organizations.search(query, OPTIONS)).map((o) => organizationOption(words, o)),
  },
});

const nameTaken = (words: Context['words'], organization: string, existing: System) => {
  const number = systemNumber(existing.number);
  return {
    text: words.t('problem.nameTaken', { organization, number }),
    offers: [{ label: shortened(`${number} ${existing.nameEn}`, 75), line: `show ${number}` }],
  };
};

async function confirmation({ store, words, policy, today }: Context, number: number): Promise<Message> {
  const record = await store.systems.record(number);
  if (!record) throw new Error(`system ${number} vanished after it was registered`);
  const reasons = new Map(
    requirements(record.system, policy).map(({ rule, because }) => [rule.type, because]),
  );
  const reviews = record.assessments
    .filter(isOpen)
    .sort(worstFirst)
    .map((assessment) => ({ assessment, because: reasons.get(assessment.type) ?? [] }));
  return registered(words, record.system, reviews, today);
}

export const register = defineCommand({
  name: 'register',
  nameFr: 'inscrire',
  group: 'everyday',
  summary: 'register.summary',
  usage: { en: '[name]', fr: '[nom]' },
  args: z.object({ name: rest }),
  shortcut: { name: 'register.title', description: 'register.summary' },
  forms: [form],
  async run({ args }) {
    return openForm('register', { name: shortened(args.name, MAX_NAME) });
  },
});
