import type { Instant } from '../domain/day.ts';
import { effectsOf, type Policy, plan } from '../domain/policy.ts';
import type { Database } from './connection.ts';
import type { Read } from './reading.ts';
import { toAssessment, toDate, toInstant, toJson, toSystem } from './records.ts';
import { applyPolicy, type Write } from './writing.ts';

/** A policy as an administrator wrote it. */
export interface PolicyVersion {
  id: number;
  by: string;
  at: Instant;
  rules: Policy;
  why: string | null;
  state: 'draft' | 'applying' | 'in-force';
}

/** How many reviews a policy would open, close and bring forward. */
export interface Count {
  opened: number;
  closed: number;
  moved: number;
  systems: number;
}

const PAGE = 200;
/** Systems brought in line in one transaction: others write in between. */
const STEP = 10;

type Row = { id: number; byId: string; at: Date; rules: unknown; why: string | null; state: string };
const toVersion = ({ byId, at, rules, ...row }: Row): PolicyVersion =>
  ({ ...row, by: byId, at: toInstant(at), rules: rules as Policy }) as PolicyVersion;

export function policies(db: Database, read: Read) {
  const newest = (states: string[]) =>
    db.policyVersion.findFirst({ where: { state: { in: states } }, orderBy: { id: 'desc' } });

  return {
    /** The rules that an administrator set last; null while those of the settings hold. */
    async current(): Promise<Policy | null> {
      const [row] = await read<{ rules: unknown }>(
        `SELECT "rules" FROM "PolicyVersion" WHERE "state" IN ('applying', 'in-force') ORDER BY "id" DESC LIMIT 1`,
      );
      return row ? (row.rules as Policy) : null;
    },

    /** Who set the rules that hold, and when; null while those of the settings hold. */
    async version(): Promise<PolicyVersion | null> {
      const row = await newest(['applying', 'in-force']);
      return row && toVersion(row);
    },

    async get(id: number): Promise<PolicyVersion | null> {
      const row = await db.policyVersion.findUnique({ where: { id } });
      return row && toVersion(row);
    },

    /** Keeps rules that hold for nothing yet, made from those of the version `base`, or of the settings. */
    async draft(
      rules: Policy,
      base: number | null,
      { by, at, why }: Pick<Write, 'by' | 'at' | 'why'>,
    ): Promise<number> {
      const data = { byId: by, at: toDate(at), rules: toJson(rules), why: why ?? null, state: 'draft', base };
      return (await db.policyVersion.create({ data })).id;
    },

    /** What a policy would do to the whole registry, a page at a time. */
    async preview(rules: Policy, policyBefore: Policy, today: Write['today']): Promise<Count> {
      const count: Count = { opened: 0, closed: 0, moved: 0, systems: 0 };
      let last = 0;
      while (true) {
        const rows = await db.system.findMany({
          where: { id: { gt: last }, lifecycle: { not: 'retired' } },
          orderBy: { id: 'asc' },
          take: PAGE,
          include: { assessments: { orderBy: { id: 'asc' } } },
        });
        for (const { assessments, ...row } of rows) {
          const system = toSystem(row);
          const found = assessments.map(toAssessment);
          const { opened, closed, moved } = effectsOf(
            plan(system, system, found, rules, today, policyBefore),
          );
          count.opened += opened.length;
          count.closed += closed.length;
          count.moved += moved.length;
          count.systems += opened.length + closed.length + moved.length > 0 ? 1 : 0;
        }
        last = rows.at(-1)?.id ?? last;
        if (rows.length < PAGE) return count;
      }
    },

    /** Puts a draft into force; false when another was put into force since it was written. */
    async enforce(id: number): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const held = await tx.policyVersion.findFirst({
          where: { state: { in: ['applying', 'in-force'] } },
          orderBy: { id: 'desc' },
        });
        const draft = await tx.policyVersion.findUnique({ where: { id } });
        if (!draft || draft.base !== (held?.id ?? null)) return false;
        const data = { state: 'applying', cursor: 0 };
        return (await tx.policyVersion.updateMany({ where: { id, state: 'draft' }, data })).count === 1;
      });
    },

    /** The version that is being brought to the systems, for the one process that may go on with it. */
    async claim(wall: Instant, seconds: number): Promise<{ id: number; cursor: number } | null> {
      const free = [{ lease: null }, { lease: { lt: toDate(wall) } }];
      const row = await db.policyVersion.findFirst({
        where: { state: 'applying', OR: free },
        orderBy: { id: 'asc' },
      });
      if (!row) return null;
      const lease = toDate(wall.add({ seconds }));
      const where = { id: row.id, lease: row.lease };
      if ((await db.policyVersion.updateMany({ where, data: { lease } })).count === 0) return null;
      return { id: row.id, cursor: row.cursor };
    },

    /** Brings a few systems in line with a version, from the one after `cursor` on; null when it is in force everywhere. */
    async step(
      id: number,
      cursor: number,
      policyBefore: Policy,
      write: Write,
      lease: Instant,
    ): Promise<number | null> {
      return db.$transaction(async (tx) => {
        const rows = await tx.system.findMany({
          where: { id: { gt: cursor }, lifecycle: { not: 'retired' } },
          orderBy: { id: 'asc' },
          take: STEP,
        });
        for (const system of rows.map(toSystem)) await applyPolicy(tx, system, system, write, policyBefore);
        const last = rows.at(-1)?.id ?? null;
        const data =
          last === null ? { state: 'in-force', lease: null } : { cursor: last, lease: toDate(lease) };
        await tx.policyVersion.update({ where: { id }, data });
        return last;
      });
    },

    /** The rules that held before this version. */
    async before(id: number): Promise<Policy | null> {
      const row = await db.policyVersion.findFirst({
        where: { id: { lt: id }, state: { in: ['applying', 'in-force'] } },
        orderBy: { id: 'desc' },
      });
      return row ? (row.rules as unknown as Policy) : null;
    },
  };
}
