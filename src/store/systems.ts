import { type Assessment, isOpen, OPEN_STATES } from '../domain/assessment.ts';
import type { Change } from '../domain/change.ts';
import { completeness } from '../domain/completeness.ts';
import type { Day } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import type { Person } from '../domain/person.ts';
import type { Lifecycle, Registration, System, Tier } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken } from './connection.ts';
import { toAssessment, toChange, toDate, toJson, toOrganization, toPerson, toSystem } from './records.ts';
import { answerOnce, append, applyPolicy, type Write } from './writing.ts';

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
}

/** One line of a list. */
export interface SystemLine {
  system: System;
  acronym: string;
  overdue: number;
}

/** A page of a list, and where the next one begins; `total` counts all of it. */
export interface Page<T> {
  items: T[];
  total: number;
  next: number | null;
}

export type Registered =
  | { result: 'registered'; number: number }
  | { result: 'name-taken'; existing: System };

const LAST_CHANGES = 5;

const openBefore = (today: Day) => ({ state: { in: [...OPEN_STATES] }, dueOn: { lt: today.toString() } });

const whereOf = ({ organizations, tiers, lifecycles, overdueOn, of }: SystemFilter) => ({
  organizationId: organizations && { in: organizations },
  tier: tiers && { in: tiers },
  lifecycle: lifecycles ? { in: lifecycles } : { not: 'retired' },
  ...(overdueOn && { assessments: { some: openBefore(overdueOn) } }),
  ...(of && { OR: [{ ownerId: of }, { backupId: of }] }),
});

export function systems(db: Database) {
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

    /** Registers a system with its history and its reviews; the same request again gives the same system. */
    async register(registration: Registration, write: Write): Promise<Registered> {
      const taken = await named(registration.organizationId, registration.nameEn);
      const before = write.request && (await db.request.findUnique({ where: { key: write.request } }));
      if (before) return { result: 'registered', number: before.systemId };
      if (taken) return { result: 'name-taken', existing: taken };
      try {
        const number = await db.$transaction(async (tx) => {
          const row = await tx.system.create({ data: newRow(registration, write) });
          const system = toSystem(row);
          await answerOnce(tx, row.id, write);
          await append(
            tx,
            row.id,
            [{ kind: 'registered', field: null, from: null, to: registration.nameEn }],
            write,
          );
          await applyPolicy(tx, null, system, write);
          return row.id;
        });
        return { result: 'registered', number };
      } catch (error) {
        if (!isTaken(error)) throw error;
        const answered = write.request && (await db.request.findUnique({ where: { key: write.request } }));
        if (answered) return { result: 'registered', number: answered.systemId };
        const existing = await named(registration.organizationId, registration.nameEn);
        if (!existing) throw error;
        return { result: 'name-taken', existing };
      }
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
      const where = whereOf(filter);
      const start = from === undefined ? null : await db.system.findUnique({ where: { id: from } });
      const afterStart = start && {
        OR: [{ nameFold: { gt: start.nameFold } }, { nameFold: start.nameFold, id: { gte: start.id } }],
      };
      const [total, rows] = [
        await db.system.count({ where }),
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
        next: rows[limit]?.id ?? null,
        items: rows.slice(0, limit).map(({ organization, ...row }) => ({
          system: toSystem(row),
          acronym: organization.acronym,
          overdue: late.get(row.id) ?? 0,
        })),
      };
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

function newRow(registration: Registration, { by, at, today }: Write) {
  const system = {
    ...registration,
    executive: null,
    purpose: null,
    capabilities: [],
    autonomy: 'unknown' as const,
    oversight: null,
    data: null,
    developer: 'unknown' as const,
    authority: null,
    notice: 'unknown' as const,
    challenge: null,
    disclosure: 'under-review' as const,
  };
  return {
    ...system,
    capabilities: toJson(system.capabilities),
    nameFold: fold(registration.nameEn),
    validatedOn: by === registration.ownerId ? today.toString() : null,
    registeredAt: toDate(at),
    complete: completeness(system).missing.length === 0,
  };
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
