-- AlterTable
ALTER TABLE "Assessment" ADD COLUMN "decidedAt" DATETIME;
ALTER TABLE "Assessment" ADD COLUMN "snoozedAt" DATETIME;
ALTER TABLE "Assessment" ADD COLUMN "snoozedById" TEXT;

-- CreateTable
CREATE TABLE "Disclaimer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "systemId" INTEGER NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "why" TEXT NOT NULL,
    "openKey" TEXT,
    CONSTRAINT "Disclaimer_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OwnerSought" (
    "noticeId" INTEGER NOT NULL,
    "systemId" INTEGER NOT NULL,

    PRIMARY KEY ("noticeId", "systemId"),
    CONSTRAINT "OwnerSought_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "OwnerSought_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReportReader" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "byId" TEXT NOT NULL,
    "since" DATETIME NOT NULL
);

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
    "watchedUntil" DATETIME
);
INSERT INTO "new_Person" ("active", "chosenLanguage", "earlyStages", "email", "fetchedAt", "guest", "hour", "id", "language", "name", "timeZone", "watchedUntil", "weekdays") SELECT "active", "chosenLanguage", "earlyStages", "email", "fetchedAt", "guest", "hour", "id", "language", "name", "timeZone", "watchedUntil", "weekdays" FROM "Person";
DROP TABLE "Person";
ALTER TABLE "new_Person" RENAME TO "Person";
CREATE TABLE "new_DayStanding" (
    "day" TEXT NOT NULL,
    "organizationId" INTEGER NOT NULL,
    "systems" INTEGER NOT NULL,
    "complete" INTEGER NOT NULL,
    "openReviews" INTEGER NOT NULL,
    "overdueReviews" INTEGER NOT NULL,
    "orphans" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("day", "organizationId")
);
INSERT INTO "new_DayStanding" ("complete", "day", "openReviews", "organizationId", "overdueReviews", "systems") SELECT "complete", "day", "openReviews", "organizationId", "overdueReviews", "systems" FROM "DayStanding";
DROP TABLE "DayStanding";
ALTER TABLE "new_DayStanding" RENAME TO "DayStanding";
CREATE TABLE "new_Notice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "threadOf" TEXT,
    "inThread" TEXT,
    "from" DATETIME,
    "until" DATETIME,
    "notBefore" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "state" TEXT NOT NULL,
    "lease" DATETIME,
    "tried" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "channel" TEXT,
    "ts" TEXT,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "stale" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "week" TEXT,
    "lookAt" DATETIME,
    "removed" BOOLEAN NOT NULL DEFAULT false
);
INSERT INTO "new_Notice" ("attempts", "channel", "createdAt", "expiresAt", "from", "id", "inThread", "key", "kind", "lastError", "lease", "message", "notBefore", "revision", "sentAt", "stale", "state", "threadOf", "to", "tried", "ts", "until") SELECT "attempts", "channel", "createdAt", "expiresAt", "from", "id", "inThread", "key", "kind", "lastError", "lease", "message", "notBefore", "revision", "sentAt", "stale", "state", "threadOf", "to", "tried", "ts", "until" FROM "Notice";
DROP TABLE "Notice";
ALTER TABLE "new_Notice" RENAME TO "Notice";
CREATE UNIQUE INDEX "Notice_key_key" ON "Notice"("key");
CREATE INDEX "Notice_state_notBefore_id_idx" ON "Notice"("state", "notBefore", "id");
CREATE INDEX "Notice_stale_id_idx" ON "Notice"("stale", "id");
CREATE INDEX "Notice_lookAt_idx" ON "Notice"("lookAt");
CREATE INDEX "Notice_kind_to_id_idx" ON "Notice"("kind", "to", "id");
CREATE INDEX "Notice_to_id_idx" ON "Notice"("to", "id");
CREATE TABLE "new_Reminder" (
    "noticeId" INTEGER NOT NULL,
    "assessmentId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "toldOn" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'owner',

    PRIMARY KEY ("noticeId", "assessmentId"),
    CONSTRAINT "Reminder_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reminder_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "Assessment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Reminder" ("assessmentId", "dueOn", "noticeId", "personId", "stage", "toldOn") SELECT "assessmentId", "dueOn", "noticeId", "personId", "stage", "toldOn" FROM "Reminder";
DROP TABLE "Reminder";
ALTER TABLE "new_Reminder" RENAME TO "Reminder";
CREATE INDEX "Reminder_assessmentId_personId_idx" ON "Reminder"("assessmentId", "personId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "Disclaimer_openKey_key" ON "Disclaimer"("openKey");

-- CreateIndex
CREATE INDEX "Disclaimer_systemId_idx" ON "Disclaimer"("systemId");

-- CreateIndex
CREATE INDEX "OwnerSought_systemId_idx" ON "OwnerSought"("systemId");

-- Those who can't be reached were last seen so.
UPDATE "Person" SET "awaySince" = "fetchedAt" WHERE "active" = false OR "guest" = true;

-- When reviews were recorded stands in the history.
UPDATE "Assessment" SET "decidedAt" = (
    SELECT "at" FROM "Change"
    WHERE "Change"."systemId" = "Assessment"."systemId" AND "kind" = 'assessed' AND "field" = "Assessment"."type"
        AND json_extract("from", '$.dueOn') = "Assessment"."dueOn"
    ORDER BY "id" DESC LIMIT 1
) WHERE "decidedById" IS NOT NULL;
