import { z } from 'zod';
import { type Context, defineCommand, openForm, rest } from '../src/command.ts';
import { isOpen } from '../src/domain/assessment.ts';
import { type Policy, requirements } from '../src/domain/policy.ts';
import { worstFirst } from '../src/domain/reminder.ts';
import {
  KNOWN,
  MAX_NAME,
  MAX_TEXT,
  STARTING_LIFECYCLES,
  systemNumber,
  TIERS,
  USERS,
} from '../src/domain/system.ts';
import { pieces, shortened } from '../src/domain/text.ts';
import { type Banner, defineForm, type Submitted } from '../src/form.ts';
import { aMember } from '../src/members.ts';
import type { Message, Notice } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import { organizationOption, registerForm } from '../src/views/register-form.ts';
import { linkToRecord, registered } from '../src/views/registered.ts';
import { nameTaken, writeOf } from '../src/writing.ts';

const OPTIONS = 100;
const LIKENESSES = 3;

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

const state = z.object({
  name: z.string(),
  /** The message from which it is registered. */
  source: z.object({ channel: z.string(), ts: z.string() }).optional(),
  /** The name of which the likely duplicates were shown. */
  seen: z.string().optional(),
});

const form = defineForm({
  name: 'register',
  version: 2,
  state,
  fields,
  async view({ state: s, typed, banner, caller, store, words, source }) {
    const chosen = Number(typed?.organization);
    const organization = chosen ? await store.organizations.get(chosen) : null;
    const description = source ? (pieces(source.text.trim(), MAX_TEXT)[0] ?? '') : '';
    const input = {
      name: s.name,
      ownerId: caller.id,
      organization,
      description,
      fromMessage: s.source !== undefined,
    };
    return registerForm(words, { ...input, typed, banner });
  },
  async submit({ state: s, fields: f, request, ...context }): Promise<Submitted> {
    const { store, words, wordsFor } = context;
    const organization = await store.organizations.get(f.organization);
    if (!organization || organization.endedOn)
      return { kind: 'errors', errors: { organization: new Problem('unknownOrganization') } };
    const owner = await aMember(context, f.owner);
    const backup = f.backup ? await aMember(context, f.backup) : null;
    if (owner instanceof Problem) return { kind: 'errors', errors: { owner } };
    if (backup instanceof Problem) return { kind: 'errors', errors: { backup } };
    if (backup?.id === owner.id) return { kind: 'errors', errors: { backup: new Problem('sameBackup') } };
    if (s.seen !== f.nameEn) {
      const banner = await likeness(context, f.nameEn, organization.id);
      if (banner) return { kind: 'again', state: { ...s, seen: f.nameEn }, banner };
    }
    const { organization: organizationId, owner: ownerId, backup: backupId, ...others } = f;
    const tell = s.source ? (number: number) => [link(number, f.nameEn)] : [];
    const link = (number: number, name: string): Notice => ({
      key: `registered-from:${number}`,
      kind: 'word',
      to: s.source?.channel ?? '',
      inThread: s.source?.ts ?? '',
      message: linkToRecord(wordsFor('en'), wordsFor('fr'), number, name),
    });
    const write = await writeOf(context, { request, tell });
    const outcome = await store.systems.register(
      { ...others, organizationId: organization.id, ownerId: owner.id, backupId: backup?.id ?? null },
      write,
    );
    if (outcome.result === 'name-taken') {
      const problem = await nameTaken(context, outcome.existing);
      return { kind: 'again', state: s, banner: { text: words.problem(problem), offers: problem.offers } };
    }
    return { kind: 'done', message: await confirmation(context, outcome.number, write.policy) };
  },
  options: {
    organization: async ({ query, store, words }) =>
      (await store.organizations.search(query, OPTIONS)).map((o) => organizationOption(words, o)),
  },
});

/** The systems that may be the same one, before a second one is made; null when none is like it. */
async function likeness(
  { store, words, today }: Context,
  name: string,
  organizationId: number,
): Promise<Banner | null> {
  if (await store.systems.named(organizationId, name)) return null;
  const numbers = await store.search.alike(name, LIKENESSES);
  if (numbers.length === 0) return null;
  const lines = await store.systems.lines(numbers, today);
  const offers = lines.map(({ system, acronym }) => {
    const number = systemNumber(system.number);
    return { label: shortened(`${number} ${system.nameEn} (${acronym})`, 75), line: `show ${number}` };
  });
  return { text: words.t('register.alike', { count: offers.length }), offers };
}

async function confirmation(
  { store, words, today }: Context,
  number: number,
  policy: Policy,
): Promise<Message> {
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
  otherWords: ['add', 'new', 'create', 'ajouter', 'nouveau', 'créer'],
  usage: { en: '[name]', fr: '[nom]' },
  args: z.object({ name: rest }),
  shortcut: { name: 'register.title', description: 'register.summary' },
  messageShortcut: { name: 'register.fromMessage', description: 'register.summary' },
  forms: [form],
  async run({ args, source }) {
    const from = source ? { source: { channel: source.channel, ts: source.ts } } : {};
    return openForm('register', { name: shortened(args.name, MAX_NAME), ...from });
  },
});
