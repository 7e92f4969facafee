import { z } from 'zod';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import type { Organization } from '../src/domain/organization.ts';
import { fold } from '../src/domain/text.ts';
import { askedMember, personId } from '../src/members.ts';
import { askedOrganization } from '../src/organizations.ts';
import { Problem } from '../src/problem.ts';
import { problemMessage } from '../src/views/problem.ts';
import { mustAdminister } from '../src/writing.ts';

const ADD = ['add', 'ajouter'];
const REMOVE = ['remove', 'retirer', 'enlever'];

export const lead = defineCommand({
  name: 'lead',
  nameFr: 'répondant',
  group: 'administer',
  summary: 'lead.summary',
  usage: { en: 'add|remove @user MTO', fr: 'ajouter|retirer @personne MTO' },
  args: z.object({ what: rest, who: rest, organization: rest }),
  async run({ args, ...context }) {
    const { store, words } = context;
    const what = fold(args.what);
    if (what === '') throw new Problem('leadUsage');
    if (!ADD.includes(what) && !REMOVE.includes(what)) return shown(context, args);
    mustAdminister(context);
    if (args.who === '') throw new Problem('leadUsage');
    const line = (acronym: string) => `lead ${args.what} ${args.who} ${acronym}`;
    if (ADD.includes(what)) {
      const person = await askedMember(context, args.who);
      const organization = await askedOrganization(context, args.organization, line);
      const isOne = (await store.people.get(person.id))?.leads.includes(organization.id);
      await store.people.addLead(organization.id, person.id);
      return told(
        context,
        organization,
        words.t(isOne ? 'lead.already' : 'lead.added', {
          name: person.name,
          organization: organization.acronym,
        }),
      );
    }
    const id = await personId(context, args.who);
    const person = id ? await context.people.find(id) : null;
    if (!person) throw new Problem('whoIsThat', { given: args.who });
    const organization = await askedOrganization(context, args.organization, line);
    const removed = await store.people.removeLead(organization.id, person.id);
    const values = { name: person.name, organization: organization.acronym };
    return told(context, organization, words.t(removed ? 'lead.removed' : 'lead.wasNot', values));
  },
});

/** What was done, and who leads it now. */
async function told({ store, words }: Context, organization: Organization, done: string) {
  const leads = await store.people.leadsOf(organization.id);
  const now = leads.length
    ? words.t('lead.now', {
        organization: organization.acronym,
        names: words.join(leads.map(({ name }) => name)),
      })
    : words.t('lead.nobody', { organization: organization.acronym });
  return say(problemMessage([done, now].join('\n')));
}

/** Who leads an organization; anybody may ask. */
async function shown(context: Context, args: { what: string; who: string; organization: string }) {
  const { store, words } = context;
  const given = [args.what, args.who, args.organization].filter(Boolean).join(' ');
  const organization = await askedOrganization(context, given, (acronym) => `lead ${acronym}`);
  const leads = await store.people.leadsOf(organization.id);
  const text = leads.length
    ? words.t('lead.now', {
        organization: organization.acronym,
        names: words.join(leads.map(({ name }) => name)),
      })
    : words.t('lead.nobody', { organization: organization.acronym });
  return say(problemMessage(text));
}
