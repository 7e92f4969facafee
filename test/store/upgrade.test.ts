import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { instant } from '../../src/domain/day.ts';
import { openStore } from '../../src/store/store.ts';
import { aFolder } from '../support/database.ts';

const NOW = instant('2026-03-02T15:00:00Z');

test('a database that is new, or of this version, is not upgraded', async () => {
  const file = `${aFolder()}/new.db`;
  for (const isNew of [true, false]) {
    const store = await openStore(`file:${file}`);
    expect(store).toMatchObject({ isNew, upgraded: [] });
    await store.close();
  }
});

describe('an upgrade', () => {
  const first = '20261123220340-first';
  const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations/sqlite');

  /** A database as the first version left it. */
  function anOldDatabase(): string {
    const file = `${aFolder()}/old.db`;
    const db = new Database(file);
    db.exec('PRAGMA application_id = 1147238764');
    db.exec(readFileSync(path.join(migrations, first, 'migration.sql'), 'utf8'));
    db.exec(`CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME,
      "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
      "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`);
    db.exec(`INSERT INTO "_prisma_migrations" VALUES ('1', 'x', 1, '${first}', NULL, NULL, 1, 1)`);
    db.exec(
      `INSERT INTO "Organization" VALUES (1, 'MTO', 'Transportation', 'Transports', '[]', 'transportation')`,
    );
    db.exec(`INSERT INTO "Person" VALUES ('U1', 'Avery', 'en', 'America/Toronto', 1, 0, 0)`);
    db.exec(`INSERT INTO "System" ("id","nameEn","nameFold","descriptionEn","organizationId","ownerId","lifecycle","tier","capabilities",
      "autonomy","users","personalInformation","developer","notice","disclosure","registeredAt") VALUES (7, 'Old', 'old', 'd', 1, 'U1', 'pilot',
      'II', '[]', 'unknown', 'staff', 'no', 'unknown', 'unknown', 'open', 0)`);
    db.exec(`INSERT INTO "Change" ("systemId","at","byId","kind") VALUES (7, 0, 'U1', 'registered')`);
    db.close();
    return file;
  }

  test('from the first version keeps everything, and seals its history', async () => {
    expect(readdirSync(migrations)).toContain(first);
    const store = await openStore(`file:${anOldDatabase()}`);
    expect(store.upgraded).toEqual(
      readdirSync(migrations).filter((name) => /^\d/.test(name) && name !== first),
    );
    expect(await store.systems.get(7)).toMatchObject({ nameEn: 'Old', version: 1 });
    expect(await store.history.verify(NOW)).toMatchObject({ entries: 1, broken: [] });
    await store.close();
  });

  test('that was interrupted begins anew, from the copy that was made before it', async () => {
    const file = anOldDatabase();
    copyFileSync(file, `${file}-before-upgrade`);
    const db = new Database(file);
    db.exec(
      `DROP TABLE "Reminder"; INSERT INTO "_prisma_migrations" VALUES ('2', 'x', NULL, 'half-done', NULL, NULL, 1, 0)`,
    );
    db.close();
    const store = await openStore(`file:${file}`);
    expect(await store.systems.get(7)).toMatchObject({ nameEn: 'Old' });
    await store.close();
  });
});
