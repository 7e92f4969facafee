import { type Database, isTaken } from './connection.ts';

/** Whose a registry is: of the sandbox, where all systems and people are invented, or of a real workspace. */
export type Belonging = 'sandbox' | 'workspace';

const BELONGS = 'belongs';

export function belonging(db: Database) {
  return {
    /** By what was noted; where nothing was, by whether there is anybody but `invented` people; null where nobody is. */
    async of(invented: readonly string[]): Promise<Belonging | null> {
      const noted = await db.fact.findUnique({ where: { key: BELONGS } });
      if (noted) return noted.value as Belonging;
      const others = { id: { notIn: [...invented] } };
      if (await db.person.findFirst({ where: others, select: { id: true } })) return 'workspace';
      return (await db.person.findFirst({ select: { id: true } })) ? 'sandbox' : null;
    },
    async note(value: Belonging): Promise<void> {
      if (await db.fact.findUnique({ where: { key: BELONGS } })) return;
      await db.fact.create({ data: { key: BELONGS, value } }).catch((error: unknown) => {
        if (!isTaken(error)) throw error;
      });
    },
  };
}
