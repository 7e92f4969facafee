import { providerOf } from './schema.ts';

/**
 * Brings the database up to this version; several processes may start at once. Resolves with the names of the migrations by
 * which an older one was upgraded. Throws Refusal with one clear sentence.
 */
export async function migrate(url: string): Promise<string[]> {
  if (providerOf(url) === 'sqlite') return (await import('./migrate-sqlite.ts')).migrateSqlite(url);
  return (await import('./migrate-postgres.ts')).migratePostgres(url);
}
