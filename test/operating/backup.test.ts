import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seedOrganizations, seedSample } from '../../prisma/seed/seed.ts';
import { backUp as nightly } from '../../scheduled/back-up.ts';
import { enterJobs, runDueJobs } from '../../src/clock.ts';
import { day, type Instant, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { keepNewest } from '../../src/operating/backup-files.ts';
import { said } from '../../src/refusal.ts';
import { backUp } from '../../src/store/backup.ts';
import { condition } from '../../src/store/condition.ts';
import { connect } from '../../src/store/connection.ts';
import { migrate } from '../../src/store/migrate.ts';
import { copyInto } from '../../src/store/moving.ts';
import { restore } from '../../src/store/restoring.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDatabase, aFolder, isPostgres } from '../support/database.ts';
import { TYPESCRIPT } from '../support/node-flags.ts';

const NOW = instant('2026-03-02T15:00:00Z');
const TODAY = day('2026-03-02');
/** A PostgreSQL in WebAssembly does not know who else uses it. */
const knowsUsers = !isPostgres || process.env.TEST_POSTGRES_URL !== undefined;

/** A registry that is in use until the test is finished. */
async function aRegistry(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  await seedOrganizations(store);
  await seedSample(store, NOW, DEFAULT_POLICY, 'America/Toronto');
  return store;
}

async function told(url: string) {
  const store = await openStore(url);
  const { total, items } = await store.systems.list({}, { limit: 100, today: TODAY });
  const { entries, broken } = await store.history.verify(NOW);
  await store.close();
  return { total, names: items.map(({ system }) => system.nameEn).sort(), entries, broken };
}

describe('a backup', () => {
  test('is made while the registry is used, and brings it back as it was', async () => {
    const [{ url, beside }, folder] = [await aDatabase(), aFolder()];
    const store = await aRegistry(url);
    const file = path.join(folder, 'backup.db');
    await backUp(url, file);
    expect(readdirSync(folder)).toEqual(['backup.db']);
    // What is in it is not for everybody on the machine.
    expect(statSync(file).mode & 0o077).toBe(0);
    const before = await told(url);
    expect(await told(`file:${file}`)).toEqual(before);
    // A file that this process has open can't be replaced; a PostgreSQL database is, once nobody uses it.
    const other = isPostgres ? url : `file:${aFolder()}/other.db`;
    await beside(`UPDATE "System" SET "nameEn" = 'Lost'`);
    await store.close();
    const { kept } = await restore(file, other, path.join(folder, 'kept.db'));
    expect(kept !== null).toBe(isPostgres);
    expect(await told(other)).toEqual(before);
  });

  test('is not written over a file, and no letter is taken for one', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    const letter = path.join(folder, 'letter.db');
    writeFileSync(
      letter,
      'Dear reader, this is not a database, and long enough to look like one. '.repeat(20),
    );
    const kept = path.join(folder, 'kept.db');
    await expect(backUp(url, letter)).rejects.toThrow(/exists already. Name a new file/);
    await expect(restore(letter, url, kept)).rejects.toThrow(/is not a Daylight database/);
    await expect(restore(path.join(folder, 'none.db'), url, kept)).rejects.toThrow(/There is no file/);
  });

  test('that is damaged is not restored', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await aRegistry(url);
    const file = path.join(folder, 'backup.db');
    await backUp(url, file);
    const db = new Database(file);
    db.exec(
      `PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'index' AND name LIKE 'Change%'`,
    );
    db.close();
    await expect(restore(file, url, path.join(folder, 'kept.db'))).rejects.toThrow(/is damaged/);
  });

  test('that was cut short is called damaged', async () => {
    const backup = await aBackup();
    for (const bytes of [statSync(backup).size / 2, 2000, 300]) {
      truncateSync(backup, bytes);
      const restoring = restore(backup, `file:${aFolder()}/other.db`, 'kept.db');
      await expect(restoring).rejects.toThrow(`${backup}`);
      await expect(restoring).rejects.toThrow(/is damaged.*Take another one/s);
    }
  });

  test.runIf(knowsUsers)('is not restored while somebody uses the registry', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await aRegistry(url);
    const file = path.join(folder, 'backup.db');
    await backUp(url, file);
    await expect(restore(file, url, path.join(folder, 'kept.db'))).rejects.toThrow(/in use. Stop/);
  });

  test('is kept with so many others, the oldest going first', () => {
    const folder = aFolder();
    const names = ['20260101', '20260102', '20260103'].map((on) => `daylight-${on}T074000Z.db`);
    for (const name of [...names, 'before-restore-20250101T000000Z.db'])
      writeFileSync(`${folder}/${name}`, '');
    keepNewest(folder, 2);
    expect(readdirSync(folder).sort()).toEqual(['before-restore-20250101T000000Z.db', ...names.slice(1)]);
  });

  test('is made nowhere where there can be no folder', async () => {
    const [url, folder] = [`file:${aFolder()}/registry.db`, aFolder()];
    await (await aRegistry(url)).close();
    writeFileSync(`${folder}/letter.txt`, '');
    for (const place of ['/proc/nowhere', `${folder}/letter.txt`])
      await expect(backUp(url, `${place}/made.db`)).rejects.toThrow(
        /can't be made, read or written .*name another in BACKUP_FOLDER/,
      );
  });

  test('is made by a command that says where it is and what it holds', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await aRegistry(url);
    const script = path.resolve(import.meta.dirname, '../../src/operating/backup.ts');
    const env = { ...process.env, DATABASE_URL: url, BACKUP_FOLDER: folder };
    const { stdout } = await promisify(execFile)(process.execPath, [...TYPESCRIPT, script], { env });
    expect(stdout).toMatch(/daylight-\d{8}T\d{6}Z\.db: \d+ rows, looked through and found well\./);
    const wrong = promisify(execFile)(process.execPath, [...TYPESCRIPT, script, 'a.db', 'b.db'], { env });
    await expect(wrong).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('npm run backup') });
    expect(existsSync('a.db')).toBe(false);
  });

  test('that fails at night is not taken for made, told once, and tried again at midday', async () => {
    const nights = await someNights();
    await nights.pass('2026-03-03T07:40:00Z', 3);
    expect(nights).toMatchObject({ tried: ['2026-03-03T07:40:00Z'], told: ['back-up'] });
    expect((await nights.row()).lastRunAt).toBeNull();
    nights.hasRoom = true;
    await nights.pass('2026-03-03T19:39:00Z', 3);
    expect(nights).toMatchObject({
      tried: ['2026-03-03T07:40:00Z', '2026-03-03T19:40:00Z'],
      told: ['back-up'],
    });
    const { lastRunAt, nextRunAt } = await nights.row();
    expect([`${lastRunAt}`, `${nextRunAt}`]).toEqual(['2026-03-03T19:40:00Z', '2026-03-04T07:40:00Z']);
  });

  test('that fails late in the day is tried again at night', async () => {
    const nights = await someNights();
    await nights.pass('2026-03-04T03:00:00Z', 1);
    expect(`${(await nights.row()).nextRunAt}`).toBe('2026-03-04T07:40:00Z');
  });

  test('that ends because Daylight leaves is made as soon as it is there again', async () => {
    const nights = await someNights();
    nights.isLeaving = true;
    await nights.pass('2026-03-03T07:40:00Z', 1);
    nights.isLeaving = false;
    await nights.pass('2026-03-03T07:42:00Z', 1);
    expect(nights.tried).toEqual(['2026-03-03T07:40:00Z', '2026-03-03T07:42:00Z']);
  });

  test('that fails after somebody else took it over leaves it to them', async () => {
    const { url } = await aDatabase();
    const { schedule, close } = await openStore(url);
    onTestFinished(close);
    await schedule.enter([{ name: 'back-up', cron: nightly.cron, nextRunAt: NOW }]);
    const [first, later] = [await schedule.claim('back-up', NOW, NOW), NOW.add({ minutes: 2 })];
    expect(await schedule.claim('back-up', NOW, NOW)).toBeNull();
    expect(await schedule.claim('back-up', NOW, later)).not.toBeNull();
    await schedule.putOff('back-up', first!, NOW.add({ hours: 12 }));
    expect((await schedule.all())[0]?.nextRunAt.toString()).toBe(NOW.toString());
  });

  test('removes what was killed long ago in its folder, and nothing else', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await (await openStore(url)).close();
    const names = ['theirs.dump', 'now.db.daylight-unfinished', 'old.db.daylight-copy-wal'];
    for (const name of names) writeFileSync(`${folder}/${name}`, '');
    for (const name of [names[0]!, names[2]!]) utimesSync(`${folder}/${name}`, 0, 0);
    await backUp(url, `${folder}/made.db`);
    expect(readdirSync(folder).sort()).toEqual(['made.db', 'now.db.daylight-unfinished', 'theirs.dump']);
  });

  test('that was killed is made at once under the same name', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await (await openStore(url)).close();
    for (const part of ['daylight-unfinished', 'daylight-copy'])
      writeFileSync(`${folder}/made.db.${part}`, 'half of it');
    await backUp(url, `${folder}/made.db`);
    expect(readdirSync(folder)).toEqual(['made.db']);
  });

  test('of a registry that a newer version wrote is not made', async () => {
    const [{ url, beside }, file] = [await aDatabase(), `${aFolder()}/made.db`];
    await (await openStore(url)).close();
    await beside(FUTURE);
    await expect(backUp(url, file)).rejects.toThrow(/newer Daylight.*go back to a backup from before/);
    expect(existsSync(file)).toBe(false);
    await beside(`DELETE FROM "_prisma_migrations" WHERE "id" = 'x'`);
  });

  test('of a file that is not there says what to do', async () => {
    const making = backUp(`file:${aFolder()}/none.db`, `${aFolder()}/made.db`);
    await expect(making).rejects.toThrow(/There is no file .*Correct DATABASE_URL, or start Daylight once/);
  });

  test.runIf(isPostgres)('of a database that is empty says what to do', async () => {
    const file = `${aFolder()}/made.db`;
    const { beside, url } = await aDatabase();
    await beside('DROP SCHEMA public CASCADE');
    await beside('CREATE SCHEMA public');
    await expect(backUp(url, file)).rejects.toThrow(
      /is empty\. Correct DATABASE_URL, or start Daylight once/,
    );
    await migrate(url);
  });

  test.runIf(isPostgres)('of a server that can’t be reached says so, made and restored', async () => {
    const nowhere = 'postgresql://daylight:secret@127.0.0.1:1/registry';
    const refused = /^The PostgreSQL database "registry" at 127\.0\.0\.1:1 can't be reached/;
    const backup = await aBackup();
    await expect(backUp(nowhere, `${backup}-2`)).rejects.toThrow(refused);
    await expect(restore(backup, nowhere, `${backup}-kept`)).rejects.toThrow(refused);
  });

  test('for which there is no room says so', () => {
    for (const why of [{ code: 'ENOSPC', message: 'copyfile' }, { message: 'database or disk is full' }])
      expect(said(Object.assign(new Error(), why))).toMatch(/^The disk is full .*Make room/);
  });

  test('of a registry whose history was changed beside the product says so, made and restored', async () => {
    const [{ url, beside }, folder] = [await aDatabase(), aFolder()];
    const store = await aRegistry(url);
    await beside(`DELETE FROM "Change" WHERE "id" = (SELECT MAX("id") FROM "Change" WHERE "systemId" = 1)`);
    const file = path.join(folder, 'backup.db');
    expect((await backUp(url, file)).broken).toEqual([1]);
    await store.close();
    const other = isPostgres ? url : `file:${aFolder()}/other.db`;
    expect((await restore(file, other, path.join(folder, 'kept.db'))).total.broken).toEqual([1]);
  });
});

