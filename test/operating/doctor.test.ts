import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seedOrganizations, seedSample } from '../../prisma/seed/seed.ts';
import { instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { openStore } from '../../src/store/store.ts';
import { aDatabase, aFolder, isPostgres } from '../support/database.ts';
import { TYPESCRIPT } from '../support/node-flags.ts';

/** What it says, and how it exits, of a registry that somebody uses. */
function doctor(url: string, folder: string): Promise<{ said: string; code: number }> {
  const script = path.resolve(import.meta.dirname, '../../src/operating/doctor.ts');
  // Without tokens: what it asks Slack has tests of its own.
  const { SLACK_BOT_TOKEN: _, SLACK_APP_TOKEN: __, ...inherited } = process.env;
  const env = { ...inherited, DATABASE_URL: url, BACKUP_FOLDER: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, [...TYPESCRIPT, script], { env }, (error, stdout, stderr) =>
      resolve({ said: `${stdout}${stderr}`, code: error ? Number(error.code) : 0 }),
    );
  });
}

/** A PostgreSQL in WebAssembly belongs to this process. */
const isShared = !isPostgres || process.env.TEST_POSTGRES_URL !== undefined;

describe.runIf(isShared)('the doctor', () => {
  test('finds a registry well, and names what was changed beside the product with the remedy', async () => {
    const { url, beside } = await aDatabase();
    const store = await openStore(url);
    onTestFinished(() => store.close());
    await seedOrganizations(store);
    await seedSample(store, instant('2026-03-02T15:00:00Z'), DEFAULT_POLICY, 'America/Toronto');

    const folder = aFolder();
    const before = await doctor(url, `${folder}/yet/to be made`);
    expect(before).toMatchObject({ code: 0, said: expect.stringContaining('All is well.') });
    expect(before.said).not.toContain('Registry');
    expect(before.said).toMatch(/^well {3}Database: .*daylight_test|^well {3}Database: \//m);
    expect(before.said).toMatch(/^well {3}History: \d+ entries, each as it was written$/m);
    expect(before.said).toMatch(/^well {3}Backups: none was made yet$/m);
    expect(before.said).not.toContain('FAULT');

    await store.belonging.note('workspace');
    await beside(`UPDATE "Change" SET "why" = 'Something else' WHERE "systemId" = 2`);
    await beside(`UPDATE "_prisma_migrations" SET "finished_at" = '2026-01-01T00:00:00Z'`);
    const { said, code } = await doctor(url, folder);
    expect(code).toBe(1);
    expect(said).toContain('FAULT  Backups: none was made yet\n       See in the log why, make room');
    expect(said).toContain("is a real workspace's\n       Set them as README says");
    expect(said).toContain(
      'FAULT  History: changed outside Daylight: AI-0002\n       Compare these with a backup',
    );
  });

  test('tells what can be known of a database and a folder that can’t be opened', async () => {
    const folder = aFolder();
    const file = `${folder}/letter.db`;
    writeFileSync(file, 'Dear registry,');
    const { said, code } = await doctor(`file:${file}`, `${file}/backups`);
    expect(code).toBe(1);
    expect(said).toMatch(/^FAULT {2}Database: integrity: .*letter\.db: .*not a database/m);
    expect(said).toMatch(/^FAULT {2}Backups: ENOTDIR/m);
    expect(said).toMatch(/^well {3}Slack: /m);
  });
});
