import { z } from 'zod';
import { askedSystem } from '../src/asked.ts';
import { type Answer, type Context, defineCommand, rest } from '../src/command.ts';
import { systemNumber } from '../src/domain/system.ts';
import { askedMember, personId } from '../src/members.ts';
import { Problem } from '../src/problem.ts';
import type { HistoryFilter } from '../src/store/history.ts';
import type { Act } from '../src/views/blocks.ts';
import { historyPage } from '../src/views/history.ts';
import { peopleIn } from '../src/views/values.ts';
import { dayBack, startOf } from '../src/when.ts';

const PAGE = 15;
const FROM = /(?:^|\s)from:(\d+)$/;

export const history = defineCommand({
  name: 'history',
  nameFr: 'historique',
  group: 'look',
  summary: 'history.summary',
  usage: { en: 'AI-0042 | @user | MTO [since]', fr: 'AI-0042 | @personne | MTO [depuis]' },
  args: z.object({ whose: rest, since: rest }),
  async run({ args, ...context }) {
    const from = FROM.exec(args.since)?.[1];
    const since = args.since.replace(FROM, '').trim();
    const asked = await askedHistory(context, args.whose, since);
    return page(context, asked, { line: `history ${args.whose} ${since}`.trim(), from });
  },
});

interface Asked {
  filter: HistoryFilter;
  heading: string;
  withSystem: boolean;
  acts: Act[];
}

/** Of a person, an organization or a system, since a day. */
async function askedHistory(context: Context, whose: string, typed: string): Promise<Asked> {
  const { store, words, today } = context;
  const day = typed === '' ? null : dayBack(typed, today);
  if (typed !== '' && !day) throw unknownSince(context, whose, typed);
  const since = day ? { since: startOf(day, context) } : {};
  const about = (what: string) =>
    day ? words.t('history.since', { what, day: words.day(day) }) : words.t('history.title', { what });
  const organization = whose === '' ? null : await store.organizations.called(whose);
  if (!organization && (await personId(context, whose))) {
    const { id, name } = await askedMember(context, whose).catch((error: unknown) =>
      left(context, whose, error),
    );
    return { filter: { by: id, ...since }, heading: about(name), withSystem: true, acts: [] };
  }
  if (organization) {
    const ids = await store.organizations.withPredecessors(organization.id);
    const filter = { organizations: ids, ...since };
    return { filter, heading: about(organization.acronym), withSystem: true, acts: [] };
  }
  const system = await askedSystem(context, whose, (n) => `history ${n} ${typed}`.trim(), {
    forwards: false,
  });
  const number = systemNumber(system.number);
  return {
    filter: { systems: [system.number, ...(await store.systems.mergedInto(system.number))], ...since },
    heading: about(`${number} ${system.nameEn}`),
    withSystem: false,
    acts: [{ label: words.t('do.openNumber', { number }), line: `show ${number}` }],
  };
}

/** The history of somebody who left is still theirs. */
async function left(context: Context, whose: string, error: unknown): Promise<{ id: string; name: string }> {
  const id = await personId(context, whose);
  const person = id ? await context.people.find(id) : null;
  if (!person) throw error;
  return person;
}

const unknownSince = ({ words }: Context, whose: string, given: string): Problem =>
  new Problem('unknownSince', { given }, [
    { label: words.t('history.week'), line: `history ${whose} week` },
    { label: words.t('history.month'), line: `history ${whose} month` },
    { label: words.t('history.all'), line: `history ${whose}` },
  ]);

async function page(
  context: Context,
  { filter, heading, withSystem, acts }: Asked,
  { line, from }: { line: string; from: string | undefined },
): Promise<Answer> {
  const { store, words, timeZone } = context;
  const { items, next } = await store.history.page(filter, {
    limit: PAGE,
    ...(from && { from: Number(from) }),
  });
  const names = await store.names(peopleIn(items));
  const turns: Act[] = [
    ...(from ? [{ label: words.t('do.newest'), line }] : []),
    ...(next ? [{ label: words.t('do.older'), line: `${line} from:${next}` }] : []),
    ...acts,
  ];
  const message = historyPage(words, heading, items, names, { timeZone, withSystem, acts: turns });
  return { kind: 'message', message, replaces: from !== undefined };
}
