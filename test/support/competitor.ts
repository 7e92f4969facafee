import { PrismaClient } from '../../src/store/generated/sqlite/client.ts';
import { PrismaSqlite } from '../../src/store/sqlite-adapter.ts';

// Writes many rows at once in transactions, a quarter of which are rolled back: competitor.ts FILE NAME COUNT.
const [file = '', name = '', count = '0'] = process.argv.slice(2);
const db = new PrismaClient({
  adapter: new PrismaSqlite({ url: `file:${file}` }),
  transactionOptions: { maxWait: 60_000, timeout: 60_000 },
});
const changedMind = new Error('rolled back');

await Promise.all(
  Array.from({ length: Number(count) }, (_, i) =>
    db
      .$transaction(async (tx) => {
        const acronym = `${name}-${i}`;
        await tx.organization.create({
          data: { acronym, nameEn: acronym, nameFr: acronym, nameFold: acronym, aliases: [] },
        });
        if (i % 4 === 0) throw changedMind;
      })
      .catch((error: unknown) => {
        if (error !== changedMind) throw error;
      }),
  ),
);
await db.$disconnect();
