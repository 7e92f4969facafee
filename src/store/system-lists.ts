import type { Day } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import type { Lifecycle, System, Tier } from '../domain/system.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { allColumns, listed, type Read, type Value } from './reading.ts';
import { toOrganization, toSystem } from './records.ts';

export interface SystemFilter {
  organizations?: number[];
  tiers?: Tier[];
  lifecycles?: Lifecycle[];
  /** Only systems with a review that was due before this day. */
  overdueOn?: Day;
  /** Only systems that this person owns or backs up. */
  of?: string;
  /** Only systems whose owner can't be reached. */
  orphans?: true;
  /** Only records of which something is still unknown. */
  incomplete?: true;
  /** Retired systems too. */
  all?: true;
}

/** One line of a list. */
export interface SystemLine {
  system: System;
  acronym: string;
  overdue: number;
}

/** Nobody reads further; counting all of a large registry would hold everybody up. */
export const COUNTED = 1000;

/** A page of a list, and where the next one begins. */
export interface Page<T> {
  items: T[];
  total: number;
  /** Whether `total` is all of it; false where counting stopped. */
  counted: boolean;
  next: number | null;
}

/** Systems `s` whose owner can't be reached. */
export const ORPHANED = `s."ownerId" IN (SELECT p."id" FROM "Person" p WHERE NOT p."active" OR p."guest" OR p."blocked")`;

/** Collects the values of a statement as it is written, and gives the words that stand for them. */
function parameters(...values: Value[]) {
  return {
    values,
    one: (value: Value): string => `$${values.push(value)}`,
    list: (list: readonly Value[]): string => {
      const words = listed(list, values.length + 1);
      values.push(...list);
      return words;
    },
  };
}
type Parameters = ReturnType<typeof parameters>;

/** What a filter says of systems `s`. */
function conditionsOf(filter: SystemFilter, { one, list }: Parameters): string {
  const { organizations, tiers, lifecycles, overdueOn, of, orphans, incomplete, all } = filter;
  const conditions = [
    organizations && `s."organizationId" IN (${list(organizations)})`,
    tiers && `s."tier" IN (${list(tiers)})`,
    lifecycles ? `s."lifecycle" IN (${list(lifecycles)})` : !all && `s."lifecycle" <> 'retired'`,
    // By the key that only open ones have: by their states all that is overdue anywhere would be read.
    overdueOn &&
      `EXISTS (SELECT 1 FROM "Assessment" a WHERE a."systemId" = s."id" AND a."openKey" IS NOT NULL AND a."dueOn" < ${one(overdueOn.toString())})`,
    of && `s."id" IN (${ownOf(one(of), one(of))})`,
    orphans && ORPHANED,
    incomplete && `s."complete" = FALSE`,
  ].filter(Boolean);
  return conditions.join(' AND ') || 'TRUE';
}

/** The ids of the systems that somebody owns or backs up: two look-ups by index, where one with OR would scan. */
export const ownOf = (owner: string, backup: string): string =>
  `SELECT "id" FROM "System" WHERE "ownerId" = ${owner} UNION SELECT "id" FROM "System" WHERE "backupId" = ${backup}`;

/** More systems than anybody answers for. */
const MOST = 10_000;

/** The numbers of the systems that somebody owns or backs up, those that are retired aside. */
export async function systemsOf(read: Read, person: string): Promise<number[]> {
  const of = (column: string) =>
    `SELECT "id" FROM "System" WHERE "${column}" = $1 AND "lifecycle" <> 'retired'`;
  const rows = await read<{ id: number }>(
    `${of('ownerId')} UNION ${of('backupId')} ORDER BY 1 LIMIT ${MOST}`,
    person,
  );
  return rows.map(({ id }) => id);
}

type Start = Pick<Prisma.SystemModel, 'id' | 'nameFold'>;
const START = 'SELECT "id", "nameFold" FROM "System" WHERE "id" = $1';

type LineRow = Prisma.SystemModel & { acronym: string; overdue: number };

/** Lines of systems `s`; the first parameter is today. */
const LINES = `SELECT ${allColumns('System', 's')},
  (SELECT COUNT(*) FROM "Assessment" a WHERE a."systemId" = s."id" AND a."openKey" IS NOT NULL AND a."dueOn" < $1) AS "overdue",
  (SELECT o."acronym" FROM "Organization" o WHERE o."id" = s."organizationId") AS "acronym"
  FROM "System" s`;

const toLine = (row: LineRow): SystemLine => ({
  system: toSystem(row),
  acronym: row.acronym,
  overdue: row.overdue,
});

export function systemLists(read: Read) {
  return {
    /** Systems by name, from the one numbered `from` on: paged by key, never by offset. */
    async list(
      filter: SystemFilter,
      { from, limit, today }: { from?: number; limit: number; today: Day },
    ): Promise<Page<SystemLine>> {
      const counted = parameters();
      const all = `SELECT COUNT(*) AS "total" FROM (SELECT 1 FROM "System" s WHERE ${conditionsOf(filter, counted)} LIMIT ${COUNTED}) counted`;
      const paged = parameters(today.toString());
      // The ids first: what is sorted stays small.
      const conditions = conditionsOf(filter, paged);
      const [start] = from === undefined ? [] : await read<Start>(START, from);
      const onwards = start
        ? ` AND (s."nameFold", s."id") >= (${paged.one(start.nameFold)}, ${paged.one(start.id)})`
        : '';
      const page = `${LINES} WHERE s."id" IN (SELECT s."id" FROM "System" s WHERE ${conditions}${onwards}
        ORDER BY s."nameFold", s."id" LIMIT ${limit + 1}) ORDER BY s."nameFold", s."id"`;
      const [[count], rows] = await Promise.all([
        read<{ total: number }>(all, ...counted.values),
        read<LineRow>(page, ...paged.values),
      ]);
      const total = count?.total ?? 0;
      return {
        total,
        counted: total < COUNTED,
        next: rows[limit]?.id ?? null,
        items: rows.slice(0, limit).map(toLine),
      };
    },

    /** All systems that fit, by number, a page at a time, with their organizations. */
    async *each(
      filter: SystemFilter,
      size: number,
    ): AsyncGenerator<{ system: System; organization: Organization }[]> {
      let last = 0;
      while (true) {
        const asked = parameters();
        const page = await read<Prisma.SystemModel>(
          `SELECT ${allColumns('System', 's')} FROM "System" s WHERE ${conditionsOf(filter, asked)} AND s."id" > ${asked.one(last)} ORDER BY s."id" LIMIT ${size}`,
          ...asked.values,
        );
        const ids = [...new Set(page.map(({ organizationId }) => organizationId))];
        const rows = await read<Prisma.OrganizationModel>(
          `SELECT ${allColumns('Organization')} FROM "Organization" WHERE "id" IN (${listed(ids)})`,
          ...ids,
        );
        const organizations = new Map(rows.map((row) => [row.id, toOrganization(row)]));
        if (page.length > 0)
          yield page.map((row) => ({
            system: toSystem(row),
            organization: organizations.get(row.organizationId)!,
          }));
        last = page.at(-1)?.id ?? last;
        if (page.length < size) return;
      }
    },

    /** The lines of these systems, in this order. */
    async lines(numbers: readonly number[], today: Day): Promise<SystemLine[]> {
      const rows = await read<LineRow>(
        `${LINES} WHERE s."id" IN (${listed(numbers, 2)})`,
        today.toString(),
        ...numbers,
      );
      const byId = new Map(rows.map((row) => [row.id, toLine(row)]));
      return numbers.flatMap((number) => byId.get(number) ?? []);
    },
  };
}
