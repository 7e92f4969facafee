import MiniSearch from 'minisearch';
import { areAlike, likeness, tellingWords } from '../domain/likeness.ts';
import { parseSystemNumber, systemNumber } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import type { Database } from './connection.ts';

interface Entry {
  id: number;
  name: string;
  /** The name by which likenesses are told; none for systems that are retired. */
  title: string;
  organization: string;
  more: string;
}

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

/**
 * An index of all systems in memory, brought up to date from the history before each search, so that what another
 * process wrote is found too. Typing errors are forgiven, accents and case ignored.
 */
export function search(db: Database) {
  const index = new MiniSearch<Entry>({
    fields: ['name', 'organization', 'more'],
    storeFields: ['title'],
    tokenize: (text) => fold(text).split(terms).filter(Boolean),
    processTerm: (term) => term,
    searchOptions: {
      boost: { name: 5, organization: 2 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 5 ? 2 : term.length > 3 ? 1 : false),
      weights: { fuzzy: 0.3, prefix: 0.6 },
    },
  });
  /** The newest change that the index knows; null before it was filled. */
  let seen: number | null = null;
  let updating = Promise.resolve();

  async function addAll(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const names = await organizationNames();
    const rows = await db.system.findMany({ where: { id: { in: ids } }, select: INDEXED });
    for (const row of rows) {
      const entry: Entry = {
        id: row.id,
        name: [row.nameEn, row.nameFr, systemNumber(row.id)].join(' '),
        title: row.lifecycle === 'retired' ? '' : row.nameEn,
        organization: names.get(row.organizationId) ?? '',
        more: [row.descriptionEn, row.descriptionFr, row.vendor, row.purpose].filter(Boolean).join(' '),
      };
      if (index.has(entry.id)) index.replace(entry);
      else index.add(entry);
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
      const wanted = [...tellingWords(name)].slice(0, QUERY.words).join(' ');
      if (wanted === '') return [];
      return index
        .search(wanted, { fields: ['name'], combineWith: 'OR', prefix: false })
        .slice(0, NEAR)
        .filter(({ title }) => areAlike(name, String(title)))
        .sort((a, b) => likeness(name, String(b.title)) - likeness(name, String(a.title)))
        .slice(0, limit)
        .map(({ id }) => id as number);
    },

    /** The numbers of the best matches first, and how many there are: all words if any system has them, else some. */
    async find(query: string, limit: number, from = 0): Promise<{ numbers: number[]; total: number }> {
      await upToDate();
      const number = parseSystemNumber(query);
      if (number !== null && index.has(number)) return { numbers: [number], total: 1 };
      const words = [...new Set(fold(query.slice(0, QUERY.characters)).split(terms).filter(Boolean))];
      const asked = words.slice(0, QUERY.words).join(' ');
      const all = index.search(asked, { combineWith: 'AND' });
      const found = all.length > 0 ? all : index.search(asked, { combineWith: 'OR' });
      return { numbers: found.slice(from, from + limit).map(({ id }) => id as number), total: found.length };
    },
  };
}
