import type Database from 'libsql';

// The statements that each of these would need at least, through the raw driver.

type Rows = Record<string, unknown>[];

/** By the name of the command, and `home` for App Home of a lead of two organizations who is an administrator as well. */
export function floorOf(
  db: Database.Database,
  today: string,
): Record<string, (who: string, words: string) => void> {
  // Prepared once, as anybody would.
  const statements = new Map<string, Database.Statement>();
  const all = (sql: string, ...args: unknown[]): Rows => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement.all(args) as Rows;
  };
  const kept = `FROM "System" WHERE "lifecycle" <> 'retired'`;
  const ids = (rows: Rows): number[] => rows.map((row) => Number(row.id));
  const marks = (values: unknown[]): string => values.map(() => '?').join();
  const page = (rows: Rows) => {
    const shown = ids(rows);
    all(`SELECT "id", "acronym" FROM "Organization"`);
    all(
      `SELECT "systemId", COUNT(*) FROM "Assessment" WHERE "systemId" IN (${marks(shown)}) AND "openKey" IS NOT NULL AND "dueOn" < ? GROUP BY "systemId"`,
      ...shown,
      today,
    );
  };
  const mine = (who: string) => {
    const own = [
      ...all(`SELECT * ${kept} AND "ownerId" = ? ORDER BY "nameFold" LIMIT 11`, who),
      ...all(`SELECT * ${kept} AND "backupId" = ? LIMIT 11`, who),
    ];
    all(
      `SELECT * FROM "Assessment" WHERE "systemId" IN (${marks(own)}) AND "openKey" IS NOT NULL ORDER BY "dueOn"`,
      ...ids(own),
    );
    page(own);
  };
  return {
    list() {
      all(`SELECT COUNT(*) FROM (SELECT 1 ${kept} LIMIT 1000)`);
      page(all(`SELECT * ${kept} ORDER BY "nameFold", "id" LIMIT 11`));
    },
    find: (_, words) =>
      page(all(`SELECT * FROM "System" WHERE "nameFold" >= ? ORDER BY "nameFold" LIMIT 10`, words)),
    mine,
    home(who) {
      mine(who);
      for (const organization of [1, 2])
        all(
          `SELECT COUNT(*), SUM(CASE WHEN a."dueOn" < ? THEN 1 ELSE 0 END) FROM "System" s JOIN "Assessment" a ON a."systemId" = s."id" WHERE s."organizationId" = ? AND a."openKey" IS NOT NULL`,
          today,
          organization,
        );
      all(
        `SELECT "lifecycle", "tier", "complete", COUNT(*) FROM "System" WHERE "organizationId" IN (1, 2) GROUP BY 1, 2, 3`,
      );
      all(`SELECT * ${kept} AND "complete" = 0 ORDER BY "nameFold", "id" LIMIT 5`);
      all(`SELECT COUNT(*) FROM (SELECT 1 ${kept} AND "complete" = 0 LIMIT 1000)`);
    },
  };
}
