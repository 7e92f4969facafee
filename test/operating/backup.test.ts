import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seedOrganizations, seedSample } from '../../prisma/seed/seed.ts';
import { day, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { keepNewest } from '../../src/operating/backup-files.ts';
import { backUp, copyInto, restore } from '../../src/store/moving.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDatabase, aFolder, isPostgres } from '../support/database.ts';

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
    const before = await told(url);
    expect(await told(`file:${file}`)).toEqual(before);
    // A file that this process has open can't be replaced; a PostgreSQL database is, once nobody uses it.
    const other = isPostgres ? url : `file:${aFolder()}/other.db`;
    await beside(`UPDATE "System" SET "nameEn" = 'Lost'`);
    await store.close();
    const { kept } = await restore(file, other, path.join(folder, 'kept.db'));
    expect(kept).toBe(isPostgres);
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

  test('is made by a command that says where it is and what it holds', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await aRegistry(url);
    const script = path.resolve(import.meta.dirname, '../../src/operating/backup.ts');
    const env = { ...process.env, DATABASE_URL: url, BACKUP_FOLDER: folder };
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env });
    expect(stdout).toMatch(/daylight-\d{8}T\d{6}Z\.db: \d+ rows, looked through and found well\./);
  });
});

describe.runIf(isPostgres)('a registry is moved to PostgreSQL', () => {
  test('whole, history and hashes included, and ids go on', async () => {
    const from = `file:${aFolder()}/registry.db`;
    const { url: into } = await aDatabase();
    await aRegistry(from);
    await copyInto(from, into);
    expect(await told(into)).toEqual(await told(from));
    const store = await openStore(into);
    const system = (await store.systems.get(1))!;
    const write = { by: system.ownerId, at: NOW, today: TODAY, policy: DEFAULT_POLICY };
    expect((await store.systems.change(system, { vendor: 'Acme' }, write)).result).toBe('changed');
    expect((await store.history.verify(NOW)).broken).toEqual([]);
    await store.close();
  });

  test('but not over one that is there already', async () => {
    const from = `file:${aFolder()}/registry.db`;
    const { url: into } = await aDatabase();
    await aRegistry(from);
    await aRegistry(into);
    await expect(copyInto(from, into)).rejects.toThrow(/There is a registry in that database already/);
  });
});
