import type { Raw, Rows } from './raw.ts';

// The statements that each of these would need at least, through the raw driver.

/** By the name of the command, and `home` for App Home of a lead of two organizations who is an administrator as well. */
export function floorOf(
  { all }: Raw,
  today: string,
): Record<string, (who: string, words: string) => Promise<unknown>> {
  const kept = `FROM "System" WHERE "lifecycle" <> 'retired'`;
  const ids = (rows: Rows): number[] => rows.map((row) => Number(row.id));
  const marks = (values: unknown[]): string => values.map(() => '?').join() || 'NULL';
  const page = async (rows: Rows) => {
    const shown = ids(rows);
    await all(`SELECT "id", "acronym" FROM "Organization"`);
    await all(
      `SELECT "systemId", COUNT(*) FROM "Assessment" WHERE "systemId" IN (${marks(shown)}) AND "openKey" IS NOT NULL AND "dueOn" < ? GROUP BY "systemId"`,
      ...shown,
      today,
    );
  };
  const mine = async (who: string) => {
    const own = [
      ...(await all(`SELECT * ${kept} AND "ownerId" = ? ORDER BY "nameFold" LIMIT 11`, who)),
      ...(await all(`SELECT * ${kept} AND "backupId" = ? LIMIT 11`, who)),
    ];
    await all(
      `SELECT * FROM "Assessment" WHERE "systemId" IN (${marks(own)}) AND "openKey" IS NOT NULL ORDER BY "dueOn"`,
      ...ids(own),
    );
    await page(own);
  };
  return {
    async list() {
      await all(`SELECT COUNT(*) FROM (SELECT 1 ${kept} LIMIT 1000) counted`);
      await page(await all(`SELECT * ${kept} ORDER BY "nameFold", "id" LIMIT 11`));
    },
    find: async (_, words) =>
      page(await all(`SELECT * FROM "System" WHERE "nameFold" >= ? ORDER BY "nameFold" LIMIT 10`, words)),
    mine,
    async home(who) {
      await mine(who);
      for (const organization of [1, 2])
        await all(
          `SELECT COUNT(*), SUM(CASE WHEN a."dueOn" < ? THEN 1 ELSE 0 END) FROM "System" s JOIN "Assessment" a ON a."systemId" = s."id" WHERE s."organizationId" = ? AND a."openKey" IS NOT NULL`,
          today,
          organization,
        );
      await all(
        `SELECT "lifecycle", "tier", "complete", COUNT(*) FROM "System" WHERE "organizationId" IN (1, 2) GROUP BY 1, 2, 3`,
      );
      await all(`SELECT * ${kept} AND "complete" = FALSE ORDER BY "nameFold", "id" LIMIT 5`);
      await all(`SELECT COUNT(*) FROM (SELECT 1 ${kept} AND "complete" = FALSE LIMIT 1000) counted`);
    },
  };
}
