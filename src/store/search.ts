import { areAlike, likeness, tellingWords } from '../domain/likeness.ts';
import { parseSystemNumber, systemNumber } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import type { Database } from './connection.ts';
import { ranked, type Weight, WordIndex } from './word-index.ts';

const PAGE = 100;
/** As much of a query as is looked for: a paragraph would hold everybody up. */
const QUERY = { characters: 120, words: 8 };
const INDEXED = {
  id: true,
  nameEn: true,
  nameFr: true,
  descriptionEn: true,
  descriptionFr: true,
  vendor: true,
  purpose: true,
  organizationId: true,
  lifecycle: true,
} as const;
const terms = /[\s,.;:!?()[\]{}"'’“”«»/\\_–—-]+/u;

/** The nearest names that are looked at one by one. */
const NEAR = 50;

/** How much a word says of a system by where it stands. */
const WEIGHT = { name: 500, organization: 200, more: 100 };
/** A short name is more likely to be what was meant. */
const LENGTH = { usual: 4, part: 0.3 };

const wordsOf = (text: string): string[] => fold(text).split(terms).filter(Boolean);

/** Adds the words of a text to those of a system, each with its weight. */
function weigh(weights: Map<string, Weight>, text: string, of: number, inTitle = false): void {
  const words = wordsOf(text);
  const weight = Math.ceil(of / (1 - LENGTH.part + (LENGTH.part * words.length) / LENGTH.usual));
  for (const word of words) {
    const known = weights.get(word);
    const isTitle = inTitle || known?.inTitle === true;
    weights.set(word, { weight: Math.max(weight, known?.weight ?? 0), inTitle: isTitle });
  }
}

/**
 * An index of all systems in memory, brought up to date from the history before each search, so that what another
 * process wrote is found too. Typing errors are forgiven, accents and case ignored.
 */
export function search(db: Database) {
  const index = new WordIndex();
  /** The names by which likenesses are told: of systems that are not retired. */
  const titles = new Map<number, string>();
  /** The newest change that the index knows; null before it was filled. */
  let seen: number | null = null;
  let updating = Promise.resolve();

  async function addAll(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const organizations = await organizationNames();
    const rows = await db.system.findMany({ where: { id: { in: ids } }, select: INDEXED });
    for (const row of rows) {
      const name = [row.nameEn, row.nameFr, systemNumber(row.id)].join(' ');
      const more = [row.descriptionEn, row.descriptionFr, row.vendor, row.purpose].filter(Boolean).join(' ');
      const organization = organizations.get(row.organizationId) ?? '';
      const weights = new Map<string, Weight>();
      weigh(weights, name, WEIGHT.name);
      weigh(weights, organization, WEIGHT.organization);
      weigh(weights, more, WEIGHT.more);
      const title = row.lifecycle === 'retired' ? '' : row.nameEn;
      weigh(weights, title, WEIGHT.name, true);
      index.set(row.id, weights);
      titles.set(row.id, title);
    }
  }

  async function organizationNames(): Promise<Map<number, string>> {
    const rows = await db.organization.findMany();
    return new Map(
      rows.map((o) => [o.id, [o.acronym, o.nameEn, o.nameFr, ...(o.aliases as string[])].join(' ')]),
    );
  }

  /** All systems once, a page at a time; what changes meanwhile comes with the history. */
  async function fill(): Promise<void> {
    const newest = await db.change.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
    let last = 0;
    while (true) {
      const rows = await db.system.findMany({
        where: { id: { gt: last } },
        orderBy: { id: 'asc' },
        take: PAGE,
        select: { id: true },
      });
      await addAll(rows.map(({ id }) => id));
      last = rows.at(-1)?.id ?? last;
      if (rows.length < PAGE) break;
    }
    seen = newest?.id ?? 0;
  }

  async function catchUp(): Promise<void> {
    if (seen === null) await fill();
    while (true) {
      const rows = await db.change.findMany({
        where: { id: { gt: seen ?? 0 } },
        orderBy: { id: 'asc' },
        take: PAGE,
        select: { id: true, systemId: true },
      });
      await addAll([...new Set(rows.map(({ systemId }) => systemId))]);
      seen = rows.at(-1)?.id ?? seen;
      if (rows.length < PAGE) return;
    }
  }

  /** One look at a time; who comes meanwhile waits for a look that began after they came. */
  const upToDate = (): Promise<void> => {
    updating = updating.then(catchUp, catchUp);
    return updating;
  };

  return {
    upToDate,

    /** The numbers of systems whose name is so like this one that they may be the same, the likest first. */
    async alike(name: string, limit: number): Promise<number[]> {
      await upToDate();
      const wanted = [...tellingWords(name)].slice(0, QUERY.words);
      const titled = (number: number): string => titles.get(number) ?? '';
      return ranked(index.withAny(wanted, { titles: true }), NEAR)
        .filter((number) => areAlike(name, titled(number)))
        .sort((a, b) => likeness(name, titled(b)) - likeness(name, titled(a)))
        .slice(0, limit);
    },

    /**
     * The numbers of the best matches first, and how many there are: systems with all the words, as they stand or begun; if
     * there are none, with typing errors forgiven; if none either, with some of the words.
     */
    async find(query: string, limit: number, from = 0): Promise<{ numbers: number[]; total: number }> {
      await upToDate();
      const number = parseSystemNumber(query);
      if (number !== null && index.has(number)) return { numbers: [number], total: 1 };
      const asked = [...new Set(wordsOf(query.slice(0, QUERY.characters)))].slice(0, QUERY.words);
      let found = index.withAll(asked, { misspelt: false });
      if (found.size === 0) found = index.withAll(asked, { misspelt: true });
      if (found.size === 0) found = index.withAny(asked);
      return { numbers: ranked(found, limit, from), total: found.size };
    },
  };
}
