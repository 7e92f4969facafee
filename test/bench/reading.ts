import type Database from 'libsql';
import { commands } from '../../commands/index.ts';
import { publishHome } from '../../src/slack/home.ts';
import type { Store } from '../../src/store/store.ts';
import { contextOf, typed } from './context.ts';
import { NOW, nameOf, personOf, TODAY } from './fill.ts';
import { inTurn, ms, percentile, type Row } from './measure.ts';

// What people wait for, against the same SQL through the raw driver.

const RUNS = 60;
const LIST = 5;
const FIND_MS = 30;

type Rows = Record<string, unknown>[];

export async function reading(store: Store, db: Database.Database, systems: number): Promise<Row[]> {
  const all = (sql: string, ...args: unknown[]): Rows => db.prepare(sql).all(args) as Rows;
  const today = TODAY.toString();
  const kept = `FROM "System" WHERE "lifecycle" <> 'retired'`;
  const page = (rows: Rows) => {
    const ids = rows.map((row) => Number(row.id)).join();
    all(`SELECT * FROM "Organization"`);
    if (ids)
      all(
        `SELECT "systemId", COUNT(*) FROM "Assessment" WHERE "systemId" IN (${ids}) AND "openKey" IS NOT NULL AND "dueOn" < ? GROUP BY "systemId"`,
        today,
      );
  };
  const list = () => {
    all(`SELECT COUNT(*) FROM (SELECT 1 ${kept} LIMIT 1000)`);
    page(all(`SELECT * ${kept} ORDER BY "nameFold", "id" LIMIT 21`));
  };
  const mine = (i: number) => {
    const who = personOf(i * 37, systems);
    const own = [
      ...all(`SELECT * ${kept} AND "ownerId" = ? ORDER BY "nameFold" LIMIT 21`, who),
      ...all(`SELECT * ${kept} AND "backupId" = ? LIMIT 21`, who),
    ];
    const ids = own.map((row) => Number(row.id)).join();
    if (ids)
      all(
        `SELECT * FROM "Assessment" WHERE "systemId" IN (${ids}) AND "openKey" IS NOT NULL ORDER BY "dueOn"`,
      );
    page(own);
  };
  const find = (i: number) =>
    page(
      all(
        `SELECT * FROM "System" WHERE "nameFold" >= ? ORDER BY "nameFold" LIMIT 10`,
        nameOf(1 + ((i * 37) % systems)),
      ),
    );
  const home = (i: number) => {
    mine(i);
    for (const organization of [1, 2])
      all(
        `SELECT COUNT(*), SUM(CASE WHEN a."dueOn" < ? THEN 1 ELSE 0 END) FROM "System" s JOIN "Assessment" a ON a."systemId" = s."id" WHERE s."organizationId" = ? AND a."openKey" IS NOT NULL`,
        today,
        organization,
      );
    all(
      `SELECT "lifecycle", "tier", "complete", COUNT(*) FROM "System" WHERE "organizationId" IN (1, 2) GROUP BY 1, 2, 3`,
    );
    all(`SELECT * ${kept} AND "complete" = 0 ORDER BY "nameFold", "id" LIMIT 5`);
    all(`SELECT COUNT(*) FROM (SELECT 1 ${kept} AND "complete" = 0 LIMIT 1000)`);
  };
  const who = (i: number) => personOf(i * 37, systems);
  const asked: Record<string, { ours: (i: number) => Promise<unknown>; floor: (i: number) => void }> = {
    list: { ours: (i) => typed(store, who(i), 'list'), floor: list },
    find: {
      ours: (i) => typed(store, who(i), `find ${nameOf(1 + ((i * 37) % systems))}`),
      floor: find,
    },
    mine: { ours: (i) => typed(store, who(i), 'mine'), floor: mine },
    'App Home': { ours: (i) => homeOf(store, who(i)), floor: home },
  };
  const rows: Row[] = [];
  for (const [what, { ours, floor }] of Object.entries(asked)) {
    const taken = await inTurn(RUNS, ours, floor);
    const [p95, least] = [percentile(taken.ours, 0.95), percentile(taken.floor, 0.95)];
    const isSoon = what !== 'find' || p95 <= FIND_MS;
    rows.push({
      what: `${what}, p95`,
      systems,
      ours: ms(p95),
      floor: ms(least),
      ratio: p95 / least,
      must: what === 'find' ? `≤ ${LIST} ×, ≤ ${FIND_MS} ms` : `≤ ${LIST} ×`,
      holds: p95 / least <= LIST && isSoon,
    });
  }
  return rows;
}

/** App Home of a lead of two organizations who is an administrator as well. */
export function homeOf(store: Store, id: string): Promise<void> {
  const { policy, timeZone, people, caller, wordsFor } = contextOf(store, id);
  const edge = {
    ...{ store, policy, timeZone, wordsFor, commands },
    clock: { now: () => NOW, wall: () => NOW },
    people: { ...people, caller: async () => ({ ...caller, leads: [1, 2] }) },
  };
  const client = { views: { publish: async () => ({}) } };
  return publishHome(edge as never, client as never, id);
}
