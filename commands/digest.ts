import { z } from 'zod';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { forChannel, gather } from '../src/digesting.ts';
import { addDays, type Day, later } from '../src/domain/day.ts';
import { askedOrganization } from '../src/organizations.ts';
import { digest as digestMessage } from '../src/views/digest.ts';
import { problemMessage } from '../src/views/problem.ts';
import { dayBack, startOf } from '../src/when.ts';
import { mustAdminister } from '../src/writing.ts';

const A_WEEK = 7;
/** A look back is a quarter at most: more is what history and export are for. */
const MOST_DAYS = 92;
const PREVIEW = /^(?:preview|aper[cç]u)$/i;

/** Since when, and of which organization: either may come first, and either may be left out. */
async function asked(
  context: Context,
  typed: string,
): Promise<{ since: Day; organizations: number[] | null }> {
  const { today } = context;
  const lately = addDays(today, -A_WEEK);
  if (typed === '') return { since: lately, organizations: null };
  const whole = dayBack(typed, today);
  if (whole) return { since: whole, organizations: null };
  const pieces = typed.split(/\s+/);
  for (let at = 1; at < pieces.length; at++) {
    const [first, second] = [pieces.slice(0, at).join(' '), pieces.slice(at).join(' ')];
    for (const [when, who] of [
      [first, second],
      [second, first],
    ] as const) {
      const since = dayBack(when, today);
      const organization = since && (await context.store.organizations.called(who));
      if (since && organization) return { since, organizations: [organization.id] };
    }
  }
  const organization = await askedOrganization(context, typed, (name) => `digest ${name}`);
  return { since: lately, organizations: [organization.id] };
}

/** What the channel would read now, to the administrator who asks. */
async function preview(context: Context) {
  const { caller, store, now, words } = context;
  mustAdminister(context);
  const { message, thread } = await forChannel(context);
  const key = `preview:${caller.id}:${now.epochMilliseconds}`;
  await store.notices.owe({ key, kind: 'word', to: caller.id, message, thread }, now);
  return say(problemMessage(words.t(thread.length > 1 ? 'digest.previewed' : 'digest.previewedQuiet')));
}

export const digest = defineCommand({
  name: 'digest',
  nameFr: 'résumé',
  group: 'look',
  summary: 'digest.summary',
  otherWords: ['news', 'changes', 'nouveautés', 'weekly'],
  usage: { en: '[since] [ministry]', fr: '[depuis] [ministère]' },
  args: z.object({ what: rest }),
  async run({ args, ...context }) {
    if (PREVIEW.test(args.what)) return preview(context);
    const { store, now, timeZone, words, today } = context;
    const { since, organizations } = await asked(context, args.what);
    const from = startOf(later(since, addDays(today, -MOST_DAYS)), context);
    const input = await gather({
      store,
      window: { from, until: now },
      timeZone,
      organizations,
      isPublic: false,
    });
    return say(digestMessage(words, { ...input, isLong: false }, { changes: 'as many as fit' }).message);
  },
});
