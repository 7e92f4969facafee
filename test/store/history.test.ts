import { describe, expect, onTestFinished, test } from 'vitest';
import { day, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aPerson } from '../support/builders.ts';
import { aDatabase, isPostgres } from '../support/database.ts';
import type { TestDatabase } from '../support/test-database.ts';

const NOW = instant('2026-03-02T15:00:00Z');
const write = { by: 'U1', at: NOW, today: day('2026-03-02'), policy: DEFAULT_POLICY };

async function aRegistry(): Promise<{ store: Store } & Pick<TestDatabase, 'url' | 'beside'>> {
  const { url, beside } = await aDatabase();
  const store = await openStore(url);
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
  return { store, url, beside };
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
      `INSERT INTO "Change" ("systemId","at","kind","content","hash") VALUES (1, '1970-01-01', 'edited', 'x', 'y')`,
    ],
    [
      'the system itself was taken out',
      isPostgres
        ? `SET session_replication_role = replica; DELETE FROM "System" WHERE "id" = 1; RESET session_replication_role`
        : `PRAGMA foreign_keys = OFF; DELETE FROM "System" WHERE "id" = 1`,
    ],
    ['the words were emptied as if redacted', `UPDATE "Change" SET "salt" = NULL WHERE "field" = 'vendor'`],
  ])('shows that %s beside the product', async (_, sql) => {
    const { store, beside } = await aRegistry();
    await beside(sql);
    expect((await store.history.verify(NOW)).broken).toEqual([1]);
  });

  test('shows that what a redaction left was changed', async () => {
    const { store, beside } = await aRegistry();
    await store.redact(1, 'Jo', { ...write, why: 'a name' });
    await beside(`UPDATE "Change" SET "to" = '"Forged"' WHERE "field" = 'vendor'`);
    expect((await store.history.verify(NOW)).broken).toEqual([1]);
  });

  test('forged entries are not sealed at the next start', async () => {
    const { url, beside } = await aRegistry();
    await beside(`DELETE FROM "Fact"; UPDATE "System" SET "historyHash" = NULL WHERE "id" = 1;
      UPDATE "Change" SET "hash" = '', "salt" = NULL WHERE "systemId" = 1`);
    const again = await openStore(url);
    expect((await again.history.verify(NOW)).broken).toEqual([1]);
    await again.close();
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
