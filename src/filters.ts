import type { Context } from './command.ts';
import { namesOf, type Organization } from './domain/organization.ts';
import { LIFECYCLES, TIERS } from './domain/system.ts';
import { fold } from './domain/text.ts';
import { nearest } from './nearest.ts';
import { Problem, type ProblemKey } from './problem.ts';
import type { SystemFilter } from './store/system-lists.ts';
import { inBothLanguages } from './words/words.ts';

// Filters as people type them: in any order, in both languages, names of several words among them.

/** One filter that can be typed, folded, and what it means. */
export interface Word<Filter> {
  typed: string;
  /** As it is written, for offers. */
  written: string;
  label: string;
  adds: Filter;
}

/** Adds words that mean the same to a vocabulary. */
export const adding =
  <Filter>(vocabulary: Word<Filter>[]) =>
  (typed: readonly string[], label: string, adds: Filter): void => {
    vocabulary.push(...typed.map((text) => ({ typed: fold(text), written: text, label, adds })));
  };

/** Acronyms, names and aliases of all organizations; those that ended lead to their successors. */
export async function organizationWords<Filter>(
  { store }: Context,
  filterOf: (id: number) => Filter,
): Promise<Word<Filter>[]> {
  const vocabulary: Word<Filter>[] = [];
  const add = adding(vocabulary);
  const all = await store.organizations.all();
  const byId = new Map(all.map((o) => [o.id, o]));
  const successor = (o: Organization, steps = all.length): Organization => {
    const next = o.successorId === null ? undefined : byId.get(o.successorId);
    return next && steps > 0 ? successor(next, steps - 1) : o;
  };
  const livingFirst = all.sort((a, b) => Number(a.endedOn !== null) - Number(b.endedOn !== null));
  for (const o of livingFirst) add(namesOf(o), successor(o).acronym, filterOf(successor(o).id));
  return vocabulary;
}

/** All that may be typed to choose systems. */
export async function systemWords(context: Context): Promise<Word<SystemFilter>[]> {
  const { words, caller, today } = context;
  const vocabulary = await organizationWords<SystemFilter>(context, (id) => ({ organizations: [id] }));
  const add = adding(vocabulary);
  for (const tier of TIERS) {
    const arabic = TIERS.indexOf(tier);
    const roman =
      tier === 'untiered'
        ? []
        : [`tier ${tier}`, `niveau ${tier}`, `tier ${arabic}`, `tier${arabic}`, `niveau ${arabic}`];
    add([...inBothLanguages(`tier.${tier}`), ...roman, tier], words.t(`tier.${tier}`), { tiers: [tier] });
  }
  for (const lifecycle of LIFECYCLES) {
    const names = inBothLanguages(`lifecycle.${lifecycle}`);
    const plurals = names.flatMap((name) => [`${name}s`, `${name}e`, `${name}es`]);
    add([...names, lifecycle, ...plurals], words.t(`lifecycle.${lifecycle}`), {
      lifecycles: [lifecycle],
    });
  }
  add(['pilote'], words.t('lifecycle.pilot'), { lifecycles: ['pilot'] });
  add(['overdue', 'late', 'retard', 'en retard'], words.t('list.filter.overdue'), { overdueOn: today });
  add(['mine', 'my', 'miens', 'mes', 'les miens'], words.t('list.filter.mine'), { of: caller.id });
  add(['all', 'tous', 'tout'], words.t('list.filter.all'), { all: true });
  add(['orphans', 'orphan', 'orphelins', 'orphelin'], words.t('list.filter.orphans'), { orphans: true });
  add(['incomplete', 'incomplets', 'incomplet'], words.t('list.filter.incomplete'), { incomplete: true });
  return vocabulary;
}

/** Two filters of one kind mean either; of different kinds, both. */
export function together<Filter extends object>(filters: readonly Filter[]): Filter {
  const all: Record<string, unknown> = {};
  for (const filter of filters) {
    for (const [key, value] of Object.entries(filter)) {
      const before = all[key];
      all[key] = Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value;
    }
  }
  return all as Filter;
}

/** How a line with filters is read, and what is said of what was not understood. */
interface Reading<Filter> {
  vocabulary: readonly Word<Filter>[];
  /** The line that offers repeat with a right filter. */
  command: string;
  problem: { some: ProblemKey; none: ProblemKey };
}

const readable = (typed: string): string => fold(typed.replace(/[,;]/g, ' '));

/** Reads filters from left to right; what is not understood is a Problem with the nearest right line. */
export function understood<Filter extends object>(
  typed: string,
  reading: Reading<Filter>,
  { words }: Context,
): { filter: Filter; labels: string[] } {
  const longestFirst = [...reading.vocabulary].sort((a, b) => b.typed.length - a.typed.length);
  const found: Filter[] = [];
  const labels: string[] = [];
  let left = readable(typed);
  while (left !== '') {
    const word = longestFirst.find((w) => left === w.typed || left.startsWith(`${w.typed} `));
    if (!word) throw unknown(left, typed, labels, reading, words);
    found.push(word.adds);
    if (!labels.includes(word.label)) labels.push(word.label);
    left = left.slice(word.typed.length).trim();
  }
  return { filter: together(found), labels };
}

function unknown<Filter>(
  left: string,
  typed: string,
  labels: readonly string[],
  { vocabulary, command, problem }: Reading<Filter>,
  words: Context['words'],
): Problem {
  const given = left.split(' ')[0]!;
  const written = new Map(vocabulary.map((w) => [fold(w.written), w.written]));
  const candidates = [...written.values()];
  const meant = [...new Set([...nearest(left, candidates, 2), ...nearest(given, candidates, 3)])].slice(0, 3);
  const before = readable(typed).slice(0, -left.length).trim();
  const offers = meant.map((name) => ({
    label: name,
    line: `${command} ${before} ${name}`.replace(/ +/g, ' '),
  }));
  const browse = { label: words.t(command === 'list' ? 'do.browse' : 'do.all'), line: command };
  const key = labels.length > 0 ? problem.some : problem.none;
  return new Problem(key, { given, understood: words.join(labels) }, [...offers, browse]);
}

/** The systems that a line of `list`, or of `export`, asks for. */
export const askedSystems = async (context: Context, typed: string, command: string) =>
  understood(
    typed,
    {
      // Most lists are of everything.
      vocabulary: typed === '' ? [] : await systemWords(context),
      command,
      problem: { some: 'unknownFilter', none: 'unknownFilterOnly' },
    },
    context,
  );
