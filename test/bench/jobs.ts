import { remindOwners } from '../../scheduled/remind-owners.ts';
import { forChannel } from '../../src/digesting.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { jobContextOf } from './context.ts';
import { NOW, TODAY } from './fill.ts';
import { ms, type Row, watched } from './measure.ts';
import type { Raw } from './raw.ts';

// What happens by itself, against what has to be read for it.

const DIGEST = { times: 3, heldMs: 50, mb: 200 };
const PLANNING = { times: 5, mb: 200 };
/** The ratio is promised of a registry as large as that: of a smaller one they are a few dozen statements, whatever is in it. */
const PROMISED_AT = 100_000;
/** The engine goes on optimising through the first mornings; a service runs for weeks. */
const WARMING = 3;

const atMost = (times: number): string => `≤ ${times} × at ${PROMISED_AT.toLocaleString('en')}`;
const isKept = (ratio: number, times: number, systems: number): boolean =>
  ratio <= times || systems < PROMISED_AT;

export async function jobs(url: string, store: Store, raw: Raw, systems: number): Promise<Row[]> {
  for (let i = 0; i < WARMING; i++) {
    // A store that has not been asked: the next one counts, and remembers whom it looked at, anew.
    const other = await openStore(url);
    await forChannel(jobContextOf(other));
    await planned(other);
    await other.close();
  }
  return [await digest(store, raw, systems), await planning(store, raw, systems)];
}

/** How many reminders a morning comes to. */
async function planned(store: Store): Promise<number> {
  let notices = 0;
  for await (const decided of remindOwners.run(jobContextOf(store)) as AsyncIterable<object>) {
    notices += 'key' in decided ? 1 : 0;
    await new Promise(setImmediate);
  }
  return notices;
}

async function digest(store: Store, raw: Raw, systems: number): Promise<Row> {
  const today = TODAY.toString();
  const asked = async () => {
    const { all } = raw;
    const from = NOW.subtract({ hours: 24 * 7 })
      .toString()
      .replace('Z', '+00:00');
    await all(
      `SELECT "systemId", "kind", "field", "from", "to" FROM "Change" WHERE "at" >= ? ORDER BY "at", "id"`,
      from,
    );
    await all(`SELECT "lifecycle", "tier", "complete", COUNT(*) FROM "System" GROUP BY 1, 2, 3`);
    await all(
      `SELECT s."organizationId", COUNT(*), SUM(CASE WHEN a."dueOn" < ? THEN 1 ELSE 0 END) FROM "Assessment" a JOIN "System" s
        ON s."id" = a."systemId" WHERE a."openKey" IS NOT NULL GROUP BY 1`,
      today,
    );
  };
  const floor = await watched(asked);
  const ours = await watched(() => forChannel(jobContextOf(store)));
  const ratio = ours.took / floor.took;
  return {
    what: `weekly digest; held the loop ${ms(ours.held)}, ${ours.grew.toFixed(0)} MB more`,
    systems,
    ours: ms(ours.took),
    floor: ms(floor.took),
    ratio,
    must: `${atMost(DIGEST.times)}, ≤ ${DIGEST.heldMs} ms held, < ${DIGEST.mb} MB`,
    holds: isKept(ratio, DIGEST.times, systems) && ours.held <= DIGEST.heldMs && ours.grew < DIGEST.mb,
  };
}

async function planning(store: Store, raw: Raw, systems: number): Promise<Row> {
  const floor = await watched(async () => {
    await raw.all(
      `SELECT a.*, s."ownerId", s."backupId", s."nameEn" FROM "Assessment" a JOIN "System" s ON s."id" = a."systemId"
        WHERE a."openKey" IS NOT NULL ORDER BY a."dueOn", a."id" LIMIT ?`,
      systems,
    );
  });
  let notices = 0;
  const ours = await watched(async () => {
    notices = await planned(store);
  });
  const ratio = ours.took / floor.took;
  return {
    what: `planning a morning: ${notices} reminders; held the loop ${ms(ours.held)}, ${ours.grew.toFixed(0)} MB more`,
    systems,
    ours: ms(ours.took),
    floor: ms(floor.took),
    ratio,
    must: `${atMost(PLANNING.times)}, < ${PLANNING.mb} MB`,
    holds: isKept(ratio, PLANNING.times, systems) && ours.grew < PLANNING.mb,
  };
}
