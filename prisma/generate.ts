import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { schemaFile, schemaFor } from '../src/store/schema.ts';

// `npm run generate`: the clients of both databases, from the one model file. `npm ci` does it by itself.
const root = path.resolve(import.meta.dirname, '..');
const generated = path.join(root, 'src/store/generated');
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const generate = (schema: string) =>
  execFileSync(process.execPath, [prisma, 'generate', '--no-hints', '--schema', schema], {
    cwd: root,
    stdio: 'pipe',
  });

mkdirSync(generated, { recursive: true });
const derived = path.join(generated, 'postgresql.prisma');
writeFileSync(derived, schemaFor('postgresql'));
generate(schemaFile);
generate(derived);
