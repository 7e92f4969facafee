import { defineConfig } from 'prisma/config';

// Generating needs no native engine; this stops the CLI from fetching one from a host that offices block.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma' });
