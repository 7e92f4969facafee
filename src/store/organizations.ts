import type { Json } from '../domain/change.ts';
import { type Day, day, type Instant } from '../domain/day.ts';
import { isSlip } from '../domain/likeness.ts';
import { isCalled, type NewOrganization, type Organization } from '../domain/organization.ts';
import { MAX_NAME } from '../domain/system.ts';
import { fold, pieces } from '../domain/text.ts';
import { type Database, isTaken, type Transaction } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { allColumns, type Read } from './reading.ts';
import { toDate, toInstant, toJson, toOrganization } from './records.ts';
import { changeSystem, living, systemWithin, type Write } from './writing.ts';

/** More than a government has; the list is small enough to be read whole. */
const ALL = 2000;
/** Systems that follow their organization in one transaction: others write in between. */
const STEP = 10;

/** One entry of an organization's own history. */
export interface OrganizationChange {
  id: number;
  organization: number;
  at: Instant;
  by: string;
  kind: 'added' | 'renamed' | 'merged';
  from: Json;
  to: Json;
  effectiveOn: Day;
  done: boolean;
}

export type Named = Pick<Organization, 'acronym' | 'nameEn' | 'nameFr'>;

type ChangeRow = Awaited<ReturnType<Database['organizationChange']['findMany']>>[number];
const toOrganizationChange = (row: ChangeRow): OrganizationChange => ({
  id: row.id,
  organization: row.organizationId,
  at: toInstant(row.at),
  by: row.byId,
  kind: row.kind as OrganizationChange['kind'],
  from: row.from as Json,
  to: row.to as Json,
  effectiveOn: day(row.effectiveOn),
  done: row.doneAt !== null,
});

const columns = ({ acronym, nameEn, nameFr, aliases }: NewOrganization) => ({
  acronym,
  nameEn,
  nameFr,
  aliases: toJson(aliases),
  nameFold: fold(nameEn),
});

