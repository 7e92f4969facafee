-- AlterTable
ALTER TABLE "Assessment" ADD COLUMN "closedOn" TEXT;

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN "inThread" TEXT;

-- CreateTable
CREATE TABLE "OrganizationChange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "organizationId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" JSONB,
    "to" JSONB,
    "effectiveOn" TEXT NOT NULL,
    "doneAt" DATETIME,
    CONSTRAINT "OrganizationChange_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Watch" (
    "personId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "since" DATETIME NOT NULL,

    PRIMARY KEY ("personId", "target"),
    CONSTRAINT "Watch_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Undo" (
    "systemId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lastChange" INTEGER NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "before" JSONB NOT NULL,
    CONSTRAINT "Undo_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Transfer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "systemId" INTEGER NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "state" TEXT NOT NULL,
    "decidedAt" DATETIME,
    "why" TEXT,
    "openKey" INTEGER,
    CONSTRAINT "Transfer_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "rules" JSONB NOT NULL,
    "base" INTEGER,
    "why" TEXT,
    "state" TEXT NOT NULL,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "lease" DATETIME
);

-- CreateTable
CREATE TABLE "Import" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "mapping" JSONB NOT NULL,
    "choices" JSONB NOT NULL,
    "counts" JSONB NOT NULL,
    "rows" INTEGER NOT NULL,
    "restores" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "lease" DATETIME,
    "finishedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "importId" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "why" JSONB,
    "systemId" INTEGER,
    "done" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("importId", "line"),
    CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DayStanding" (
    "day" TEXT NOT NULL,
    "organizationId" INTEGER NOT NULL,
    "systems" INTEGER NOT NULL,
    "complete" INTEGER NOT NULL,
    "openReviews" INTEGER NOT NULL,
    "overdueReviews" INTEGER NOT NULL,

    PRIMARY KEY ("day", "organizationId")
);

-- CreateTable
CREATE TABLE "Fact" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" JSONB NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Organization" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "acronym" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "aliases" JSONB NOT NULL,
    "nameFold" TEXT NOT NULL,
    "endedOn" TEXT,
    "successorId" INTEGER,
    CONSTRAINT "Organization_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Organization" ("acronym", "aliases", "id", "nameEn", "nameFold", "nameFr") SELECT "acronym", "aliases", "id", "nameEn", "nameFold", "nameFr" FROM "Organization";
DROP TABLE "Organization";
ALTER TABLE "new_Organization" RENAME TO "Organization";
CREATE UNIQUE INDEX "Organization_acronym_key" ON "Organization"("acronym");
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
    "watchedUntil" DATETIME
);
INSERT INTO "new_Person" ("active", "fetchedAt", "guest", "id", "language", "name", "timeZone") SELECT "active", "fetchedAt", "guest", "id", "language", "name", "timeZone" FROM "Person";
DROP TABLE "Person";
ALTER TABLE "new_Person" RENAME TO "Person";
CREATE TABLE "new_System" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT,
    "nameFold" TEXT NOT NULL,
    "descriptionEn" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "organizationId" INTEGER NOT NULL,
    "branch" TEXT,
    "ownerId" TEXT NOT NULL,
    "backupId" TEXT,
    "executive" TEXT,
    "lifecycle" TEXT NOT NULL,
    "startedOn" TEXT,
    "retiredOn" TEXT,
    "tier" TEXT NOT NULL,
    "tierReason" TEXT,
    "purpose" TEXT,
    "capabilities" JSONB NOT NULL,
    "autonomy" TEXT NOT NULL,
    "oversight" TEXT,
    "users" TEXT NOT NULL,
    "data" TEXT,
    "personalInformation" TEXT NOT NULL,
    "developer" TEXT NOT NULL,
    "vendor" TEXT,
    "authority" TEXT,
    "notice" TEXT NOT NULL,
    "noticeUrl" TEXT,
    "challenge" TEXT,
    "disclosure" TEXT NOT NULL,
    "exemption" TEXT,
    "exemptionReason" TEXT,
    "validatedOn" TEXT,
    "registeredAt" DATETIME NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "tierAnswers" JSONB,
    "mergedIntoId" INTEGER,
    "historyHash" TEXT,
    CONSTRAINT "System_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "System" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "System_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "System_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "System_backupId_fkey" FOREIGN KEY ("backupId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_System" ("authority", "autonomy", "backupId", "branch", "capabilities", "challenge", "complete", "data", "descriptionEn", "descriptionFr", "developer", "disclosure", "executive", "exemption", "exemptionReason", "id", "lifecycle", "nameEn", "nameFold", "nameFr", "notice", "noticeUrl", "organizationId", "oversight", "ownerId", "personalInformation", "purpose", "registeredAt", "retiredOn", "startedOn", "tier", "tierReason", "users", "validatedOn", "vendor", "version") SELECT "authority", "autonomy", "backupId", "branch", "capabilities", "challenge", "complete", "data", "descriptionEn", "descriptionFr", "developer", "disclosure", "executive", "exemption", "exemptionReason", "id", "lifecycle", "nameEn", "nameFold", "nameFr", "notice", "noticeUrl", "organizationId", "oversight", "ownerId", "personalInformation", "purpose", "registeredAt", "retiredOn", "startedOn", "tier", "tierReason", "users", "validatedOn", "vendor", "version" FROM "System";
