import type { Instant } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import type { Database } from './connection.ts';
import { toDate, toInstant, toPerson } from './records.ts';

export function people(db: Database) {
  return {
    /** A person as last fetched from Slack, and when that was. */
    async get(id: string): Promise<{ person: Person; fetchedAt: Instant } | null> {
      const row = await db.person.findUnique({ where: { id } });
      return row && { person: toPerson(row), fetchedAt: toInstant(row.fetchedAt) };
    },

    async save(person: Person, fetchedAt: Instant): Promise<void> {
      const data = { ...person, fetchedAt: toDate(fetchedAt) };
      await db.person.upsert({ where: { id: person.id }, create: data, update: data });
    },

    /** What Slack said of somebody we know already; somebody we don't know stays unknown. */
    async refresh({ id, ...known }: Pick<Person, 'id'> & Partial<Person>): Promise<void> {
      await db.person.updateMany({ where: { id }, data: known });
    },

    async leads(id: string): Promise<number[]> {
      return (await db.lead.findMany({ where: { personId: id } })).map((lead) => lead.organizationId);
    },

    async addLead(organizationId: number, personId: string): Promise<void> {
      const where = { organizationId_personId: { organizationId, personId } };
      await db.lead.upsert({ where, create: { organizationId, personId }, update: {} });
    },
  };
}
