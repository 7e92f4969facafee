import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { day, instant } from '../../src/domain/day.ts';
import { keepNewest } from '../../src/operating/backup-files.ts';
import { openStore } from '../../src/store/store.ts';
import { aDatabase, aFolder, isPostgres } from '../support/database.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const script = (file: string, args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, ['--import', 'tsx', path.join(root, file), ...args], {
    cwd: root,
    env: { ...process.env, BACKUP_FOLDER: 'none', ...env },
  });
const npm = (name: string, args: string[], url: string, folder = 'none') =>
  script(`src/operating/${name}.ts`, args, { DATABASE_URL: url, BACKUP_FOLDER: folder });
const seed = (url: string) => script('test/support/seed-registry.ts', [url]);

async function told(url: string) {
  const store = await openStore(url);
  const { total, items } = await store.systems.list({}, { limit: 100, today: day('2026-03-02') });
  const { entries, broken } = await store.history.verify(instant('2026-03-02T15:00:00Z'));
  await store.close();
  return { total, names: items.map(({ system }) => system.nameEn).sort(), entries, broken };
}

describe('a backup', () => {
  test('is made while the registry is used, and brings it back as it was', async () => {
    const [{ url, beside }, folder] = [await aDatabase(), aFolder()];
    await seed(url);
    const before = await told(url);
    const store = await openStore(url);
    const made = await npm('backup', [], url, folder);
    await store.close();
    const [name = ''] = readdirSync(folder);
    expect(made.stdout).toMatch(/daylight-.*\.db: \d+ rows, looked through and found well\./);
    expect(await told(`file:${folder}/${name}`)).toEqual(before);
    const { url: other } = isPostgres ? { url } : { url: `file:${aFolder()}/other.db` };
    await beside(`DELETE FROM "Watch"; UPDATE "System" SET "nameEn" = 'Lost'`);
    const restored = await npm('restore', [path.join(folder, name)], other, folder);
    expect(restored.stdout).toMatch(/\d+ rows are restored\..*Start Daylight\./);
    expect(await told(other)).toEqual(before);
    expect(restored.stdout.includes('is kept in')).toBe(isPostgres);
  });

  test('is not written over a file, and no letter is taken for one', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    const letter = path.join(folder, 'letter.db');
    writeFileSync(
      letter,
      'Dear reader, this is not a database, and long enough to look like one. '.repeat(20),
    );
    await expect(npm('backup', [letter], url)).rejects.toThrow(/exists already. Name a new file/);
    await expect(npm('restore', [letter], url)).rejects.toThrow(/is not a Daylight database/);
    await expect(npm('restore', [path.join(folder, 'none.db')], url)).rejects.toThrow(/There is no file/);
  });

  test('that is damaged is not restored', async () => {
    const folder = aFolder();
    const url = `file:${folder}/registry.db`;
    await seed(url);
    const file = path.join(folder, 'backup.db');
    await npm('backup', [file], url);
    const db = new Database(file);
    db.exec(
      "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'index' AND name LIKE 'Change%'",
    );
    db.close();
    await expect(npm('restore', [file], (await aDatabase()).url)).rejects.toThrow(/is damaged/);
  });

  test('is not restored while somebody uses the registry', async () => {
    const [{ url }, folder] = [await aDatabase(), aFolder()];
    await seed(url);
    const file = path.join(folder, 'backup.db');
    await npm('backup', [file], url);
    const store = await openStore(url);
    await expect(npm('restore', [file], url)).rejects.toThrow(/in use. Stop/);
    await store.close();
  });

  test('is kept with so many others, the oldest going first', () => {
    const folder = aFolder();
    const names = ['20260101', '20260102', '20260103'].map((on) => `daylight-${on}T074000Z.db`);
    for (const name of [...names, 'before-restore-20250101T000000Z.db'])
      writeFileSync(`${folder}/${name}`, '');
    keepNewest(folder, 2);
    expect(readdirSync(folder).sort()).toEqual(['before-restore-20250101T000000Z.db', ...names.slice(1)]);
  });
});

describe.runIf(isPostgres)('copy-to', () => {
  test('moves a registry to PostgreSQL whole, history and hashes included, and ids go on', async () => {
    const from = `file:${aFolder()}/registry.db`;
    const { url: into } = await aDatabase();
    await seed(from);
    const copied = await script('src/operating/copy-to.ts', [into], { DATABASE_URL: from });
    expect(copied.stdout).toMatch(/\d+ rows are copied, by count and by hash the same/);
    expect(await told(into)).toEqual(await told(from));
    const store = await openStore(into);
    const system = (await store.systems.get(1))!;
    const { result } = await store.systems.change(
      system,
      { vendor: 'Acme' },
      { by: system.ownerId, at: instant('2026-03-02T15:00:00Z'), today: day('2026-03-02'), policy: [] },
    );
    expect(result).toBe('changed');
    expect((await store.history.verify(instant('2026-03-02T15:00:00Z'))).broken).toEqual([]);
    await store.close();
  });

  test('leaves a registry that is there already alone', async () => {
    const from = `file:${aFolder()}/registry.db`;
    const { url: into } = await aDatabase();
    await seed(from);
    await seed(into);
    const copying = script('src/operating/copy-to.ts', [into], { DATABASE_URL: from });
    await expect(copying).rejects.toThrow(/There is a registry in that database already/);
    expect(existsSync(from.replace('file:', ''))).toBe(true);
  });
});
