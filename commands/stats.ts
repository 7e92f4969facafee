import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { dayIn } from '../src/domain/day.ts';
import { askedOrganization } from '../src/organizations.ts';
import { standingPage } from '../src/views/stats.ts';

/** As many systems as are named one by one. */
const NAMED = 10;
/** How long the history is looked through while somebody waits; a larger one is looked through each night. */
const PATIENCE_MS = 400;

export const stats = defineCommand({
  name: 'stats',
  nameFr: 'bilan',
  group: 'look',
  summary: 'stats.summary',
  usage: { en: '[ministry]', fr: '[ministère]' },
  args: z.object({ organization: rest }),
  async run({ args, ...context }) {
    const { store, words, today, now, timeZone } = context;
    const organization =
      args.organization === ''
        ? null
        : await askedOrganization(context, args.organization, (acronym) => `stats ${acronym}`);
    const within = organization ? [organization.id] : undefined;
    const began = performance.now();
    const isTime = () => performance.now() - began < PATIENCE_MS;
    const looked = await store.history.verify(now, isTime);
    const verified = looked.whole || looked.broken.length > 0 ? looked : await store.history.verified();
    const names = await store.names([]);
    return say(
      standingPage(words, {
        organization: organization?.acronym ?? null,
        standing: await store.standing(today, within),
        trend: await store.standings.trend(today, within),
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
