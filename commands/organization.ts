import { z } from 'zod';
import { type Answer, type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import { addDays, day, isBefore, isDay } from '../src/domain/day.ts';
import { isCalled, type Organization } from '../src/domain/organization.ts';
import { fold } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import { askedOrganization } from '../src/organizations.ts';
import { Problem } from '../src/problem.ts';
import type { OrganizationChange } from '../src/store/organizations.ts';
import { organizationCard, organizationForm, organizationList } from '../src/views/organization.ts';
import { problemMessage } from '../src/views/problem.ts';
import { mustAdminister, writeOf } from '../src/writing.ts';

const ADD = ['add', 'ajouter'];
const RENAME = ['rename', 'renommer'];
const MERGE = ['merge', 'fusionner'];
const INTO = /\s+(?:into|dans|with|avec)\s+/i;
const CONFIRMED = /\s+(yes|oui)$/i;
const ON_DAY = /\s+(\d{4}-\d\d-\d\d)$/;
const SHORT = 200;
/** Nobody plans a reorganization further ahead. */
const AHEAD_DAYS = 2 * 366;

const name = z
  .string({ error: 'required' })
  .transform((value) => value.trim())
  .refine((value) => value !== '', { error: 'required' })
  .refine((value) => value.length <= SHORT, { error: 'tooLong', params: { max: SHORT } });

const form = defineForm({
  name: 'organization',
  version: 1,
  state: z.object({ id: z.number().nullable() }),
  fields: z.object({
    acronym: name.refine((value) => /^[\p{L}\d&-]{1,20}$/u.test(value), { error: 'notAnAcronym' }),
    nameEn: name,
    nameFr: name,
    effectiveOn: z
      .string()
      .refine(isDay, { error: 'notADay' })
      .nullish()
      .transform((value) => (value ? day(value) : null)),
  }),
  async view({ state, typed, banner, words, store, today }) {
    const organization = state.id === null ? null : await store.organizations.get(state.id);
    return organizationForm(words, { organization, today, typed, banner });
  },
  async submit({ state, fields: { effectiveOn, ...named }, ...context }): Promise<Submitted> {
    const { store, words, today } = context;
    mustAdminister(context);
    const others = (await store.organizations.all()).filter(({ id }) => id !== state.id);
    const taken = others.find((o) => isCalled(o, named.acronym) || isCalled(o, named.nameEn));
    if (taken)
      return {
        kind: 'errors',
        errors: { acronym: new Problem('acronymTaken', { organization: taken.acronym }) },
      };
    if (state.id === null) {
      const added = await store.organizations.add({ ...named, aliases: [] }, await writeOf(context));
      if (!added)
        return {
          kind: 'errors',
          errors: { acronym: new Problem('acronymTaken', { organization: named.acronym }) },
        };
      const next = { label: words.t('organization.nameLead'), line: `lead ${added.acronym}` };
      return {
        kind: 'done',
        message: problemMessage(words.t('organization.added', { organization: added.acronym }), [next]),
      };
    }
    const before = await store.organizations.get(state.id);
    if (!before) throw new Problem('formTooOld');
    const isSame = (['acronym', 'nameEn', 'nameFr'] as const).every(
      (field) => before[field] === named[field],
    );
    if (isSame) return { kind: 'done', message: problemMessage(words.t('changed.nothing')) };
    const from = effectiveOn ?? today;
    if (isBefore(addDays(today, AHEAD_DAYS), from))
      return { kind: 'errors', errors: { effectiveOn: new Problem('tooFarAhead') } };
    await store.organizations.rename(before, named, from, await writeOf(context));
    const values = { before: before.acronym, after: named.acronym, day: words.day(from) };
    return { kind: 'done', message: problemMessage(words.t('organization.renamed', values)) };
  },
});

export const organization = defineCommand({
  name: 'organization',
  nameFr: 'organisation',
  group: 'administer',
  summary: 'organization.summary',
  usage: {
    en: '[MTO] | add | rename MTO | merge MTO into MOI [day]',
    fr: '[MTO] | ajouter | renommer MTO | fusionner MTO dans MOI [jour]',
  },
  args: z.object({ what: rest, which: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const what = fold(args.what);
    if (ADD.includes(what)) {
      mustAdminister(context);
      return openForm('organization', { id: null });
    }
    if (RENAME.includes(what)) {
      mustAdminister(context);
      const found = await askedOrganization(
        context,
        args.which,
        (acronym) => `organization rename ${acronym}`,
      );
      mustLive(found);
      return openForm('organization', { id: found.id });
    }
    if (MERGE.includes(what)) {
      mustAdminister(context);
      return mergeOrganizations(context, args.which);
    }
    const given = [args.what, args.which].filter(Boolean).join(' ');
    return given === '' ? listed(context) : card(context, given);
  },
});

function mustLive({ endedOn, acronym }: Organization): void {
  if (endedOn) throw new Problem('organizationEnded', { organization: acronym });
}

/** All organizations that there are now. */
async function listed({ store, words, caller }: Context): Promise<Answer> {
  const all = (await store.organizations.all()).filter(({ endedOn }) => !endedOn);
  return say(organizationList(words, all, caller.administrator));
}

async function card(context: Context, given: string): Promise<Answer> {
  const { store, words, caller } = context;
  const found = await askedOrganization(context, given, (acronym) => `organization ${acronym}`);
  const successor = found.successorId ? await store.organizations.get(found.successorId) : null;
  return say(
    organizationCard(words, {
      organization: found,
      successor,
      leads: await store.people.leadsOf(found.id),
      systems: await store.organizations.systems(found.id),
      changes: await store.organizations.historyOf(found.id, 10),
      names: (await store.names((await store.organizations.historyOf(found.id, 10)).map(({ by }) => by)))
        .people,
      administrator: caller.administrator,
    }),
  );
}

/** Whether what is decided already makes `from` end in `to`. */
function leadsTo(pending: readonly OrganizationChange[], from: number, to: number): boolean {
  const next = new Map(
    pending.filter(({ kind }) => kind === 'merged').map((c) => [c.organization, (c.to as { id: number }).id]),
  );
  let at: number | undefined = from;
  for (let step = 0; at !== undefined && step <= next.size; step++) {
    if (at === to) return true;
    at = next.get(at);
  }
  return false;
}

async function mergeOrganizations(context: Context, typed: string): Promise<Answer> {
  const { store, words, today } = context;
  const confirmed = CONFIRMED.test(typed);
  const given = typed.replace(CONFIRMED, '');
  const on = ON_DAY.exec(given)?.[1];
  const [first = '', second = ''] = given.replace(ON_DAY, '').split(INTO);
  const suffix = on ? ` ${on}` : '';
  const from = await askedOrganization(
    context,
    first.trim(),
    (a) => `organization merge ${a} into ${second}${suffix}`,
  );
  const into = await askedOrganization(
    context,
    second.trim(),
    (a) => `organization merge ${from.acronym} into ${a}${suffix}`,
  );
  mustLive(from);
  mustLive(into);
  const values = { from: from.acronym, into: into.acronym };
  const pending = await store.organizations.pending();
  const circle = leadsTo(pending, into.id, from.id);
  if (from.id === into.id || circle) throw new Problem('organizationCircle', values);
  if (pending.some(({ kind, organization: id }) => kind === 'merged' && id === from.id))
    throw new Problem('mergesAlready', values);
  if (on && !isDay(on)) throw new Problem('unknownWhen', { given: on });
  const effectiveOn = on ? day(on) : today;
  if (isBefore(addDays(today, AHEAD_DAYS), effectiveOn)) throw new Problem('tooFarAhead');
  const count = await store.organizations.systems(from.id);
  const told = { ...values, count, day: words.day(effectiveOn) };
  if (!confirmed)
    return say(
      problemMessage(words.t('organization.mergePreview', told), [
        {
          label: words.t('organization.mergeConfirm'),
          line: `organization merge ${from.acronym} into ${into.acronym}${suffix} yes`,
        },
      ]),
    );
  await store.organizations.merge(from, into, effectiveOn, await writeOf(context));
  return { kind: 'message', message: problemMessage(words.t('organization.merging', told)), replaces: true };
}
