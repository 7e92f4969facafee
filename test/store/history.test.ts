import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { day, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aPerson } from '../support/builders.ts';
import { aFolder } from '../support/database.ts';

const NOW = instant('2026-03-02T15:00:00Z');
const write = { by: 'U1', at: NOW, today: day('2026-03-02'), policy: DEFAULT_POLICY };

async function aRegistry(): Promise<{ store: Store; file: string; beside(sql: string): void }> {
  const file = `${aFolder()}/test.db`;
  const store = await openStore(`file:${file}`);
  onTestFinished(() => store.close());
  await store.organizations.seed([
    { acronym: 'MTO', nameEn: 'Transportation', nameFr: 'Transports', aliases: [] },
  ]);
  await store.people.save(aPerson(), NOW);
  for (const nameEn of ['One', 'Two']) {
    await store.systems.register(
      {
        nameEn,
        descriptionEn: 'Ask Jo',
        organizationId: 1,
        lifecycle: 'pilot',
        tier: 'II',
        personalInformation: 'yes',
        users: 'staff',
        ownerId: 'U1',
        backupId: null,
      },
      write,
    );
  }
  const system = (await store.systems.get(1))!;
  await store.systems.change(system, { vendor: 'Jo Ltd' }, write);
  return {
    store,
    file,
    beside(sql) {
      const db = new Database(file);
      db.exec(sql);
      db.close();
    },
  };
}

describe('the history', () => {
  test('is intact through register, change, redaction and undo', async () => {
    const { store } = await aRegistry();
    await store.redact(1, 'Jo', { ...write, why: 'a name' });
    const two = (await store.systems.get(2))!;
    await store.systems.change(two, { lifecycle: 'production' }, write);
    await store.undo.undo(2, write);
    expect((await store.history.verify(NOW)).broken).toEqual([]);
  });

  test.each([
    ['an entry was changed', `UPDATE "Change" SET "to" = '"Other"' WHERE "field" = 'vendor'`],
    [
      'an entry was attributed to somebody else',
      `UPDATE "Change" SET "byId" = 'U9' WHERE "field" = 'vendor'`,
    ],
    ['an entry was taken out', `DELETE FROM "Change" WHERE "systemId" = 1 AND "kind" = 'opened'`],
    ['the newest entry was taken out', `DELETE FROM "Change" WHERE "field" = 'vendor'`],
    ['all entries were taken out', `DELETE FROM "Change" WHERE "systemId" = 1`],
    [
      'an entry was added',
      `INSERT INTO "Change" ("systemId","at","kind","content","hash") VALUES (1, 0, 'edited', 'x', 'y')`,
    ],
    ['the system itself was taken out', `PRAGMA foreign_keys = OFF; DELETE FROM "System" WHERE "id" = 1`],
    ['the words were emptied as if redacted', `UPDATE "Change" SET "salt" = NULL WHERE "field" = 'vendor'`],
  ])('shows that %s beside the product', async (_, sql) => {
    const { store, beside } = await aRegistry();
    beside(sql);
    expect((await store.history.verify(NOW)).broken).toEqual([1]);
  });

  test('shows that what a redaction left was changed', async () => {
    const { store, beside } = await aRegistry();
    await store.redact(1, 'Jo', { ...write, why: 'a name' });
    beside(`UPDATE "Change" SET "to" = '"Forged"' WHERE "field" = 'vendor'`);
    expect((await store.history.verify(NOW)).broken).toEqual([1]);
  });

  test('forged entries are not sealed at the next start', async () => {
    const { store, file, beside } = await aRegistry();
    beside(`DELETE FROM "Fact"; UPDATE "System" SET "historyHash" = NULL WHERE "id" = 1;
      UPDATE "Change" SET "hash" = '', "salt" = NULL WHERE "systemId" = 1`);
    const again = await openStore(`file:${file}`);
    expect((await again.history.verify(NOW)).broken).toEqual([1]);
    await again.close();
    void store;
  });
});

test('a redaction cleans what was said of the system, and leaves the shape of messages alone', async () => {
  const { store } = await aRegistry();
  const block = (text: string) => ({ type: 'section' as const, text: { type: 'plain_text' as const, text } });
  const owe = (key: string, text: string) =>
    store.notices.owe({ key, kind: 'word', to: 'U1', message: { text, blocks: [block(text)] } }, NOW);
  await owe('of-it', 'AI-0001 is Plain Jo');
  await owe('of-another', 'AI-0002 is Plain Jo');
  expect(await store.redact(1, 'plain', { ...write, why: 'x' })).toMatchObject({ elsewhere: 1 });
  const claimed = await store.notices.claim(NOW, NOW);
  expect(claimed[0]?.message).toEqual({
    text: 'AI-0001 is █████ Jo',
    blocks: [block('AI-0001 is █████ Jo')],
  });
});

test('a redaction takes out words, and leaves codes and days alone', async () => {
  const { store } = await aRegistry();
  const found = await store.redact(1, 'pilot', { ...write, why: 'x' });
  expect(found).toEqual({ fields: 0, reviews: 0, entries: 0, elsewhere: 0 });
  expect(await store.redact(1, '2026-05', { ...write, why: 'x' })).toMatchObject({ entries: 0 });
});

describe('an upgrade', () => {
  const first = '20261123220340-first';
  const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations/sqlite');

  /** A database as the first version left it. */
  function anOldDatabase(): string {
    const file = `${mkdtempSync(path.join(tmpdir(), 'daylight-'))}/old.db`;
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
