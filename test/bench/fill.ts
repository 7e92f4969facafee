import Database from 'libsql';
import { seedOrganizations } from '../../prisma/seed/seed.ts';
import { addDays, day, instant } from '../../src/domain/day.ts';
import { sqliteFile } from '../../src/store/sqlite-adapter.ts';
import { openStore } from '../../src/store/store.ts';

// A registry of any size, straight into the tables: three reviews and five changes a system.

export const NOW = instant('2026-03-02T15:00:00Z');
export const TODAY = day('2026-03-02');
const CHANGES = 5;
/** The reviews that each system has. */
export const TYPES = ['AIA', 'PIA', 'VALIDATE'] as const;
const NOUNS = [
  'router',
  'forecast',
  'assistant',
  'detector',
  'recommender',
  'classifier',
  'summarizer',
  'planner',
];
const THINGS = [
  'snow',
  'permit',
  'licence',
  'wildfire',
  'traffic',
  'water',
  'claims',
  'translation',
  'inspection',
  'grants',
];

export const peopleOf = (systems: number): number => Math.max(50, systems / 20);
export const personOf = (i: number, systems: number): string =>
  `U${String(i % peopleOf(systems)).padStart(5, '0')}`;
export const nameOf = (n: number): string => `${THINGS[n % 10]} ${NOUNS[n % 8]} ${n}`;

export async function fill(url: string, systems: number): Promise<void> {
  const store = await openStore(url);
  await seedOrganizations(store);
  await store.close();
  const db = new Database(sqliteFile(url));
  const organizations = db.prepare('SELECT id FROM Organization ORDER BY id').all() as { id: number }[];
  const at = (msAgo: number) => new Date(NOW.epochMilliseconds - msAgo).toISOString().replace('Z', '+00:00');
  const person = db.prepare(
    `INSERT INTO Person (id, name, language, timeZone, active, guest, fetchedAt) VALUES (?, ?, ?, 'America/Toronto', 1, 0, ?)`,
  );
  const system = db.prepare(
    `INSERT INTO System (id, nameEn, nameFold, descriptionEn, organizationId, ownerId, backupId, lifecycle, tier, capabilities,
      autonomy, users, personalInformation, developer, notice, disclosure, registeredAt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', 'unknown', 'staff', 'yes', 'unknown', 'unknown', 'under-review', ?)`,
  );
  const review = db.prepare(
    `INSERT INTO Assessment (systemId, type, state, countsFrom, dueOn, openKey) VALUES (?, ?, 'not-started', '2026-01-01', ?, ?)`,
  );
  const change = db.prepare(
    `INSERT INTO Change (systemId, organizationId, at, byId, kind, field, "from", "to") VALUES (?, ?, ?, ?, 'edited', ?, '"I"', '"II"')`,
  );
  db.exec('BEGIN IMMEDIATE');
  for (let i = 0; i < peopleOf(systems); i++)
    person.run([personOf(i, systems), `Person ${i}`, i % 3 ? 'en' : 'fr', at(0)]);
  for (let n = 1; n <= systems; n++) {
    const organization = organizations[n % organizations.length]!.id;
    const owner = personOf(n, systems);
    const tier = (['I', 'II', 'III', 'IV'] as const)[n % 4]!;
    const about = `Helps staff with ${THINGS[(n * 7) % 10]} and ${THINGS[(n * 3) % 10]}, case ${n}.`;
    const lifecycle = n % 2 ? 'production' : 'pilot';
    system.run([
      ...[n, nameOf(n), nameOf(n), about, organization, owner, personOf(n + 7, systems)],
      ...[lifecycle, tier, at(0)],
    ]);
    for (const [i, type] of TYPES.entries()) {
      const due = addDays(TODAY, ((n * 13 + i * 101) % 700) - 30).toString();
      review.run([n, type, due, `${n}:${type}`]);
    }
    for (let i = 0; i < CHANGES; i++)
      change.run([
        n,
        organization,
        at(((n * CHANGES + i) % 5000) * 3_600_000),
        owner,
        i % 2 ? 'tier' : 'vendor',
      ]);
  }
  // Last week's digest: the next one covers a week.
  const week = 7 * 24 * 3_600_000;
  db.prepare(
    `INSERT INTO Notice (key, kind, "to", message, "from", until, notBefore, state, createdAt, sentAt, channel, ts)
     VALUES ('digest:C1:last', 'digest', 'C1', '{}', ?, ?, ?, 'sent', ?, ?, 'C1', '1.1')`,
  ).run([at(2 * week), at(week), at(week), at(week), at(week)]);
  db.exec('COMMIT');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
