import path from 'node:path';
import { defineConfig } from 'vitest/config';

const all = {
  include: ['test/**/*.test.ts'],
  env: { TEST_DATABASE: 'sqlite' },
};
/** What reads and writes the registry runs on PostgreSQL as well. */
const again = {
  include: ['test/{store,commands,scheduled,operating}/*.test.ts'],
  exclude: ['test/store/{sqlite-adapter,files,upgrade}.test.ts'],
  env: { TEST_DATABASE: 'postgresql' },
};

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    projects: [
      { extends: true, test: { name: 'sqlite', ...all } },
      { extends: true, test: { name: 'postgresql', ...again } },
    ],
    setupFiles: ['test/support/quiet.ts'],
    // A time zone far from the organization's: what passes here does not lean on the machine's.
    env: { TZ: 'Pacific/Kiritimati' },
    pool: 'forks',
    // Files of one process share what they import: loading it anew for each took a third of the time.
    isolate: false,
    // Loaded by Node, as the product is, and not by Vite.
    execArgv: ['--import', import.meta.resolve('../src/typescript.mjs')],
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
