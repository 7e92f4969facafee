import { z } from 'zod';
import { type Context, defineCommand, rest } from '../src/command.ts';
import { namesOf } from '../src/domain/organization.ts';
import { LIFECYCLES, TIERS } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { nearest } from '../src/nearest.ts';
import { Problem } from '../src/problem.ts';
import type { SystemFilter } from '../src/store/systems.ts';
import type { Act } from '../src/views/blocks.ts';
import { emptyList, systemList } from '../src/views/list.ts';
import { inBothLanguages } from '../src/words/words.ts';

const PAGE = 10;
/** The next page's button repeats the line with the number of the system that the page begins with. */
const FROM = /(?:^|\s)from:(\d+)$/;

export const list = defineCommand({
  name: 'list',
  nameFr: 'liste',
  summary: 'list.summary',
  usage: {
    en: '[ministry] [tier] [lifecycle] [overdue] [mine]',
    fr: '[ministère] [niveau] [état] [retard] [miens]',
  },
  args: z.object({ filters: rest }),
  async run({ args, ...context }) {
    const { store, words, today } = context;
    const from = FROM.exec(args.filters)?.[1];
    const typed = args.filters.replace(FROM, '').trim();
    const { filter, labels } = understood(typed, await vocabulary(context), context);
    const page = await store.systems.list(filter, {
      from: from ? Number(from) : undefined,
      limit: PAGE,
      today,
    });
    const filters = words.join(labels);
    if (page.total === 0)
      return { kind: 'message', message: emptyList(words, nothing(words, filters), startOver(words, typed)) };
    const heading = filters
      ? words.t('list.filtered', { count: page.total, filters })
      : words.t('list.all', { count: page.total });
    const acts: Act[] = [
      ...(from ? [{ label: words.t('do.first'), line: `list ${typed}`.trim() }] : []),
      ...(page.next
        ? [{ label: words.t('do.next'), line: `list ${typed} from:${page.next}`.replace(/ +/g, ' ') }]
        : []),
    ];
    return {
      kind: 'message',
      message: systemList(words, heading, page.items, acts),
      replaces: from !== undefined,
    };
  },
});

const nothing = (words: Context['words'], filters: string): string =>
  filters ? words.t('list.noneFiltered', { filters }) : words.t('list.none');

const startOver = (words: Context['words'], typed: string): Act[] => [
  { label: words.t('do.register'), line: 'register' },
  ...(typed ? [{ label: words.t('do.browse'), line: 'list' }] : []),
];

/** One filter that can be typed, folded, and what it means. */
interface Word {
  typed: string;
  /** As it is written, for offers. */
  written: string;
  label: string;
  adds: SystemFilter;
}

/** All that may be typed, in both languages; the longest first, so that a name of several words is one filter. */
async function vocabulary({ store, words, caller, today }: Context): Promise<Word[]> {
  const vocab: Word[] = [];
  const add = (typed: readonly string[], label: string, adds: SystemFilter) =>
    vocab.push(...typed.map((text) => ({ typed: fold(text), written: text, label, adds })));
  for (const tier of TIERS) {
    const arabic = TIERS.indexOf(tier);
    const roman =
      tier === 'untiered'
        ? []
        : [`tier ${tier}`, `niveau ${tier}`, `tier ${arabic}`, `tier${arabic}`, `niveau ${arabic}`];
    add([...inBothLanguages(`tier.${tier}`), ...roman, tier], words.t(`tier.${tier}`), { tiers: [tier] });
  }
  for (const lifecycle of LIFECYCLES) {
    add([...inBothLanguages(`lifecycle.${lifecycle}`), lifecycle], words.t(`lifecycle.${lifecycle}`), {
      lifecycles: [lifecycle],
    });
  }
  add(['pilote'], words.t('lifecycle.pilot'), { lifecycles: ['pilot'] });
  add(['overdue', 'late', 'retard', 'en retard'], words.t('list.filter.overdue'), { overdueOn: today });
  add(['mine', 'my', 'miens', 'mes', 'les miens'], words.t('list.filter.mine'), { of: caller.id });
  for (const o of await store.organizations.all()) add(namesOf(o), o.acronym, { organizations: [o.id] });
  return vocab.sort((a, b) => b.typed.length - a.typed.length);
}

/** Two filters of one kind mean either; of different kinds, both. */
function add(filter: SystemFilter, more: SystemFilter): void {
  const { organizations, tiers, lifecycles, ...rest } = more;
  Object.assign(filter, rest);
  if (organizations) filter.organizations = [...(filter.organizations ?? []), ...organizations];
  if (tiers) filter.tiers = [...(filter.tiers ?? []), ...tiers];
  if (lifecycles) filter.lifecycles = [...(filter.lifecycles ?? []), ...lifecycles];
}

/** Reads filters from left to right, in any order; what is not understood is a Problem with the nearest right line. */
function understood(
  typed: string,
  vocab: readonly Word[],
  { words }: Context,
): { filter: SystemFilter; labels: string[] } {
  const filter: SystemFilter = {};
  const labels: string[] = [];
  let left = fold(typed.replace(/[,;]/g, ' '));
  while (left !== '') {
    const word = vocab.find((w) => left === w.typed || left.startsWith(`${w.typed} `));
    if (!word) throw unknown(left, typed, labels, vocab, words);
    add(filter, word.adds);
    if (!labels.includes(word.label)) labels.push(word.label);
    left = left.slice(word.typed.length).trim();
  }
  return { filter, labels };
}

function unknown(
  left: string,
  typed: string,
  labels: readonly string[],
  vocab: readonly Word[],
  words: Context['words'],
): Problem {
  const given = left.split(' ')[0]!;
  const written = new Map(vocab.map((w) => [fold(w.written), w.written]));
  const candidates = [...written.values()];
  const meant = [...new Set([...nearest(left, candidates, 2), ...nearest(given, candidates, 3)])].slice(0, 3);
  const before = fold(typed.replace(/[,;]/g, ' ')).slice(0, -left.length).trim();
  const offers = meant.map((name) => ({ label: name, line: `list ${before} ${name}`.replace(/ +/g, ' ') }));
  const browse = { label: words.t('do.browse'), line: 'list' };
  const key = labels.length > 0 ? 'unknownFilter' : 'unknownFilterOnly';
  return new Problem(key, { given, understood: words.join(labels) }, [...offers, browse]);
}
