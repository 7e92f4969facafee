-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Organization" (
    "id" SERIAL NOT NULL,
    "acronym" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "aliases" JSON NOT NULL,
    "nameFold" TEXT NOT NULL,
    "endedOn" TEXT,
    "successorId" INTEGER,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrganizationChange" (
    "id" SERIAL NOT NULL,
    "organizationId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" JSON,
    "to" JSON,
    "effectiveOn" TEXT NOT NULL,
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "OrganizationChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "guest" BOOLEAN NOT NULL,
    "fetchedAt" TIMESTAMP(3) NOT NULL,
    "email" TEXT,
    "chosenLanguage" TEXT,
    "hour" INTEGER,
    "weekdays" JSON,
    "earlyStages" BOOLEAN NOT NULL DEFAULT true,
    "holidays" BOOLEAN NOT NULL DEFAULT false,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "awaySince" TIMESTAMP(3),
    "watchedUntil" TIMESTAMP(3),
    "touched" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Watch" (
    "personId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Watch_pkey" PRIMARY KEY ("personId","target")
);

-- CreateTable
CREATE TABLE "Lead" (
    "organizationId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "Lead_pkey" PRIMARY KEY ("organizationId","personId")
);

-- CreateTable
CREATE TABLE "System" (
    "id" SERIAL NOT NULL,
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
    "capabilities" JSON NOT NULL,
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
    "registeredAt" TIMESTAMP(3) NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "tierAnswers" JSON,
    "mergedIntoId" INTEGER,
    "historyHash" TEXT,

    CONSTRAINT "System_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assessment" (
    "id" SERIAL NOT NULL,
    "systemId" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "countsFrom" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "openKey" TEXT,
    "outcome" TEXT,
    "completedOn" TEXT,
    "evidence" TEXT,
    "note" TEXT,
    "reason" TEXT,
    "waivedUntil" TEXT,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMP(3),
    "snoozedUntil" TEXT,
    "snoozedById" TEXT,
    "snoozedAt" TIMESTAMP(3),
    "closedOn" TEXT,

    CONSTRAINT "Assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Change" (
    "id" SERIAL NOT NULL,
    "systemId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "byId" TEXT,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "from" JSON,
    "to" JSON,
    "why" TEXT,
    "organizationId" INTEGER,
    "salt" TEXT,
    "content" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Undo" (
    "systemId" INTEGER NOT NULL,
    "lastChange" INTEGER NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "before" JSON NOT NULL,

    CONSTRAINT "Undo_pkey" PRIMARY KEY ("systemId")
);

-- CreateTable
CREATE TABLE "Transfer" (
    "id" SERIAL NOT NULL,
    "systemId" INTEGER NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "state" TEXT NOT NULL,
    "decidedAt" TIMESTAMP(3),
    "why" TEXT,
    "openKey" INTEGER,

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Disclaimer" (
    "id" SERIAL NOT NULL,
    "systemId" INTEGER NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "why" TEXT NOT NULL,
    "openKey" TEXT,

    CONSTRAINT "Disclaimer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "id" SERIAL NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "rules" JSON NOT NULL,
    "why" TEXT,
    "base" INTEGER,
    "state" TEXT NOT NULL,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "lease" TIMESTAMP(3),

    CONSTRAINT "PolicyVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" SERIAL NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "headers" JSON NOT NULL,
    "mapping" JSON NOT NULL,
    "choices" JSON NOT NULL,
    "counts" JSON NOT NULL,
    "rows" INTEGER NOT NULL,
    "restores" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "lease" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "importId" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" JSON NOT NULL,
    "state" TEXT NOT NULL,
    "why" JSON,
    "systemId" INTEGER,
    "done" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("importId","line")
);

-- CreateTable
CREATE TABLE "DayStanding" (
    "day" TEXT NOT NULL,
    "organizationId" INTEGER NOT NULL,
    "systems" INTEGER NOT NULL,
    "complete" INTEGER NOT NULL,
    "openReviews" INTEGER NOT NULL,
    "overdueReviews" INTEGER NOT NULL,
    "orphans" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DayStanding_pkey" PRIMARY KEY ("day","organizationId")
);

-- CreateTable
CREATE TABLE "Fact" (
    "key" TEXT NOT NULL,
    "value" JSON NOT NULL,

    CONSTRAINT "Fact_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Request" (
    "key" TEXT NOT NULL,
    "systemId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "message" JSON NOT NULL,
    "threadOf" TEXT,
    "inThread" TEXT,
    "from" TIMESTAMP(3),
    "until" TIMESTAMP(3),
    "stated" JSON,
    "notBefore" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "state" TEXT NOT NULL,
    "lease" TIMESTAMP(3),
    "tried" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "channel" TEXT,
    "ts" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),
    "stale" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "week" TEXT,
    "lookAt" TIMESTAMP(3),
    "removed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reminder" (
    "noticeId" INTEGER NOT NULL,
    "assessmentId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "toldOn" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'owner',

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("noticeId","assessmentId")
);

-- CreateTable
CREATE TABLE "OwnerSought" (
    "noticeId" INTEGER NOT NULL,
    "systemId" INTEGER NOT NULL,

    CONSTRAINT "OwnerSought_pkey" PRIMARY KEY ("noticeId","systemId")
);

-- CreateTable
CREATE TABLE "ReportReader" (
    "personId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReportReader_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Schedule" (
    "name" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "nextRunAt" TIMESTAMP(3) NOT NULL,
    "lastRunAt" TIMESTAMP(3),
    "lease" TIMESTAMP(3),

    CONSTRAINT "Schedule_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "Organization_acronym_key" ON "Organization"("acronym");

-- CreateIndex
CREATE INDEX "OrganizationChange_organizationId_id_idx" ON "OrganizationChange"("organizationId", "id");

-- CreateIndex
CREATE INDEX "OrganizationChange_doneAt_effectiveOn_idx" ON "OrganizationChange"("doneAt", "effectiveOn");

-- CreateIndex
CREATE INDEX "Lead_personId_idx" ON "Lead"("personId");

-- CreateIndex
CREATE INDEX "System_nameFold_id_idx" ON "System"("nameFold", "id");

-- CreateIndex
CREATE INDEX "System_organizationId_nameFold_id_idx" ON "System"("organizationId", "nameFold", "id");

-- CreateIndex
CREATE INDEX "System_ownerId_nameFold_idx" ON "System"("ownerId", "nameFold");

-- CreateIndex
CREATE INDEX "System_backupId_idx" ON "System"("backupId");

-- CreateIndex
CREATE INDEX "System_tier_lifecycle_idx" ON "System"("tier", "lifecycle");

-- CreateIndex
CREATE INDEX "System_mergedIntoId_idx" ON "System"("mergedIntoId");

-- CreateIndex
CREATE INDEX "System_organizationId_lifecycle_tier_complete_idx" ON "System"("organizationId", "lifecycle", "tier", "complete");

-- CreateIndex
CREATE UNIQUE INDEX "System_organizationId_nameFold_key" ON "System"("organizationId", "nameFold");

-- CreateIndex
CREATE UNIQUE INDEX "Assessment_openKey_key" ON "Assessment"("openKey");

-- CreateIndex
CREATE INDEX "Assessment_systemId_type_id_idx" ON "Assessment"("systemId", "type", "id");

-- CreateIndex
CREATE INDEX "Assessment_state_dueOn_id_idx" ON "Assessment"("state", "dueOn", "id");

-- CreateIndex
CREATE INDEX "Change_systemId_id_idx" ON "Change"("systemId", "id");

-- CreateIndex
CREATE INDEX "Change_at_id_idx" ON "Change"("at", "id");

-- CreateIndex
CREATE INDEX "Change_byId_id_idx" ON "Change"("byId", "id");

-- CreateIndex
CREATE INDEX "Change_organizationId_id_idx" ON "Change"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Undo_byId_at_idx" ON "Undo"("byId", "at");

-- CreateIndex
CREATE INDEX "Undo_at_idx" ON "Undo"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_openKey_key" ON "Transfer"("openKey");

-- CreateIndex
CREATE INDEX "Transfer_toId_state_idx" ON "Transfer"("toId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Disclaimer_openKey_key" ON "Disclaimer"("openKey");

-- CreateIndex
CREATE INDEX "Disclaimer_systemId_idx" ON "Disclaimer"("systemId");

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

-- CreateIndex
CREATE INDEX "Request_at_idx" ON "Request"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_key_key" ON "Notice"("key");

-- CreateIndex
CREATE INDEX "Notice_state_notBefore_id_idx" ON "Notice"("state", "notBefore", "id");

-- CreateIndex
CREATE INDEX "Notice_lookAt_id_idx" ON "Notice"("lookAt", "id");

-- CreateIndex
CREATE INDEX "Notice_week_to_idx" ON "Notice"("week", "to");

-- CreateIndex
CREATE INDEX "Notice_kind_to_id_idx" ON "Notice"("kind", "to", "id");

-- CreateIndex
CREATE INDEX "Notice_to_id_idx" ON "Notice"("to", "id");

-- CreateIndex
CREATE INDEX "Reminder_assessmentId_personId_idx" ON "Reminder"("assessmentId", "personId");

-- CreateIndex
CREATE INDEX "OwnerSought_systemId_idx" ON "OwnerSought"("systemId");

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "Organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationChange" ADD CONSTRAINT "OrganizationChange_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Watch" ADD CONSTRAINT "Watch_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lead" ADD CONSTRAINT "Lead_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "System" ADD CONSTRAINT "System_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "System"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "System" ADD CONSTRAINT "System_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "System" ADD CONSTRAINT "System_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "System" ADD CONSTRAINT "System_backupId_fkey" FOREIGN KEY ("backupId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Undo" ADD CONSTRAINT "Undo_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Disclaimer" ADD CONSTRAINT "Disclaimer_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "Assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnerSought" ADD CONSTRAINT "OwnerSought_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnerSought" ADD CONSTRAINT "OwnerSought_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is open, by due day: the schema language has no partial indexes.
CREATE INDEX "Assessment_open_dueOn_id_idx" ON "Assessment"("dueOn", "id") WHERE "openKey" IS NOT NULL;
