import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrationsFolder, schemaFile } from '../src/store/migrate.ts';
import { withSchemaEngine } from '../src/store/schema-engine.ts';
import { PrismaSqlite } from '../src/store/sqlite-adapter.ts';

// `npm run migration -- add-vendor`: the difference between the schema of the last migration and the schema now.
const name = process.argv[2];
if (!name || !/^[a-z0-9-]+$/.test(name))
  throw new Error('Name the migration in kebab case: npm run migration -- add-vendor');

const snapshot = path.join(migrationsFolder, 'schema.snapshot');
const now = readFileSync(schemaFile, 'utf8');
const datamodel = (content: string) => ({
  tag: 'schemaDatamodel',
  files: [{ path: 'schema.prisma', content }],
});
const scratch = mkdtempSync(path.join(tmpdir(), 'migration-'));
const { stdout } = await withSchemaEngine(
  new PrismaSqlite({ url: `file:${scratch}/empty.db` }),
  now,
  (engine) =>
    engine.diff({
      from: existsSync(snapshot) ? datamodel(readFileSync(snapshot, 'utf8')) : { tag: 'empty' },
      to: datamodel(now),
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
);
rmSync(scratch, { recursive: true });

if (!stdout || /empty migration/i.test(stdout)) process.stdout.write('The schema has not changed.\n');
else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(migrationsFolder, `${stamp}-${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'migration.sql'), stdout);
  writeFileSync(snapshot, now);
  process.stdout.write(`${path.relative(process.cwd(), folder)}\n`);
}
