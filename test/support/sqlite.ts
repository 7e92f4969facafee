import { copyFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { migrate } from '../../src/store/migrate.ts';
import { sqliteFile } from '../../src/store/sqlite-adapter.ts';
import { temporaryFolder } from './folder.ts';
import type { TestDatabase } from './test-database.ts';

/** Migrated once in this process: each test gets a copy. */
let template: Promise<string> | undefined;

async function migrated(): Promise<string> {
  const { folder, remove } = temporaryFolder();
  process.once('exit', remove);
  const file = path.join(folder, 'template.db');
  await migrate(`file:${file}`);
  // Copied is the file alone: what was written may all stand in the log beside it.
  const db = new Database(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  return file;
}

export async function takeSqlite(): Promise<TestDatabase> {
  template ??= migrated();
  const { folder, remove } = temporaryFolder();
  const url = `file:${folder}/test.db`;
  copyFileSync(await template, sqliteFile(url));
  return {
    url,
    async beside(sql) {
      const db = new Database(sqliteFile(url));
      db.exec(sql);
      db.close();
    },
    release: async () => remove(),
  };
}
