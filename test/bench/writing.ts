import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Store } from '../../src/store/store.ts';
import { NOW, personOf, TODAY, TYPES } from './fill.ts';
import { inTurn, ms, percentile, type Row } from './measure.ts';
import type { Raw } from './raw.ts';

// What is written durably, with its history and its reviews, against the same statements in one raw transaction.

/** So many that ten are worse than the 95th percentile. */
const RUNS = 200;
const MOST = 5;

export async function writing(store: Store, raw: Raw, systems: number): Promise<Row[]> {
  let made = 0;
  let rawly = 0;
  const write = (i: number) => ({ by: personOf(i, systems), at: NOW, today: TODAY, policy: DEFAULT_POLICY });
  // It asks for what the systems have: the next review of the type is all that opens.
  const policy = DEFAULT_POLICY.filter(({ type }) => (TYPES as readonly string[]).includes(type));
  const at = NOW.toString().replace('Z', '+00:00');
  const registers = async (i: number) => {
    made += 1;
    const outcome = await store.systems.register(
      {
        nameEn: `Benchmarked ${systems} ${made}`,
        descriptionEn: 'What it does.',
        organizationId: 1,
        lifecycle: 'pilot',
        tier: 'II',
        personalInformation: 'yes',
        users: 'staff',
        ownerId: personOf(i, systems),
        backupId: null,
      },
      { ...write(i), request: `bench:${systems}:${made}` },
    );
    if (outcome.result !== 'registered') throw new Error('not registered');
  };
  const system = (...values: unknown[]) =>
    raw.all(
      `INSERT INTO "System" ("id", "nameEn", "nameFold", "descriptionEn", "organizationId", "ownerId", "lifecycle", "tier",
        "capabilities", "autonomy", "users", "personalInformation", "developer", "notice", "disclosure", "registeredAt")
        VALUES (?, ?, ?, 'What it does.', 2, ?, 'pilot', 'II', '[]', 'unknown', 'staff', 'yes', 'unknown', 'unknown', 'under-review', ?)`,
      ...values,
    );
  const review = (id: number, type: string) =>
    raw.all(
      `INSERT INTO "Assessment" ("systemId", "type", "state", "countsFrom", "dueOn", "openKey")
        VALUES (?, ?, 'not-started', '2026-03-02', '2026-06-01', ?)`,
      id,
      type,
      `${id}:${type}`,
    );
  const change = (...values: unknown[]) =>
    raw.all(
      `INSERT INTO "Change" ("systemId", "organizationId", "at", "byId", "kind", "field", "content", "hash")
        VALUES (?, 2, ?, ?, ?, ?, 'x', 'y')`,
      ...values,
    );
  const hash = (id: number) => raw.all(`UPDATE "System" SET "historyHash" = 'z' WHERE "id" = ?`, id);
  const rawRegisters = (i: number) =>
    raw.transaction(async () => {
      rawly += 1;
      const name = `Raw ${systems} ${rawly}`;
      const owner = personOf(i, systems);
      const [last] = await raw.all('SELECT MAX("id") AS "id" FROM "System"');
      const id = Number(last?.id) + 1;
      await system(id, name, name, owner, at);
      await raw.all(
        'INSERT INTO "Request" ("key", "systemId", "at") VALUES (?, ?, ?)',
        `raw:${systems}:${rawly}`,
        id,
        at,
      );
      await change(id, at, owner, 'registered', null);
      for (const type of ['AIA', 'PIA', 'TRA', 'BIAS', 'VALIDATE']) {
        await review(id, type);
        await change(id, at, owner, 'opened', type);
      }
      await hash(id);
    });
  const registered = await inTurn(RUNS, registers, rawRegisters);

  const passed = {
    state: 'completed',
    outcome: 'passed',
    completedOn: TODAY,
    evidence: null,
    note: null,
  } as const;
  const number = (i: number, from: number) => from + ((i * 31) % (systems / 4));
  const done = new Set<number>();
  const free = (i: number, from: number): number => {
    let n = number(i, from);
    while (done.has(n)) n += 1;
    done.add(n);
    return n;
  };
  const assesses = async (i: number) => {
    const open = await store.assessments.openOf(free(i, 1));
    const pia = open.find(({ type }) => type === 'PIA');
    if (!pia) throw new Error('no open PIA');
    const outcome = await store.assessments.record(pia, passed, { ...write(i), policy });
    if (outcome.result !== 'recorded') throw new Error('not recorded');
  };
  const rawAssesses = (i: number) =>
    raw.transaction(async () => {
      const id = free(i, systems / 2);
      const who = personOf(i, systems);
      const [row] = await raw.all('SELECT "id" FROM "Assessment" WHERE "openKey" = ?', `${id}:PIA`);
      await raw.all(
        `UPDATE "Assessment" SET "state" = 'completed', "openKey" = NULL, "outcome" = 'passed', "completedOn" = '2026-03-02',
          "decidedById" = ?, "decidedAt" = ? WHERE "id" = ?`,
        who,
        at,
        row?.id,
      );
      await change(id, at, who, 'assessed', 'PIA');
      await review(id, 'PIA');
      await change(id, at, null, 'opened', 'PIA');
      await hash(id);
    });
  const assessed = await inTurn(RUNS, assesses, rawAssesses);
  return [['register', registered] as const, ['assess', assessed] as const].map(([what, { ours, floor }]) => {
    const [p95, least] = [percentile(ours, 0.95), percentile(floor, 0.95)];
    const row = { what: `${what}, durable, p95`, systems, ours: ms(p95), floor: ms(least) };
    return { ...row, ratio: p95 / least, must: `≤ ${MOST} ×`, holds: p95 / least <= MOST };
  });
}
