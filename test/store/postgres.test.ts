import { execFile } from 'node:child_process';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { day, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { connect, isAway } from '../../src/store/connection.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { aPerson } from '../support/builders.ts';
import { aDatabase, isPostgres } from '../support/database.ts';
import { TYPESCRIPT } from '../support/node-flags.ts';

const run = promisify(execFile);
const NOW = instant('2026-03-02T15:00:00Z');
const write = { by: 'U1', at: NOW, today: day('2026-03-02'), policy: DEFAULT_POLICY };
/** A PostgreSQL in WebAssembly gives all its clients one session: what happens at once needs a server. */
const isServer = isPostgres && process.env.TEST_POSTGRES_URL !== undefined;

describe.runIf(isPostgres)('a PostgreSQL database', () => {
  test('that can’t be reached is named without its password, with what to do', async () => {
    const starting = migrate('postgresql://daylight:secret@127.0.0.1:1/registry');
    await expect(starting).rejects.toThrow(
      'The PostgreSQL database "registry" at 127.0.0.1:1 can\'t be reached. Start the server, or correct its address.',
    );
  });

  test('with tables of another program is refused and left as it is', async () => {
    const { url, beside } = await aDatabase();
    await beside('CREATE SCHEMA elsewhere; ALTER TABLE "_prisma_migrations" SET SCHEMA elsewhere');
    await expect(migrate(url)).rejects.toThrow(/has tables of another program/);
    await beside('ALTER TABLE elsewhere."_prisma_migrations" SET SCHEMA public; DROP SCHEMA elsewhere');
    await migrate(url);
  });

  test('of a newer version is refused by the name of what it has', async () => {
    const { url, beside } = await aDatabase();
    await beside(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ('x', 'x', '29990101000000-future', now())`,
    );
    await expect(migrate(url)).rejects.toThrow(/newer Daylight.*29990101000000-future/);
    await beside(`DELETE FROM "_prisma_migrations" WHERE "id" = 'x'`);
  });
});

test.runIf(isServer)('a user who may make no tables is told so', async () => {
  const { url, beside } = await aDatabase();
  const role = `guest_${path.basename(new URL(url).pathname)}`;
  await beside('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await beside(`CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA public TO ${role}`);
  const theirs = new URL(url);
  theirs.username = role;
  await expect(migrate(theirs.href)).rejects.toThrow(/lets this user make no tables\. Make it the owner/);
  await beside(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await migrate(url);
});

test.runIf(isServer)('a session that the server ends is no fault of what was asked', async () => {
  const { url } = await aDatabase();
  const { db, close } = await connect(url, {});
  const ended = db.$transaction((tx) => tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`);
  const error = await ended.catch((found: unknown) => found);
  expect(isAway(error)).toBe(true);
  expect(await db.organization.count()).toBe(0);
  await close();
});

test.runIf(isServer)(
  'statements that wait for a lock keep nobody waiting for long who asks for something else',
  async () => {
    const { url } = await aDatabase();
    const [own, other] = [await connect(url, {}), await connect(url, {})];
    const people = ['SELECT "id" FROM "Person" WHERE "id" = $1'];
    const organizations = ['SELECT "id" FROM "Organization" WHERE "id" = $1'];
    for (const [queries, key] of [[people, 'U1'] as const, [organizations, 1] as const])
      await own.read.of(queries, key);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let holding: Promise<void> | undefined;
    await new Promise<void>((isHeld) => {
      holding = other.db.$transaction(async (tx) => {
        await tx.$executeRaw`LOCK TABLE "Person" IN ACCESS EXCLUSIVE MODE`;
        isHeld();
        await released;
      });
    });
    const waiting: Promise<object[][]>[] = [];
    for (const id of ['U1', 'U2', 'U3']) {
      waiting.push(own.read.of(people, id));
      await nextTurn();
    }
    expect(await own.read.of(organizations, 999)).toEqual([[]]);
    release();
    await holding;
    expect(await Promise.all(waiting)).toEqual([[[]], [[]], [[]]]);
    await Promise.all([own.close(), other.close()]);
  },
);

describe.runIf(isServer)('replicas on one PostgreSQL database', () => {
  test('migrate it once when they start at once', async () => {
    const { url, beside } = await aDatabase();
    await beside('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const script = path.join(import.meta.dirname, '../support/migrate-once.ts');
    const start = () => run(process.execPath, [...TYPESCRIPT, script, url]);
    await Promise.all([start(), start(), start()]);
    await migrate(url);
  });

  test('give each number once, leave none out, and write one history', async () => {
    const { url } = await aDatabase();
    const replicas = [await openStore(url), await openStore(url), await openStore(url)];
    const [first] = replicas;
    await first!.organizations.seed([
      { acronym: 'MTO', nameEn: 'Transportation', nameFr: 'Transports', aliases: [] },
    ]);
    await first!.people.save(aPerson(), NOW);
    const registered = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        replicas[i % 3]!.systems.register(
          {
            nameEn: `System ${i % 50}`,
            descriptionEn: 'What it does.',
            organizationId: 1,
            lifecycle: 'pilot',
            tier: 'II',
            personalInformation: 'yes',
            users: 'staff',
            ownerId: 'U1',
            backupId: null,
          },
          write,
        ),
      ),
    );
    const numbers = registered.flatMap((outcome) => (outcome.result === 'registered' ? outcome.number : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    const system = (await first!.systems.get(1))!;
    const changed = await Promise.all(
      replicas.map((store, i) => store.systems.change(system, { vendor: `Vendor ${i}` }, write)),
    );
    expect(changed.filter(({ result }) => result === 'changed')).toHaveLength(1);
    expect((await first!.history.verify(NOW)).broken).toEqual([]);
    await Promise.all(replicas.map((store) => store.close()));
  });
});