/** Nights on which backups are due, on a disk without room for them. */
async function someNights() {
  const { url } = await aDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  let now = NOW;
  const nights = {
    hasRoom: false,
    isLeaving: false,
    tried: [] as string[],
    told: [] as string[],
    row: async () => (await store.schedule.all())[0]!,
    /** So many minutes, each with its tick. */
    async pass(from: string, minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute++) {
        now = instant(from).add({ minutes: minute });
        await runDueJobs(running, (job) => nights.told.push(job));
      }
    },
  };
  const context = {
    timeZone: 'America/Toronto',
    stopping: () => nights.isLeaving,
    async backUp(at: Instant): Promise<void> {
      nights.tried.push(at.toString());
      if (!nights.hasRoom) throw new Error('no room');
    },
  };
  const running = {
    ...{ store, jobs: [nightly], inHand: new Set<string>() },
    clock: { now: () => now, wall: () => now },
    context: context as never,
  };
  await enterJobs(running);
  return nights;
}

/** A backup of a registry in a file that nobody has open. */
async function aBackup(): Promise<string> {
  const folder = aFolder();
  await aRegistry(`file:${folder}/registry.db`);
  await backUp(`file:${folder}/registry.db`, `${folder}/made.db`);
  copyFileSync(`${folder}/made.db`, `${folder}/backup.db`);
  return `${folder}/backup.db`;
}

