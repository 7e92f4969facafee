import { type Assessment, isOpen } from '../domain/assessment.ts';
import type { LastChange } from '../domain/change.ts';
import type { Organization } from '../domain/organization.ts';
import { type Effects, NO_EFFECTS } from '../domain/policy.ts';
import { type Registration, type System, systemNumber } from '../domain/system.ts';
import { fold } from '../domain/text.ts';
import { type Database, isTaken } from './connection.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { allColumns, type Read } from './reading.ts';
import { type LastChangeRow, toAssessment, toLastChange, toOrganization, toSystem } from './records.ts';
import { type Registered, register } from './registering.ts';
import { systemLists } from './system-lists.ts';
import { remember } from './undo.ts';
import {
  answerOnce,
  append,
  ChangedMeanwhile,
  changeSystem,
  systemWithin,
  tell,
  type Write,
} from './writing.ts';

/** A system with all that its card shows. */
export interface SystemRecord {
  system: System;
  organization: Organization;
  /** The open ones and the newest closed one of each type. */
  assessments: Assessment[];
  /** The numbers of the systems that turned out to be this one. */
  absorbed: number[];
  /** The last that people made; what the policy did follows from them. */
  changes: LastChange[];
}

export type Changed =
  | { result: 'changed'; system: System; effects: Effects }
  /** Somebody else changed it since it was read. */
  | { result: 'changed-meanwhile' }
  | { result: 'name-taken'; existing: System };

const LAST_CHANGES = 5;
const OF_NUMBER = `SELECT ${allColumns('System')} FROM "System" WHERE "id" = $1 LIMIT 1`;
/** What the card of a system shows. */
const CARD = [
  `SELECT ${allColumns('System')} FROM "System" WHERE "id" = $1`,
  `SELECT ${allColumns('Organization')}, (SELECT MIN("id") FROM "System" WHERE "mergedIntoId" = $1) AS "absorbed"
    FROM "Organization" WHERE "id" = (SELECT "organizationId" FROM "System" WHERE "id" = $1)`,
  // All of them, a few dozen in ten years: the last of a type that is seldom reviewed may be old.
  `SELECT ${allColumns('Assessment')} FROM "Assessment" WHERE "systemId" = $1`,
  // Of a few hundred people, PostgreSQL would rather read all for a join than look up five.
  `SELECT "at", "byId", "kind", "field", "from", "to",
      (SELECT "name" FROM "Person" WHERE "Person"."id" = "Change"."byId") AS "byName"
    FROM "Change" WHERE "systemId" = $1 AND "byId" IS NOT NULL ORDER BY "id" DESC LIMIT ${LAST_CHANGES}`,
];
/** Longer chains of merged records are a fault of ours. */
const MOST_MERGES = 50;

export function systems(db: Database, read: Read) {
  const get = async (number: number): Promise<System | null> => {
    const [row] = await read<Prisma.SystemModel>(OF_NUMBER, number);
    return row ? toSystem(row) : null;
  };

  const named = async (organizationId: number, name: string): Promise<System | null> => {
    const [row] = await read<Prisma.SystemModel>(
      `SELECT ${allColumns('System')} FROM "System" WHERE "organizationId" = $1 AND "nameFold" = $2 LIMIT 1`,
      organizationId,
      fold(name),
    );
    return row ? toSystem(row) : null;
  };

  const mergedInto = async (number: number): Promise<number[]> => {
    const found = [number];
    for (let i = 0; i < found.length; i++) {
      const rows = await read<{ id: number }>(
        'SELECT "id" FROM "System" WHERE "mergedIntoId" = $1',
        found[i]!,
      );
      found.push(...rows.map(({ id }) => id).filter((id) => !found.includes(id)));
    }
    return found.slice(1);
  };

  return {
    get,
    named,
    /** The numbers of the systems that turned out to be this one, or one of those. */
    mergedInto,

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
          const was = await systemWithin(tx, before.number);
          await answerOnce(tx, before.number, write);
          if (was.system.version !== before.version) throw new ChangedMeanwhile();
          const { system, effects, reviews } = await changeSystem(tx, was, patch, write);
          await tell(tx, before.number, write);
          await remember(tx, was, write, { system, reviews });
          return { result: 'changed', system, effects };
        });
      } catch (error) {
        if (error instanceof ChangedMeanwhile) return { result: 'changed-meanwhile' };
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
        const was = await systemWithin(tx, from.number);
        const target = await tx.system.findUniqueOrThrow({ where: { id: into.number } });
        // Somebody else merged or retired the other one meanwhile.
        const isGone = target.mergedIntoId !== null || target.lifecycle === 'retired';
        if (isGone || was.system.version !== from.version) return { result: 'changed-meanwhile' };
        const patch = { lifecycle: 'retired', retiredOn: write.today, mergedIntoId: into.number } as const;
        const { system, effects, reviews } = await changeSystem(tx, was, patch, write);
        const entry = (kind: 'merged' | 'absorbed', other: System) =>
          ({ kind, field: null, from: null, to: systemNumber(other.number) }) as const;
        await append(tx, from.number, [entry('merged', into)], write);
        await append(tx, into.number, [entry('absorbed', from)], write);
        await remember(tx, was, write, { system, reviews });
        return { result: 'changed', system, effects };
      });
    },

    /** All that the card of a system shows; null when there is no such system. */
    async record(number: number): Promise<SystemRecord | null> {
      const [[row], [organization], assessments, changes] = await read.of<
        [
          Prisma.SystemModel,
          Prisma.OrganizationModel & { absorbed: number | null },
          Prisma.AssessmentModel,
          LastChangeRow,
        ]
      >(CARD, number);
      if (!row || !organization) return null;
      return {
        system: toSystem(row),
        organization: toOrganization(organization),
        absorbed: organization.absorbed === null ? [] : await mergedInto(number),
        assessments: newestOfEach(assessments.map(toAssessment)),
        changes: changes.map(toLastChange),
      };
    },

    ...systemLists(read),

    /** Systems of exactly this name, accents and case aside, in any organization. */
    async called(name: string, limit: number): Promise<System[]> {
      const rows = await db.system.findMany({
        where: { nameFold: fold(name) },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.map(toSystem);
    },
  };
}

/** Of the assessments of a system, the open one of each type, and the one that was closed last. */
function newestOfEach(assessments: readonly Assessment[]): Assessment[] {
  const newest = new Map<string, Assessment>();
  for (const assessment of assessments) {
    const key = `${assessment.type}:${isOpen(assessment)}`;
    if (assessment.id > (newest.get(key)?.id ?? 0)) newest.set(key, assessment);
  }
  return [...newest.values()];
}
