import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { dayIn, instant } from '../../src/domain/day.ts';
import { backUp } from '../../src/store/backup.ts';
import { condition } from '../../src/store/condition.ts';
import { copyInto } from '../../src/store/moving.ts';
import { restore } from '../../src/store/restoring.ts';
import { openStore } from '../../src/store/store.ts';
import { aDatabase, aFolder, isPostgres } from '../support/database.ts';

// released/ has a database of each released version, as SQL.

const NOW = instant('2026-12-01T15:00:00Z');
const released = path.join(import.meta.dirname, 'released');
const versions = readdirSync(released).map((file) => [path.basename(file, '.sql')] as const);

type Rows = Record<string, unknown>[];

const tablesOf = (db: Database.Database): string[] => {
  const rows = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all([]) as {
    name: string;
  }[];
  return rows.map(({ name }) => name).filter((name) => !/^_|^sqlite/.test(name));
};
const rowsOf = (db: Database.Database, table: string): Rows =>
  db.prepare(`SELECT * FROM "${table}"`).all([]) as Rows;

/** A database as that version left it, in a file, and all that stands in it. */
function left(version: string): { file: string; rows: Map<string, Rows> } {
  const file = `${aFolder()}/old.db`;
  const db = new Database(file);
  db.exec('PRAGMA foreign_keys=OFF');
  db.exec(readFileSync(path.join(released, `${version}.sql`), 'utf8'));
  const rows = new Map(tablesOf(db).map((table) => [table, rowsOf(db, table)]));
  db.close();
  expect(rows.get('System')?.length).toBeGreaterThan(0);
  return { file, rows };
}

/** Nobody brought it up to this version. */
function staysAsItWas(file: string, rows: Map<string, Rows>): void {
  const db = new Database(file);
  for (const [table, before] of rows) expect(rowsOf(db, table), table).toEqual(before);
  db.close();
}

async function isWhole(url: string, rows: Map<string, Rows>): Promise<void> {
  const store = await openStore(url);
  expect((await store.history.verify(NOW)).broken).toEqual([]);
  const list = await store.systems.list({ all: true }, { limit: 100, today: dayIn(NOW, 'UTC') });
  expect(list.total).toBe(rows.get('System')?.length);
  await store.close();
}

describe.each(versions)('a registry of version %s', (version) => {
  test.skipIf(isPostgres)(
    'is upgraded with every value of every row, and its history is sealed',
    async () => {
      const { file, rows } = left(version);
      await isWhole(`file:${file}`, rows);
      const now = new Database(file);
      for (const [table, before] of rows)
        expect(rowsOf(now, table), table).toEqual(before.map((row) => expect.objectContaining(row)));
      now.close();
    },
  );

  test.runIf(isPostgres)('is moved to PostgreSQL whole', async () => {
    const { file, rows } = left(version);
    const { url } = await aDatabase();
    await copyInto(`file:${file}`, url);
    await isWhole(url, rows);
    staysAsItWas(file, rows);
  });

  test.skipIf(isPostgres)('is backed up as it is, and restored as one of this version', async () => {
    const { file, rows } = left(version);
    const folder = aFolder();
    expect((await backUp(`file:${file}`, `${folder}/made.db`)).broken).toEqual([]);
    expect(readdirSync(folder)).toEqual(['made.db']);
    for (const one of [file, `${folder}/made.db`]) staysAsItWas(one, rows);
    await restore(`${folder}/made.db`, `file:${folder}/restored.db`, `${folder}/kept.db`);
    expect((await condition(`file:${folder}/restored.db`)).filter(({ isWell }) => !isWell)).toEqual([]);
    await isWhole(`file:${folder}/restored.db`, rows);
  });
});