export function organizations(db: Database, read: Read) {
  const all = async (): Promise<Organization[]> =>
    (
      await read<Prisma.OrganizationModel>(
        `SELECT ${allColumns('Organization')} FROM "Organization" ORDER BY "nameFold" LIMIT ${ALL}`,
      )
    ).map(toOrganization);

  return {
    all,

    async get(id: number): Promise<Organization | null> {
      const [row] = await read<Prisma.OrganizationModel>(
        `SELECT ${allColumns('Organization')} FROM "Organization" WHERE "id" = $1 LIMIT 1`,
        id,
      );
      return row ? toOrganization(row) : null;
    },

    /** The one that somebody calls by its acronym, name or alias, in either language. */
    async called(typed: string): Promise<Organization | null> {
      const rows = await all();
      const found = rows.filter((organization) => isCalled(organization, typed));
      return found.find(({ endedOn }) => endedOn === null) ?? found[0] ?? null;
    },

    /** An organization and those that were merged into it, by id. */
    async withPredecessors(id: number): Promise<number[]> {
      const rows = await all();
      const found = [id];
      for (let i = 0; i < found.length; i++)
        found.push(
          ...rows.filter((o) => o.successorId === found[i] && !found.includes(o.id)).map((o) => o.id),
        );
      return found;
    },

    /** Those whose acronym, names or aliases hold every word of the query; all of them for none. */
    async search(query: string, limit: number): Promise<Organization[]> {
      const words = fold(query).split(' ').filter(Boolean);
      const hay = (o: Organization) => fold([o.acronym, o.nameEn, o.nameFr, ...o.aliases].join(' '));
      const living = (await all()).filter(({ endedOn }) => !endedOn);
      const found = living.filter((o) => words.every((word) => hay(o).includes(word)));
      const slips = (o: Organization) =>
        words.every((word) =>
          hay(o)
            .split(/[^\p{L}\p{N}]+/u)
            .some((other) => isSlip(word, other)),
        );
      return (found.length > 0 ? found : living.filter(slips)).slice(0, limit);
    },

    /** Adds organizations that are not there yet, by acronym; those that are stay as an administrator left them. */
    async seed(organizations: readonly NewOrganization[]): Promise<void> {
      const missingFrom = (known: readonly Organization[]) =>
        organizations.filter(({ acronym }) => !known.some((o) => isCalled(o, acronym)));
      if (missingFrom(await all()).length === 0) return;
      // Another replica may be starting on the same empty database.
      await db.$transaction(async (tx) => {
        const known = (await tx.organization.findMany()).map(toOrganization);
        await tx.organization.createMany({ data: missingFrom(known).map(columns) });
      });
    },

    /** Adds one; null when another has its acronym. */
    async add(given: NewOrganization, write: Write): Promise<Organization | null> {
      try {
        return await db.$transaction((tx) => addOrganization(tx, given, write));
      } catch (error) {
        if (isTaken(error)) return null;
        throw error;
      }
    },

    /** From `effectiveOn` on it has other names; the old ones stay as aliases. */
    async rename(before: Organization, to: Named, effectiveOn: Day, write: Write): Promise<void> {
      const from = { acronym: before.acronym, nameEn: before.nameEn, nameFr: before.nameFr };
      await db.organizationChange.create({
        data: {
          ...entry(before.id, write, effectiveOn),
          kind: 'renamed',
          from: toJson(from),
          to: toJson(to),
        },
      });
    },

    /** From `effectiveOn` on another organization answers for its systems. */
    async merge(from: Organization, into: Organization, effectiveOn: Day, write: Write): Promise<void> {
      await db.organizationChange.create({
        data: {
          ...entry(from.id, write, effectiveOn),
          kind: 'merged',
          to: toJson({ id: into.id, acronym: into.acronym }),
        },
      });
    },

    /** What is decided and not done yet, whatever its day. */
    async pending(): Promise<OrganizationChange[]> {
      const rows = await db.organizationChange.findMany({
        where: { doneAt: null },
        orderBy: { id: 'asc' },
        take: ALL,
      });
      return rows.map(toOrganizationChange);
    },

    /** The history of an organization, newest first. */
    async historyOf(id: number, limit: number): Promise<OrganizationChange[]> {
      const rows = await db.organizationChange.findMany({
        where: { OR: [{ organizationId: id }, { organization: { successorId: id }, kind: 'merged' }] },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(toOrganizationChange);
    },

    /** Does one step of a change whose day has come; false when nothing of it is left. */
    async carryOut(change: OrganizationChange, write: Write): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const row = await tx.organizationChange.findUniqueOrThrow({ where: { id: change.id } });
        if (row.doneAt) return false;
        if (change.kind === 'renamed') await renameIn(tx, change);
        else if (await moveSome(tx, change, write)) return true;
        await tx.organizationChange.update({ where: { id: change.id }, data: { doneAt: toDate(write.at) } });
        return false;
      });
    },

    /** How many systems stand under it, retired ones aside. */
    async systems(id: number): Promise<number> {
      return db.system.count({ where: { organizationId: id, lifecycle: { not: 'retired' } } });
    },
  };
}

const entry = (organizationId: number, { by, at }: Write, effectiveOn: Day) => ({
  organizationId,
  at: toDate(at),
  byId: by,
  effectiveOn: effectiveOn.toString(),
});

async function addOrganization(tx: Transaction, given: NewOrganization, write: Write): Promise<Organization> {
  const row = await tx.organization.create({ data: columns(given) });
  await tx.organizationChange.create({
    data: {
      ...entry(row.id, write, write.today),
      kind: 'added',
      to: toJson({ acronym: given.acronym, nameEn: given.nameEn, nameFr: given.nameFr }),
      doneAt: toDate(write.at),
    },
  });
  return toOrganization(row);
}

