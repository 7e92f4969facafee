import type { Instant } from '../domain/day.ts';
import { isReachable, type Language, type Member, type Person, type Settings } from '../domain/person.ts';
import type { Database, Transaction } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { allColumns, type Read } from './reading.ts';
import { toDate, toInstant, toJson, toPerson } from './records.ts';

/** Those who can be told things and answer for a system. */
export const REACHABLE = { active: true, guest: false, blocked: false };
/** Those who can't. */
export const AWAY = { OR: [{ active: false }, { guest: true }, { blocked: true }] };

/** What these people are to be told is to be looked at again, today too. */
export const touch = (tx: Transaction, people: readonly (string | null)[]): Promise<unknown> =>
  tx.person.updateMany({
    where: { id: { in: people.filter((id) => id !== null) } },
    data: { touched: { increment: 1 } },
  });

const WITH_LEADS = [
  `SELECT ${allColumns('Person', 'p')}, l."organizationId" AS "led" FROM "Person" p LEFT JOIN "Lead" l ON l."personId" = p."id"
          WHERE p."id" = $1 ORDER BY l."organizationId"`,
];

export function people(db: Database, read: Read) {
  /** Keeps since when somebody can't be reached. */
  async function noteAway(id: string, at: Instant): Promise<void> {
    await db.person.updateMany({ where: { id, awaySince: null, ...AWAY }, data: { awaySince: toDate(at) } });
    await db.person.updateMany({
      where: { id, awaySince: { not: null }, ...REACHABLE },
      data: { awaySince: null },
    });
  }

  async function refresh(id: string, known: object, at: Instant): Promise<void> {
    await db.person.updateMany({ where: { id }, data: known });
    await noteAway(id, at);
  }

  return {
    /** A person as last fetched from Slack, when that was, and the organizations that they lead. */
    async get(id: string): Promise<{ person: Person; fetchedAt: Instant; leads: number[] } | null> {
      const [rows] = await read.of<[Prisma.PersonModel & { led: number | null }]>(WITH_LEADS, id);
      const row = rows[0];
      if (!row) return null;
      const leads = rows.map(({ led }) => led).filter((led) => led !== null);
      return { person: toPerson(row), fetchedAt: toInstant(row.fetchedAt), leads };
    },

    /** Keeps what Slack tells of a member; what they chose for themselves stays. */
    async save(
      { id, name, language, timeZone, active, guest, email }: Member & { email?: string | null },
      fetchedAt: Instant,
    ): Promise<Person> {
      const told = { id, name, language, timeZone, active, guest, ...(email !== undefined && { email }) };
      const data = { ...told, fetchedAt: toDate(fetchedAt) };
      const row = await db.person.upsert({ where: { id }, create: data, update: data });
      const person = toPerson(row);
      if (isReachable(person) !== (row.awaySince === null)) await noteAway(id, fetchedAt);
      return person;
    },

    /** What somebody chose for themselves; null for the language: the one of their Slack. */
    async choose(
      id: string,
      { language, ...settings }: Settings & { language: Language | null },
    ): Promise<void> {
      const { weekdays, ...rest } = settings;
      const data = { chosenLanguage: language, weekdays: toJson(weekdays), ...rest };
      const touched = { increment: 1 };
      await db.person.update({ where: { id }, data: { ...data, touched } });
    },

    /** The language that somebody chose; null where Slack's holds. */
    async chosenLanguage(id: string): Promise<Language | null> {
      const row = await db.person.findUnique({ where: { id }, select: { chosenLanguage: true } });
      return (row?.chosenLanguage ?? null) as Language | null;
    },

    async emails(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = await db.person.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, email: true },
      });
      return new Map(rows.flatMap(({ id, email }) => (email ? [[id, email] as const] : [])));
    },

    async names(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = await db.person.findMany({ where: { id: { in: [...new Set(ids)] } } });
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    /** What Slack said of somebody we know already; somebody we don't know stays unknown. */
    async refresh(
      { id, ...known }: Pick<Member, 'id'> & Partial<Member & Pick<Person, 'blocked'>>,
      at: Instant,
    ): Promise<void> {
      await refresh(id, known, at);
    },

    /** What Slack said of many: those whom we know and of whom it says something new are kept anew. */
    async refreshMany(
      members: readonly (Omit<Member, 'language'> & Partial<Member>)[],
      at: Instant,
    ): Promise<void> {
      const rows = await db.person.findMany({ where: { id: { in: members.map(({ id }) => id) } } });
      const known = new Map(rows.map((row) => [row.id, row]));
      for (const { id, ...member } of members) {
        const row = known.get(id);
        const isNew = Object.entries(member).some(
          ([key, value]) => row && row[key as keyof typeof row] !== value,
        );
        if (row && isNew) await refresh(id, member, at);
      }
    },

    /** The ids of active people we knew before `before` who are not among `present`. */
    async missing(present: ReadonlySet<string>, before: Instant): Promise<string[]> {
      const where = { active: true, fetchedAt: { lt: toDate(before) } };
      const rows = await db.person.findMany({ where, select: { id: true } });
      return rows.map(({ id }) => id).filter((id) => !present.has(id));
    },

    /** By organization, the ids of those who answer for it and can be reached. */
    async allLeads(): Promise<Map<number, string[]>> {
      const rows = await db.lead.findMany({ where: { person: REACHABLE }, orderBy: { personId: 'asc' } });
      const leads = new Map<number, string[]>();
      for (const { organizationId, personId } of rows)
        leads.set(organizationId, [...(leads.get(organizationId) ?? []), personId]);
      return leads;
    },

    /** The people who answer for an organization, those who left aside. */
    async leadsOf(organizationId: number): Promise<Person[]> {
      const where = { organizationId, person: REACHABLE };
      const rows = await db.lead.findMany({ where, include: { person: true }, orderBy: { personId: 'asc' } });
      return rows.map(({ person }) => toPerson(person));
    },

    async removeLead(organizationId: number, personId: string): Promise<boolean> {
      return (await db.lead.deleteMany({ where: { organizationId, personId } })).count > 0;
    },

    async addLead(organizationId: number, personId: string): Promise<void> {
      const where = { organizationId_personId: { organizationId, personId } };
      await db.$transaction(async (tx) => {
        await tx.lead.upsert({ where, create: { organizationId, personId }, update: {} });
        await touch(tx, [personId]);
      });
    },
  };
}