const FUTURE = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "started_at", "applied_steps_count")
  VALUES ('x', 'x', '29990101000000-future', '2999-01-01', '2999-01-01', 1)`;

/** As a later version leaves it. */
function renewed(file: string): void {
  const db = new Database(file);
  db.exec(FUTURE);
  db.close();
}

describe('a restore', () => {
  test('of a backup that a newer version wrote is refused by the backup’s name', async () => {
    const backup = await aBackup();
    renewed(backup);
    const place = `${aFolder()}/registry.db`;
    await expect(restore(backup, `file:${place}`, `${place}-kept`)).rejects.toThrow(
      `The database file "${backup}" was written by a newer Daylight`,
    );
    expect(existsSync(place)).toBe(false);
  });

  test('takes the place of a registry that a newer version wrote, and keeps that', async () => {
    const backup = await aBackup();
    const place = `${aFolder()}/registry.db`;
    copyFileSync(backup, place);
    renewed(place);
    const { kept } = await restore(backup, `file:${place}`, `${place}-kept`);
    expect(kept).toBe(`${place}-kept`);
    expect((await told(`file:${place}`)).total).toBe(6);
    await expect(openStore(`file:${place}-kept`)).rejects.toThrow(/newer Daylight/);
  });

  test('takes the place of a file that is damaged, and keeps that as it is', async () => {
    const backup = await aBackup();
    const place = `${aFolder()}/registry.db`;
    writeFileSync(place, 'Nothing that could be read. '.repeat(100));
    await restore(backup, `file:${place}`, `${place}-kept`);
    expect(readFileSync(`${place}-kept`, 'utf8')).toContain('Nothing that could be read.');
    expect((await told(`file:${place}`)).total).toBe(6);
  });

  test('does not take the place of another program’s database', async () => {
    const place = `${aFolder()}/theirs.db`;
    const db = new Database(place);
    db.exec('CREATE TABLE "Theirs" ("id" INTEGER)');
    db.close();
    const restoring = restore(await aBackup(), `file:${place}`, `${place}-kept`);
    await expect(restoring).rejects.toThrow(/is not a Daylight database\. Name another/);
    expect(readdirSync(path.dirname(place)).filter((name) => /kept|restoring/.test(name))).toEqual([]);
    expect((await condition(`file:${place}`)).filter(({ isWell }) => !isWell)).toMatchObject([
      { fault: 'it is another program’s' },
    ]);
  });

  test('that can’t put aside what stood there leaves that, and nothing beside it', async () => {
    const [backup, folder] = [await aBackup(), aFolder()];
    const place = `${folder}/registry.db`;
    copyFileSync(backup, place);
    writeFileSync(`${folder}/letter.txt`, '');
    await expect(restore(backup, `file:${place}`, `${folder}/letter.txt/kept.db`)).rejects.toThrow(
      /can't be made, read or written/,
    );
    expect(readdirSync(folder)).not.toContain('registry.db.restoring');
    expect((await told(`file:${place}`)).total).toBe(6);
  });

  test('takes what stands in the log beside a rescued file too', async () => {
    const folder = aFolder();
    const store = await aRegistry(`file:${folder}/rescued.db`);
    expect(existsSync(`${folder}/rescued.db-wal`)).toBe(true);
    const place = `${aFolder()}/registry.db`;
    await restore(`${folder}/rescued.db`, `file:${place}`, `${place}-kept`);
    expect((await told(`file:${place}`)).total).toBe(6);
    await store.close();
  });
});

describe.runIf(isPostgres)('a registry is moved to PostgreSQL', () => {
  test('whole, history and hashes included, and ids go on', async () => {
    const from = `file:${await aBackup()}`;
    const { url: into } = await aDatabase();
    await copyInto(from, into);
    expect(await told(into)).toEqual(await told(from));
    const store = await openStore(into);
    const system = (await store.systems.get(1))!;
    const write = { by: system.ownerId, at: NOW, today: TODAY, policy: DEFAULT_POLICY };
    expect((await store.systems.change(system, { vendor: 'Acme' }, write)).result).toBe('changed');
    expect((await store.history.verify(NOW)).broken).toEqual([]);
    await store.close();
  });

  test('and its planner knows at once how much there is', async () => {
    const { url: into } = await aDatabase();
    await copyInto(`file:${await aBackup()}`, into);
    const { db, close } = await connect(into, {});
    const known = 'SELECT "reltuples" FROM pg_class WHERE "relname" = \'System\' AND "relkind" = \'r\'';
    expect(await db.$queryRawUnsafe(known)).toEqual([{ reltuples: 6 }]);
    await close();
  });

  test('but not over one that is there already, nor while it is used', async () => {
    const from = `file:${await aBackup()}`;
    const { url: into } = await aDatabase();
    await aRegistry(into);
    await expect(copyInto(from, into)).rejects.toThrow(/There is a registry in that database already/);
    const used = `file:${aFolder()}/used.db`;
    await aRegistry(used);
    await expect(copyInto(used, into)).rejects.toThrow(/in use. Stop/);
  });

  test('and a newer one is left in a schema beside the backup that takes its place', async () => {
    const backup = await aBackup();
    const { url, beside } = await aDatabase();
    await beside(FUTURE);
    const { kept } = await restore(backup, url, '');
    expect(kept).toMatch(/^the schema before_restore_\d+$/);
    expect((await told(url)).total).toBe(6);
    await beside(`DROP SCHEMA "${kept?.split(' ')[2]}" CASCADE`);
  });
});