const withAliases = (
  known: readonly string[],
  more: readonly string[],
  names: readonly string[],
): string[] => {
  const own = new Set(names.map(fold));
  return [...new Map([...known, ...more].map((alias) => [fold(alias), alias])).values()].filter(
    (alias) => !own.has(fold(alias)),
  );
};

async function renameIn(tx: Transaction, { organization: id, to }: OrganizationChange): Promise<void> {
  const before = toOrganization(await tx.organization.findUniqueOrThrow({ where: { id } }));
  const named = to as unknown as Named;
  const old = [before.acronym, before.nameEn, before.nameFr];
  const aliases = withAliases(before.aliases, old, [named.acronym, named.nameEn, named.nameFr]);
  await tx.organization.update({ where: { id }, data: columns({ ...named, aliases }) });
}

/** Moves a few systems to the successor; true while there are more. The last step ends the organization. */
async function moveSome(tx: Transaction, change: OrganizationChange, write: Write): Promise<boolean> {
  const into = await living(tx, (change.to as { id: number }).id);
  // Others were merged meanwhile so that it would be its own successor.
  if (into === change.organization) return false;
  const rows = await tx.system.findMany({
    where: { organizationId: change.organization },
    orderBy: { id: 'asc' },
    take: STEP,
    select: { id: true },
  });
  const from = toOrganization(
    await tx.organization.findUniqueOrThrow({ where: { id: change.organization } }),
  );
  for (const { id } of rows) {
    const was = await systemWithin(tx, id);
    const nameEn = await freeName(tx, into, was.system.nameEn, from.acronym);
    const patch = { organizationId: into, ...(nameEn !== was.system.nameEn && { nameEn }) };
    await changeSystem(tx, was, patch, { ...write, by: change.by });
  }
  if (rows.length === STEP) return true;
  await endIn(tx, from, into, change.effectiveOn);
  return false;
}

/** The name, or the name with where it came from, as the successor has no other of that name. */
async function freeName(
  tx: Transaction,
  organizationId: number,
  name: string,
  acronym: string,
): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const suffix = attempt === 0 ? '' : attempt === 1 ? ` (${acronym})` : ` (${acronym} ${attempt})`;
    const wanted = `${pieces(name, MAX_NAME - suffix.length)[0]}${suffix}`;
    const where = { organizationId_nameFold: { organizationId, nameFold: fold(wanted) } };
    if (!(await tx.system.findUnique({ where, select: { id: true } }))) return wanted;
  }
}

async function endIn(tx: Transaction, from: Organization, into: number, endedOn: Day): Promise<void> {
  const successor = toOrganization(await tx.organization.findUniqueOrThrow({ where: { id: into } }));
  const old = [from.acronym, from.nameEn, from.nameFr, ...from.aliases];
  const names = [successor.acronym, successor.nameEn, successor.nameFr];
  const aliases = toJson(withAliases(successor.aliases, old, names));
  await tx.organization.update({ where: { id: into }, data: { aliases } });
  await tx.organization.update({
    where: { id: from.id },
    data: { endedOn: endedOn.toString(), successorId: into },
  });
  for (const { personId } of await tx.lead.findMany({ where: { organizationId: from.id } })) {
    const where = { organizationId_personId: { organizationId: into, personId } };
    await tx.lead.upsert({ where, create: { organizationId: into, personId }, update: {} });
  }
  await tx.lead.deleteMany({ where: { organizationId: from.id } });
  await followSuccessor(tx, `organization:${from.id}`, `organization:${into}`);
}

/** Who watched the one watches the other. */
async function followSuccessor(tx: Transaction, target: string, successor: string): Promise<void> {
  for (const { personId, since } of await tx.watch.findMany({ where: { target } })) {
    const where = { personId_target: { personId, target: successor } };
    await tx.watch.upsert({ where, create: { personId, target: successor, since }, update: {} });
  }
  await tx.watch.deleteMany({ where: { target } });
}
