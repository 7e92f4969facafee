import type { Upgrade } from './migrations.ts';
import { providerOf } from './schema.ts';

/** Brings the database up to this version; several processes may start at once. Throws Refusal with one clear sentence. */
export async function migrate(url: string): Promise<Upgrade> {
  if (providerOf(url) === 'sqlite') return (await import('./migrate-sqlite.ts')).migrateSqlite(url);
  return (await import('./migrate-postgres.ts')).migratePostgres(url);
}
