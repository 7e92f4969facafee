import { onTestFinished } from 'vitest';
import { seedOrganizations } from '../../prisma/seed/seed.ts';
import { instant } from '../../src/domain/day.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aPerson } from './builders.ts';
import { temporaryFolder } from './folder.ts';
import type { TestDatabase } from './test-database.ts';

/** The database that this run tries: SQLite, or PostgreSQL. */
export const isPostgres = process.env.TEST_DATABASE === 'postgresql';

/** An empty database, to be released by whoever took it. */
export async function takeDatabase(): Promise<TestDatabase> {
  if (isPostgres) return (await import('./postgres.ts')).takePostgres();
  return (await import('./sqlite.ts')).takeSqlite();
}

/** An empty database of this test's own, gone when it is finished. */
export async function aDatabase(): Promise<TestDatabase> {
  const database = await takeDatabase();
  onTestFinished(() => database.release());
  return database;
}

/** A folder of this test's own, gone when it is finished. */
export function aFolder(): string {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  return folder;
}

/** A real database with the organizations and three people in it. */
export async function aStore(): Promise<Store> {
  const { url } = await aDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  await seedOrganizations(store);
  for (const [id, name] of [
    ['U1', 'Avery Example'],
    ['U2', 'Benoît Exemple'],
    ['U3', 'Casey Sample'],
  ] as const) {
    await store.people.save(
      aPerson({ id, name, language: id === 'U2' ? 'fr' : 'en' }),
      instant('2026-01-01T00:00:00Z'),
    );
  }
  return store;
}
