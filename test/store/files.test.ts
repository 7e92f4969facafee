import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { instant } from '../../src/domain/day.ts';
import { Refusal } from '../../src/refusal.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { aPerson } from '../support/builders.ts';
import { aFolder } from '../support/database.ts';
import { TYPESCRIPT } from '../support/node-flags.ts';

const run = promisify(execFile);

describe('the database file', () => {
  test('is made with its folder', async () => {
    const file = path.join(aFolder(), 'deep', 'down', 'daylight.db');
    const store = await openStore(`file:${file}`);
    expect(await store.organizations.all()).toEqual([]);
    await store.close();
  });

  test('is all there is of the registry once it was left', async () => {
    const file = path.join(aFolder(), 'daylight.db');
    const store = await openStore(`file:${file}`);
    await store.people.save(aPerson({ id: 'U1', name: 'Avery Example' }), instant('2026-03-02T15:00:00Z'));
    await store.close();
    const copy = path.join(aFolder(), 'copy.db');
    copyFileSync(file, copy);
    const copied = await openStore(`file:${copy}`);
    expect((await copied.people.get('U1'))?.person.name).toBe('Avery Example');
    await copied.close();
  });

  test('that isn’t a database is refused and left as it is', async () => {
    const file = path.join(aFolder(), 'letter.txt');
    writeFileSync(file, 'Dear reader, this is not a database, and long enough to look like one. '.repeat(20));
    const before = readFileSync(file);
    await expect(migrate(`file:${file}`)).rejects.toThrow(/is not a Daylight database/);
    expect(readFileSync(file)).toEqual(before);
  });

  test('of another program is refused', async () => {
    const file = path.join(aFolder(), 'other.db');
    const db = new Database(file);
    db.exec('CREATE TABLE songs (title TEXT)');
    db.close();
    await expect(migrate(`file:${file}`)).rejects.toThrow(Refusal);
  });

  test('of a newer version is refused by the name of what it has', async () => {
    const file = path.join(aFolder(), 'newer.db');
    await migrate(`file:${file}`);
    const db = new Database(file);
    db.exec(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, started_at, applied_steps_count) VALUES ('x', 'x', '29990101000000-future', 1, 1, 1)",
    );
    db.close();
    await expect(migrate(`file:${file}`)).rejects.toThrow(/newer Daylight.*29990101000000-future/);
  });

  test('in a place that can’t be written is refused', async () => {
    const folder = aFolder();
    writeFileSync(path.join(folder, 'file'), '');
    await expect(migrate(`file:${folder}/file/daylight.db`)).rejects.toThrow(/can't be written/);
    mkdirSync(path.join(folder, 'dir.db'));
    await expect(migrate(`file:${folder}/dir.db`)).rejects.toThrow();
  });

  test('is migrated once when two processes start on it at once', async () => {
    const file = path.join(aFolder(), 'daylight.db');
    const start = () =>
      run(process.execPath, [
        ...TYPESCRIPT,
        path.join(import.meta.dirname, '../support/migrate-once.ts'),
        `file:${file}`,
      ]);
    await Promise.all([start(), start(), start()]);
    const db = new Database(file);
    const rows = db
      .prepare('SELECT migration_name, COUNT(*) AS n FROM _prisma_migrations GROUP BY 1')
      .all() as { n: number }[];
    db.close();
    expect(rows.map(({ n }) => n)).toEqual(rows.map(() => 1));
  });
});
