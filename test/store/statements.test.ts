import { expect, onTestFinished, test } from 'vitest';
import { connect, isAway, isTaken } from '../../src/store/connection.ts';
import { migrate } from '../../src/store/migrate.ts';
import { allColumns } from '../../src/store/reading.ts';
import { insertRows, updateRows } from '../../src/store/row-writing.ts';
import { statementsOf } from '../../src/store/statements.ts';
import { aDatabase } from '../support/database.ts';

// What is said beside Prisma, on the driver of the transaction that Prisma began.

async function connected() {
  const { url } = await aDatabase();
  await migrate(url);
  const connection = await connect(url, {});
  onTestFinished(() => connection.close());
  return connection;
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

test('each of many who ask for keys at once gets what is found of their own', async () => {
  const { db, read } = await connected();
  const ids = Array.from({ length: 120 }, (_, i) => `U${i}`);
  await db.$transaction((tx) => insertRows(tx, 'Person', ids.map(person)));
  const queries = ['SELECT "id" FROM "Person" WHERE "id" = $1', 'SELECT "id" FROM "Person" WHERE "id" < $1'];
  const asked = [...ids.toReversed(), 'nobody', 'U7'];
  const found = await Promise.all(asked.map((id) => read.of<[object, object]>(queries, id)));
  expect(found.map(([own]) => own)).toEqual(asked.map((id) => (id === 'nobody' ? [] : [{ id }])));
  expect(found.map(([, before]) => before.length)).toEqual(
    asked.map((id) => ids.filter((other) => other < id).length),
  );
});

test('each of those who ask at once hears that it failed', async () => {
  const { read } = await connected();
  const queries = ['SELECT "name" FROM "Persons" WHERE "id" = $1'];
  const asked = await Promise.allSettled([read.of(queries, 'U1'), read.of(queries, 'U2')]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
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
