import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { sqliteFile } from '../../src/store/sqlite-adapter.ts';
import { openStore } from '../../src/store/store.ts';
import { temporaryFolder } from './folder.ts';
import type { TestDatabase } from './test-database.ts';

/** The file of an empty database, made once in this process: each test gets a copy. */
let template: Promise<Buffer> | undefined;

async function made(): Promise<Buffer> {
  const { folder, remove } = temporaryFolder();
  const file = path.join(folder, 'template.db');
  await (await openStore(`file:${file}`)).close();
  // Copied is the file alone: what was written may all stand in the log beside it.
  const db = new Database(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  const empty = readFileSync(file);
  remove();
  return empty;
}

export async function takeSqlite(): Promise<TestDatabase> {
  template ??= made();
  const { folder, remove } = temporaryFolder();
  const url = `file:${folder}/test.db`;
  writeFileSync(sqliteFile(url), await template);
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
