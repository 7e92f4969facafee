import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connect, isAway, isTaken } from '../../src/store/connection.ts';
import { migrate } from '../../src/store/migrate.ts';
import { allColumns } from '../../src/store/reading.ts';
import { insertRows, updateRows } from '../../src/store/row-writing.ts';
import { statementsOf } from '../../src/store/statements.ts';
import { aDatabase, isPostgres } from '../support/database.ts';

// What is said beside Prisma, on the driver of the transaction that Prisma began.

async function connected() {
  const { url, beside } = await aDatabase();
  await migrate(url);
  const asked = { count: 0 };
  const took = () => {
    asked.count += 1;
  };
  const connection = await connect(url, { took });
  onTestFinished(() => connection.close());
  return { ...connection, beside, asked };
}

const AT = new Date('2026-03-02T15:00:00.123Z');
const person = (id: string) => ({
  ...{ id, name: 'Åsa "Ex" Sample', language: 'fr', timeZone: 'UTC', active: true, guest: false },
  fetchedAt: AT,
  weekdays: JSON.stringify([1, 2]),
});

test('rows come as Prisma gives them: times, truth, JSON and nothing', async () => {
  const { db, read } = await connected();
  const rows = await db.$transaction(async (tx) => {
    await insertRows(tx, 'Person', [person('U1')]);
    expect(await updateRows(tx, 'Person', { blocked: true, hour: 7 }, { id: 'U1' })).toBe(1);
    return statementsOf(tx).read(`SELECT ${allColumns('Person')} FROM "Person" WHERE "id" = $1`, 'U1');
  });
  const byPrisma = await db.person.findMany();
  expect(byPrisma).toMatchObject([{ fetchedAt: AT, weekdays: [1, 2], blocked: true, awaySince: null }]);
  expect(rows).toEqual(byPrisma);
  const queries = [
    `SELECT ${allColumns('Person')} FROM "Person" WHERE "id" = $1`,
    `SELECT p."name" FROM "Person" p WHERE p."id" <> $1`,
  ];
  // The first time it learns what they give.
  for (const _ of ['first', 'again']) expect(await read.of(queries, 'U1')).toEqual([byPrisma, []]);
});

test('each of many who ask for keys at once gets what is found of their own, on PostgreSQL by a statement for fifty', async () => {
  const { db, read, asked } = await connected();
  const ids = Array.from({ length: 120 }, (_, i) => `U${i}`);
  await db.$transaction((tx) => insertRows(tx, 'Person', ids.map(person)));
  const queries = ['SELECT "id" FROM "Person" WHERE "id" = $1', 'SELECT "id" FROM "Person" WHERE "id" < $1'];
  const keys = [...ids.toReversed(), 'nobody', 'U7'];
  await read.of(queries, 'nobody');
  asked.count = 0;
  const found = await Promise.all(keys.map((id) => read.of<[object, object]>(queries, id)));
  expect(asked.count).toBe(isPostgres ? 3 : keys.length);
  expect(found.map(([own]) => own)).toEqual(keys.map((id) => (id === 'nobody' ? [] : [{ id }])));
  expect(found.map(([, before]) => before.length)).toEqual(
    keys.map((id) => ids.filter((other) => other < id).length),
  );
});

test('keys that are numbers are compared as numbers', async () => {
  const { read } = await connected();
  const queries = ['SELECT CAST($1 AS INTEGER) + 1 AS "next"'];
  const found = await Promise.all([9, 10, 999_999_999].map((key) => read.of(queries, key)));
  expect(found).toEqual([[[{ next: 10 }]], [[{ next: 11 }]], [[{ next: 1_000_000_000 }]]]);
});

test('each of those who ask at once hears that it failed, and whoever asks later, when it does not', async () => {
  const { read, beside } = await connected();
  const queries = ['SELECT "name" FROM "Later" WHERE "name" = $1'];
  const both = () => Promise.allSettled([read.of(queries, 'a'), read.of(queries, 'b')]);
  const refused = [{ status: 'rejected' }, { status: 'rejected' }];
  expect(await both()).toMatchObject(refused);
  await beside('CREATE TABLE "Later" AS SELECT \'a\' AS "name"');
  try {
    const found = [{ value: [[{ name: 'a' }]] }, { value: [[]] }];
    expect(await both()).toMatchObject(found);
  } finally {
    await beside('DROP TABLE "Later"');
  }
  // What is done beside Daylight is seen from the next turn of the event loop on.
  await nextTurn();
  expect(await both()).toMatchObject(refused);
});

test('what is written beside Prisma goes with its transaction', async () => {
  const { db } = await connected();
  const failed = db.$transaction(async (tx) => {
    await insertRows(tx, 'Person', [person('U1')]);
    await tx.person.update({ where: { id: 'U1' }, data: { name: 'Other' } });
    await insertRows(tx, 'Person', [person('U1')]);
  });
  expect(isTaken(await failed.catch((error: unknown) => error))).toBe(true);
  expect(await db.person.count()).toBe(0);
});

test('nothing is written by a transaction that took too long: it is to be tried again', async () => {
  const { db } = await connected();
  let isOver = false;
  const late = db.$transaction(
    async (tx) => {
      while (!isOver)
        await tx.person.count().catch(() => {
          isOver = true;
        });
      await insertRows(tx, 'Person', [person('U1')]);
    },
    { timeout: 50 },
  );
  const error = await late.catch((found: unknown) => found);
  expect(isOver).toBe(true);
  expect(isAway(error)).toBe(true);
  expect(await db.person.count()).toBe(0);
});

test('each of many transactions that begin at once says its own statements, also among those that Prisma begins of itself', async () => {
  const { db } = await connected();
  const ids = Array.from({ length: 12 }, (_, i) => `U${10 + i}`);
  const watched = (id: string) => {
    const { weekdays: _, ...data } = person(id);
    return db.person.create({ data: { ...data, watches: { create: { target: 'all', since: AT } } } });
  };
  const outcomes = ids.flatMap((id, i) => [
    db.$transaction(async (tx) => {
      await insertRows(tx, 'Person', [person(id)]);
      // Another's statements would write this into a transaction that is kept.
      await tx.person.findMany();
      await insertRows(tx, 'Watch', [{ personId: id, target: 'all', since: AT }]);
      if (i % 2) throw new Error('not kept');
    }),
    watched(`W${id}`),
  ]);
  const settled = await Promise.allSettled(outcomes);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(ids.length / 2);
  const kept = [...ids.filter((_, i) => i % 2 === 0), ...ids.map((id) => `W${id}`)].sort();
  expect((await db.person.findMany({ select: { id: true } })).map(({ id }) => id).sort()).toEqual(kept);
  expect((await db.watch.findMany()).map(({ personId }) => personId).sort()).toEqual(kept);
});
