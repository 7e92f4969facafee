import { type Assessment, isOpen } from '../domain/assessment.ts';
import type { Change } from '../domain/change.ts';
import type { Day } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import type { Person } from '../domain/person.ts';
import { type Effects, NO_EFFECTS } from '../domain/policy.ts';
import { type Lifecycle, type Registration, type System, systemNumber, type Tier } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken } from './connection.ts';
import { AWAY } from './people.ts';
import { toAssessment, toChange, toOrganization, toPerson, toSystem } from './records.ts';
import { type Registered, register } from './registering.ts';
import { remember, standing } from './undo.ts';
import { answerOnce, append, changeSystem, tell, type Write } from './writing.ts';

/** A system with all that its card shows. */
export interface SystemRecord {
  system: System;
  organization: Organization;
  owner: Person;
  backup: Person | null;
  /** The open ones and the newest closed one of each type. */
  assessments: Assessment[];
  /** The last that people made; what the policy did follows from them. */
  changes: (Change & { byName: string | null })[];
}

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

export type Changed =
  | { result: 'changed'; system: System; effects: Effects }
  /** Somebody else changed it since it was read. */
  | { result: 'changed-meanwhile' }
  | { result: 'name-taken'; existing: System };

const LAST_CHANGES = 5;
/** Longer chains of merged records are a fault of ours. */
const MOST_MERGES = 50;

/** By the key that only open ones have: by their states all that is overdue anywhere would be read. */
const openBefore = (today: Day) => ({ openKey: { not: null }, dueOn: { lt: today.toString() } });

const whereOf = (
  { organizations, tiers, lifecycles, overdueOn, of, incomplete, all }: SystemFilter,
  orphans?: Awaited<ReturnType<typeof orphaned>>,
) => ({
  organizationId: organizations && { in: organizations },
  tier: tiers && { in: tiers },
  lifecycle: lifecycles ? { in: lifecycles } : all ? undefined : { not: 'retired' },
  ...(overdueOn && { assessments: { some: openBefore(overdueOn) } }),
  ...(of && { OR: [{ ownerId: of }, { backupId: of }] }),
  ...orphans,
  ...(incomplete && { complete: false }),
});

/** As many people as one statement names. */
const NAMED = 500;

/** Systems whose owner can't be reached: by the few who left and still own some, or, where they are many, by each system's owner. */
export async function orphaned(db: Database) {
  const rows = await db.person.findMany({
    where: { ...AWAY, owns: { some: {} } },
    select: { id: true },
    take: NAMED + 1,
  });
  return rows.length > NAMED ? { owner: AWAY } : { ownerId: { in: rows.map(({ id }) => id) } };
}