DROP TABLE "System";
ALTER TABLE "new_System" RENAME TO "System";
CREATE INDEX "System_nameFold_id_idx" ON "System"("nameFold", "id");
CREATE INDEX "System_organizationId_nameFold_id_idx" ON "System"("organizationId", "nameFold", "id");
CREATE INDEX "System_ownerId_nameFold_idx" ON "System"("ownerId", "nameFold");
CREATE INDEX "System_backupId_idx" ON "System"("backupId");
CREATE INDEX "System_tier_lifecycle_idx" ON "System"("tier", "lifecycle");
CREATE INDEX "System_mergedIntoId_idx" ON "System"("mergedIntoId");
CREATE INDEX "System_organizationId_lifecycle_tier_complete_idx" ON "System"("organizationId", "lifecycle", "tier", "complete");
CREATE UNIQUE INDEX "System_organizationId_nameFold_key" ON "System"("organizationId", "nameFold");
CREATE TABLE "new_Change" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "systemId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "from" JSONB,
    "to" JSONB,
    "why" TEXT,
    "organizationId" INTEGER,
    "salt" TEXT,
    "content" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Change_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Change" ("at", "byId", "field", "from", "id", "kind", "systemId", "to", "why") SELECT "at", "byId", "field", "from", "id", "kind", "systemId", "to", "why" FROM "Change";
DROP TABLE "Change";
ALTER TABLE "new_Change" RENAME TO "Change";
CREATE INDEX "Change_systemId_id_idx" ON "Change"("systemId", "id");
CREATE INDEX "Change_at_id_idx" ON "Change"("at", "id");
CREATE INDEX "Change_byId_id_idx" ON "Change"("byId", "id");
CREATE INDEX "Change_organizationId_id_idx" ON "Change"("organizationId", "id");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "OrganizationChange_organizationId_id_idx" ON "OrganizationChange"("organizationId", "id");

-- CreateIndex
CREATE INDEX "OrganizationChange_doneAt_effectiveOn_idx" ON "OrganizationChange"("doneAt", "effectiveOn");

-- CreateIndex
CREATE INDEX "Undo_byId_at_idx" ON "Undo"("byId", "at");

-- CreateIndex
CREATE INDEX "Undo_at_idx" ON "Undo"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_openKey_key" ON "Transfer"("openKey");

-- CreateIndex
CREATE INDEX "Transfer_toId_state_idx" ON "Transfer"("toId", "state");

-- CreateIndex
CREATE INDEX "PolicyVersion_state_id_idx" ON "PolicyVersion"("state", "id");

-- CreateIndex
CREATE INDEX "Import_state_id_idx" ON "Import"("state", "id");

-- CreateIndex
CREATE INDEX "Import_byId_id_idx" ON "Import"("byId", "id");

-- CreateIndex
CREATE INDEX "ImportRow_importId_done_line_idx" ON "ImportRow"("importId", "done", "line");

-- CreateIndex
CREATE INDEX "ImportRow_importId_state_line_idx" ON "ImportRow"("importId", "state", "line");

-- Written by hand: the organization of each entry of the history, and the open reviews in the order of their due days,
-- which Prisma's schema has no words for.
UPDATE "Change" SET "organizationId" = (SELECT "organizationId" FROM "System" WHERE "System"."id" = "Change"."systemId");
CREATE INDEX "Assessment_open_dueOn_id_idx" ON "Assessment"("dueOn", "id") WHERE "openKey" IS NOT NULL;
