import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PrismaPostgres } from '../src/store/postgres-adapter.ts';
import { migrationsFolder, type Provider, schemaFor } from '../src/store/schema.ts';
import { withSchemaEngine } from '../src/store/schema-engine.ts';
import { PrismaSqlite } from '../src/store/sqlite-adapter.ts';
import { postgresInWebAssembly } from './postgres-server.ts';

// `npm run migration -- add-vendor`: the difference between the schema of the last migration and the schema now, for both
// databases.
const name = process.argv[2];
if (!name || !/^[a-z0-9-]+$/.test(name))
  throw new Error('Name the migration in kebab case: npm run migration -- add-vendor');
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);

const datamodel = (content: string) => ({
  tag: 'schemaDatamodel',
  files: [{ path: 'schema.prisma', content }],
});

async function write(provider: Provider, factory: PrismaSqlite | PrismaPostgres): Promise<void> {
  const snapshot = path.join(migrationsFolder(provider), 'schema.snapshot');
  const now = schemaFor(provider);
  const { stdout } = await withSchemaEngine(factory, now, (engine) =>
    engine.diff({
      from: existsSync(snapshot) ? datamodel(readFileSync(snapshot, 'utf8')) : { tag: 'empty' },
      to: datamodel(now),
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  if (!stdout || /empty migration/i.test(stdout)) {
    process.stdout.write(`${provider}: the schema has not changed.\n`);
    return;
  }
  const folder = path.join(migrationsFolder(provider), `${stamp}-${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'migration.sql'), stdout);
  writeFileSync(snapshot, now);
  process.stdout.write(`${path.relative(process.cwd(), folder)}\n`);
}

const scratch = mkdtempSync(path.join(tmpdir(), 'migration-'));
await write('sqlite', new PrismaSqlite({ url: `file:${scratch}/empty.db` }));
rmSync(scratch, { recursive: true });

// The engine asks a server who it is, and reads nothing else from it: one in this process will do.
await write('postgresql', new PrismaPostgres({ url: await postgresInWebAssembly(), patient: true }));
