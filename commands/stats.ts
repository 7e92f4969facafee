import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { dayIn } from '../src/domain/day.ts';
import { askedOrganization } from '../src/organizations.ts';
import { standingPage } from '../src/views/stats.ts';

/** As many systems as are named one by one. */
const NAMED = 10;
/** As many entries of the history as are looked through while somebody waits; a longer one is looked through each night. */
const ENTRIES = 20_000;

export const stats = defineCommand({
  name: 'stats',
  nameFr: 'bilan',
  group: 'look',
  summary: 'stats.summary',
  otherWords: ['status', 'numbers', 'standing', 'dashboard'],
  usage: { en: '[ministry]', fr: '[ministère]' },
  args: z.object({ organization: rest }),
  async run({ args, ...context }) {
    const { store, words, today, now, timeZone } = context;
    const organization =
      args.organization === ''
        ? null
        : await askedOrganization(context, args.organization, (acronym) => `stats ${acronym}`);
    const within = organization ? [organization.id] : undefined;
    const isShort = (await store.history.newest()) <= ENTRIES;
    const verified = isShort ? await store.history.verify(now) : await store.history.verified();
    const names = await store.names([]);
    return say(
      standingPage(words, {
        organization: organization?.acronym ?? null,
        standing: await store.standing(today, within),
        trend: await store.standings.trend(today, { within }),
        acronyms: names.organizations,
        verified: verified && {
          entries: verified.entries,
          broken: verified.broken.slice(0, NAMED),
          on: dayIn(verified.at, timeZone),
        },
        today,
      }),
    );
  },
});
