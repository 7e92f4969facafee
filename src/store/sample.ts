import type { Database } from './connection.ts';

const SAMPLE = 'sample';

/** Whether the registry is the sandbox's: of systems and people that nobody has. */
export function sample(db: Database) {
  return {
    is: async (): Promise<boolean> => (await db.fact.findUnique({ where: { key: SAMPLE } })) !== null,
    async mark(): Promise<void> {
      await db.fact.upsert({ where: { key: SAMPLE }, create: { key: SAMPLE, value: true }, update: {} });
    },
  };
}
