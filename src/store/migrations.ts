import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '../domain/day.ts';
import type { Query } from './reading.ts';
import { toInstant } from './records.ts';
import { migrationsFolder, type Provider } from './schema.ts';

export interface Migration {
  name: string;
  sql: string;
}

/** What was done to a database: it was set up, or upgraded by these migrations, by none where it was of this version. */
export interface Upgrade {
  isNew: boolean;
  upgraded: string[];
}

/** What was missing, of a database that had some migrations applied, or none. */
export const upgradeOf = (applied: ReadonlySet<string>, missing: readonly Migration[]): Upgrade => ({
  isNew: applied.size === 0,
  upgraded: applied.size === 0 ? [] : missing.map(({ name }) => name),
});

/** The migrations of a database, in their order. */
export const migrationsOf = (provider: Provider): Migration[] =>
  readdirSync(migrationsFolder(provider), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      sql: readFileSync(path.join(migrationsFolder(provider), name, 'migration.sql'), 'utf8'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** When a database was set up. */
export async function setUpAt(read: Query): Promise<Instant> {
  const [first] = await read<{ at: Date }>(
    'SELECT "finished_at" AS "at" FROM "_prisma_migrations" ORDER BY "finished_at" LIMIT 1',
  );
  return toInstant(first!.at);
}

/** The names of the indexes that migrations leave behind. */
export function indexesOf(migrations: readonly Migration[]): Set<string> {
  const names = new Set<string>();
  for (const { sql } of migrations)
    for (const [, made, dropped] of sql.matchAll(/CREATE (?:UNIQUE )?INDEX "(\w+)"|DROP INDEX "(\w+)"/g)) {
      if (made) names.add(made);
      if (dropped) names.delete(dropped);
    }
  return names;
}

/** What helps where a newer version wrote a database. */
export const NEWER_REMEDY =
  'Install that version or a later one, or go back to a backup from before its upgrade.';

/** A migration that a database has and this version doesn't know: it was written by a newer one. */
export const newerThanUs = (
  migrations: readonly Migration[],
  applied: ReadonlySet<string>,
): string | undefined => [...applied].find((name) => !migrations.some((known) => known.name === name));
