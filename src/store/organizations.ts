import { isCalled, type Organization } from '../domain/organization.ts';
import { fold } from '../domain/text.ts';
import type { Database } from './connection.ts';
import { toJson, toOrganization } from './records.ts';

/** More than a government has; the list is small enough to be read whole. */
const ALL = 2000;

export function organizations(db: Database) {
  const all = async (): Promise<Organization[]> =>
    (await db.organization.findMany({ orderBy: { nameFold: 'asc' }, take: ALL })).map(toOrganization);

  return {
    all,

    async get(id: number): Promise<Organization | null> {
      const row = await db.organization.findUnique({ where: { id } });
      return row && toOrganization(row);
    },

    /** The one that somebody calls by its acronym, name or alias, in either language. */
    async called(typed: string): Promise<Organization | null> {
      return (await all()).find((organization) => isCalled(organization, typed)) ?? null;
    },

    /** Those whose acronym, names or aliases hold every word of the query; all of them for none. */
    async search(query: string, limit: number): Promise<Organization[]> {
      const words = fold(query).split(' ').filter(Boolean);
      const hay = (o: Organization) => fold([o.acronym, o.nameEn, o.nameFr, ...o.aliases].join(' '));
      return (await all()).filter((o) => words.every((word) => hay(o).includes(word))).slice(0, limit);
    },

    /** Adds organizations that are not there yet, by acronym; those that are stay as an administrator left them. */
    async seed(organizations: readonly Omit<Organization, 'id'>[]): Promise<void> {
      const known = new Set(
        (await db.organization.findMany({ select: { acronym: true } })).map((o) => o.acronym),
      );
      const missing = organizations.filter((o) => !known.has(o.acronym));
      if (missing.length === 0) return;
      await db.organization.createMany({
        data: missing.map(({ acronym, nameEn, nameFr, aliases }) => ({
          acronym,
          nameEn,
          nameFr,
          aliases: toJson(aliases),
          nameFold: fold(nameEn),
        })),
      });
    },
  };
}
