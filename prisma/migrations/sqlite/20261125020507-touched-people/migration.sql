-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "guest" BOOLEAN NOT NULL,
    "fetchedAt" DATETIME NOT NULL,
    "email" TEXT,
    "chosenLanguage" TEXT,
    "hour" INTEGER,
    "weekdays" JSONB,
    "earlyStages" BOOLEAN NOT NULL DEFAULT true,
    "holidays" BOOLEAN NOT NULL DEFAULT false,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "awaySince" DATETIME,
    "watchedUntil" DATETIME,
    "touched" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "new_Person" ("active", "awaySince", "blocked", "chosenLanguage", "earlyStages", "email", "fetchedAt", "guest", "holidays", "hour", "id", "language", "name", "timeZone", "watchedUntil", "weekdays") SELECT "active", "awaySince", "blocked", "chosenLanguage", "earlyStages", "email", "fetchedAt", "guest", "holidays", "hour", "id", "language", "name", "timeZone", "watchedUntil", "weekdays" FROM "Person";
DROP TABLE "Person";
ALTER TABLE "new_Person" RENAME TO "Person";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
