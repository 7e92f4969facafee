import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Provider = 'sqlite' | 'postgresql';

/** Which database a URL names. */
export const providerOf = (url: string): Provider => (/^postgres(ql)?:/i.test(url) ? 'postgresql' : 'sqlite');

const prismaRoom = path.resolve(import.meta.dirname, '../../prisma');
export const schemaFile = path.join(prismaRoom, 'schema.prisma');
export const migrationsFolder = (provider: Provider): string => path.join(prismaRoom, 'migrations', provider);

/**
 * The one model file, as the schema of a database. PostgreSQL keeps JSON as the text that was written: its JSONB would
 * order keys anew, and the history's hashes are over what was written.
 */
export function schemaFor(provider: Provider): string {
  const schema = readFileSync(schemaFile, 'utf8');
  if (provider === 'sqlite') return schema;
  return schema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"../src/store/generated/sqlite"', '"./postgresql"')
    .replace(/^( +\w+ +Json\??)/gm, '$1 @db.Json');
}