export function systems(db: Database) {
  const conditions = async (filter: SystemFilter) =>
    whereOf(filter, filter.orphans ? await orphaned(db) : undefined);

  const get = async (number: number): Promise<System | null> => {
    const row = await db.system.findUnique({ where: { id: number } });
    return row && toSystem(row);
  };

  const named = async (organizationId: number, name: string): Promise<System | null> => {
    const where = { organizationId_nameFold: { organizationId, nameFold: fold(name) } };
    const row = await db.system.findUnique({ where });
    return row && toSystem(row);
  };

  return {
    get,
    named,

    /** The system that this one turned out to be, or itself. */
    async forwarded(system: System): Promise<System> {
      let found = system;
      for (let step = 0; step < MOST_MERGES && found.mergedIntoId !== null; step++)
        found = (await get(found.mergedIntoId)) ?? found;
      return found;
    },

    /** Registers a system with its history and its reviews; the same request again gives the same system. */
    register: (registration: Registration, write: Write): Promise<Registered> =>
      register(db, registration, write, named),

    /** Changes a system that was read at this version, with its history and its reviews. */
    async change(before: System, patch: Partial<System>, write: Write): Promise<Changed> {
      try {
        return await db.$transaction(async (tx): Promise<Changed> => {
          const was = await standing(tx, before.number);
          await answerOnce(tx, before.number, write);
          const done = await changeSystem(tx, before, patch, write);
          if (!done) return { result: 'changed-meanwhile' };
          await tell(tx, before.number, write);
          await remember(tx, was, write);
          return { result: 'changed', ...done };
        });
      } catch (error) {
        if (!isTaken(error)) throw error;
        const name = patch.nameEn ?? before.nameEn;
        const existing = await named(patch.organizationId ?? before.organizationId, name);
        if (existing && existing.number !== before.number) return { result: 'name-taken', existing };
        const system = await get(before.number);
        if (!system) throw error;
        return { result: 'changed', system, effects: NO_EFFECTS };
      }
    },

    /** One system turned out to be another: it is retired, its number leads there, and both keep their history. */
    async merge(from: System, into: System, write: Write): Promise<Changed> {
      return db.$transaction(async (tx): Promise<Changed> => {
        const was = await standing(tx, from.number);
        const target = await tx.system.findUniqueOrThrow({ where: { id: into.number } });
        // Somebody else merged or retired the other one meanwhile.
        if (target.mergedIntoId !== null || target.lifecycle === 'retired')
          return { result: 'changed-meanwhile' };
        const patch = { lifecycle: 'retired', retiredOn: write.today, mergedIntoId: into.number } as const;
        const done = await changeSystem(tx, from, patch, write);
        if (!done) return { result: 'changed-meanwhile' };
        const entry = (kind: 'merged' | 'absorbed', other: System) =>
          ({ kind, field: null, from: null, to: systemNumber(other.number) }) as const;
        await append(tx, from.number, [entry('merged', into)], write);
        await append(tx, into.number, [entry('absorbed', from)], write);
        await remember(tx, was, write);
        return { result: 'changed', ...done };
      });
    },

    async record(number: number): Promise<SystemRecord | null> {
      const row = await db.system.findUnique({
        where: { id: number },
        include: {
          organization: true,
          owner: true,
          backup: true,
          assessments: { orderBy: { id: 'desc' }, take: 100 },
          changes: { where: { byId: { not: null } }, orderBy: { id: 'desc' }, take: LAST_CHANGES },
        },
      });
      if (!row) return null;
      const { organization, owner, backup, assessments, changes, ...system } = row;
      const people = await db.person.findMany({
        where: { id: { in: changes.flatMap((c) => c.byId ?? []) } },
      });
      const nameOf = new Map(people.map((person) => [person.id, person.name]));
      return {
        system: toSystem(system),
        organization: toOrganization(organization),
        owner: toPerson(owner),
        backup: backup && toPerson(backup),
        assessments: newestOfEach(assessments.map(toAssessment)),
        changes: changes.map(toChange).map((c) => ({ ...c, byName: c.by && (nameOf.get(c.by) ?? null) })),
      };
    },

    /** Systems of exactly this name, accents and case aside, in any organization. */
    async called(name: string, limit: number): Promise<System[]> {
      const rows = await db.system.findMany({
        where: { nameFold: fold(name) },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.map(toSystem);
    },

    /** Systems by name, from the one numbered `from` on: paged by key, never by offset. */
    async list(
      filter: SystemFilter,
      { from, limit, today }: { from?: number; limit: number; today: Day },
    ): Promise<Page<SystemLine>> {
      const where = await conditions(filter);
      const start = from === undefined ? null : await db.system.findUnique({ where: { id: from } });
      const afterStart = start && {
        OR: [{ nameFold: { gt: start.nameFold } }, { nameFold: start.nameFold, id: { gte: start.id } }],
      };
      const [total, rows] = [
        await db.system.count({ where, take: COUNTED }),
        await db.system.findMany({
          where: afterStart ? { AND: [where, afterStart] } : where,
          orderBy: [{ nameFold: 'asc' }, { id: 'asc' }],
          take: limit + 1,
          include: { organization: true },
        }),
      ];
      const late = await overdueCounts(
        db,
        rows.map(({ id }) => id),
        today,
      );
      return {
        total,
        counted: total < COUNTED,
        next: rows[limit]?.id ?? null,
        items: rows.slice(0, limit).map(({ organization, ...row }) => ({
          system: toSystem(row),
          acronym: organization.acronym,
          overdue: late.get(row.id) ?? 0,
        })),
      };
    },

    /** All systems that fit, by number, a page at a time, with their organizations. */
    async *each(
      filter: SystemFilter,
      size: number,
    ): AsyncGenerator<{ system: System; organization: Organization }[]> {
      const where = await conditions(filter);
      let last = 0;
      while (true) {
        const rows = await db.system.findMany({
          where: { AND: [where, { id: { gt: last } }] },
          orderBy: { id: 'asc' },
          take: size,
          include: { organization: true },
        });
        if (rows.length > 0)
          yield rows.map(({ organization, ...row }) => ({
            system: toSystem(row),
            organization: toOrganization(organization),
          }));
        last = rows.at(-1)?.id ?? last;
        if (rows.length < size) return;
      }
    },

    /** The lines of these systems, in this order. */
    async lines(numbers: readonly number[], today: Day): Promise<SystemLine[]> {
      const rows = await db.system.findMany({
        where: { id: { in: [...numbers] } },
        include: { organization: true },
      });
      const late = await overdueCounts(db, [...numbers], today);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return numbers.flatMap((number) => {
        const found = byId.get(number);
        if (!found) return [];
        const { organization, ...row } = found;
        return [{ system: toSystem(row), acronym: organization.acronym, overdue: late.get(number) ?? 0 }];
      });
    },
  };
}

/** More systems than anybody answers for. */
const MOST = 10_000;

/** The numbers of the systems that these people own or back up: two look-ups by index, where one with OR would scan. */
export async function systemsOf(db: Database, people: readonly string[]): Promise<number[]> {
  const kept = { lifecycle: { not: 'retired' } };
  const select = { id: true } as const;
  const owned = await db.system.findMany({
    where: { ownerId: { in: [...people] }, ...kept },
    select,
    take: MOST,
  });
  const backed = await db.system.findMany({
    where: { backupId: { in: [...people] }, ...kept },
    select,
    take: MOST,
  });
  return [...new Set([...owned, ...backed].map(({ id }) => id))].sort((a, b) => a - b);
}

async function overdueCounts(db: Database, ids: number[], today: Day): Promise<Map<number, number>> {
  const rows = await db.assessment.groupBy({
    by: ['systemId'],
    where: { systemId: { in: ids }, ...openBefore(today) },
    _count: true,
  });
  return new Map(rows.map((row) => [row.systemId, row._count]));
}

/** `newestFirst` holds the assessments of a system: the open one of each type, and the one that was closed last. */
function newestOfEach(newestFirst: Assessment[]): Assessment[] {
  const newest = new Map<string, Assessment>();
  for (const assessment of newestFirst) {
    const key = `${assessment.type}:${isOpen(assessment)}`;
    if (!newest.has(key)) newest.set(key, assessment);
  }
  return [...newest.values()];
}
