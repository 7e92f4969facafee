import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/quiet.ts'],
    // A time zone far from the organization's: what passes here does not lean on the machine's.
    env: { TZ: 'Pacific/Kiritimati' },
    pool: 'forks',
    // Files of one process share what they import: loading it anew for each took a third of the time.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
