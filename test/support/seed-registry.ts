import { seedOrganizations, seedSample } from '../../prisma/seed/seed.ts';
import { instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { openStore } from '../../src/store/store.ts';

// Fills a database with the sample: seed-registry.ts URL. In a process of its own, so that nobody has it open afterwards.
const store = await openStore(process.argv[2] ?? '');
await seedOrganizations(store);
await seedSample(store, instant('2026-03-02T15:00:00Z'), DEFAULT_POLICY, 'America/Toronto');
await store.close();
process.exit(0);
