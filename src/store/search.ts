import MiniSearch from 'minisearch';
import { parseSystemNumber, systemNumber } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import type { Database } from './connection.ts';

interface Entry {
  id: number;
  name: string;
  organization: string;
  more: string;
}

const PAGE = 500;
const terms = /[\s,.;:!?()[\]{}"'’“”«»/\\_–—-]+/u;

/**
 * An index of all systems in memory, brought up to date from the history before each search, so that what another
 * process wrote is found too. Typing errors are forgiven, accents and case ignored.
 */
export function search(db: Database) {
  const index = new MiniSearch<Entry>({
    fields: ['name', 'organization', 'more'],
    tokenize: (text) => fold(text).split(terms).filter(Boolean),
    processTerm: (term) => term,
    searchOptions: {
      boost: { name: 5, organization: 2 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 7 ? 2 : term.length > 3 ? 1 : false),
      weights: { fuzzy: 0.3, prefix: 0.6 },
    },
  });
  let seen = 0;
  let updating = Promise.resolve();

  async function addAll(ids: number[]): Promise<void> {
    const rows = await db.system.findMany({ where: { id: { in: ids } }, include: { organization: true } });
    for (const row of rows) {
      const o = row.organization;
      const entry: Entry = {
        id: row.id,
        name: [row.nameEn, row.nameFr, systemNumber(row.id)].join(' '),
        organization: [o.acronym, o.nameEn, o.nameFr, ...(o.aliases as string[])].join(' '),
        more: [row.descriptionEn, row.descriptionFr, row.vendor, row.purpose].filter(Boolean).join(' '),
      };
      if (index.has(entry.id)) index.replace(entry);
      else index.add(entry);
    }
  }

  async function catchUp(): Promise<void> {
    while (true) {
      const rows = await db.change.findMany({
        where: { id: { gt: seen } },
        orderBy: { id: 'asc' },
        take: PAGE,
        select: { id: true, systemId: true },
      });
      if (rows.length === 0) return;
      await addAll([...new Set(rows.map(({ systemId }) => systemId))]);
      seen = rows.at(-1)!.id;
      if (rows.length < PAGE) return;
      await new Promise(setImmediate);
    }
  }

  /** One look at a time; who comes meanwhile waits for a look that began after they came. */
  const upToDate = (): Promise<void> => {
    updating = updating.then(catchUp, catchUp);
    return updating;
  };

  return {
    upToDate,

    /** The numbers of the best matches first, and how many there are: all words if any system has them, else some. */
    async find(query: string, limit: number): Promise<{ numbers: number[]; total: number }> {
      await upToDate();
      const number = parseSystemNumber(query);
      if (number !== null && index.has(number)) return { numbers: [number], total: 1 };
      const all = index.search(query, { combineWith: 'AND' });
      const found = all.length > 0 ? all : index.search(query, { combineWith: 'OR' });
      return { numbers: found.slice(0, limit).map(({ id }) => id as number), total: found.length };
    },
  };
}
