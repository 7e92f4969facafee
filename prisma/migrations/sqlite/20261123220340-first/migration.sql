-- CreateTable
CREATE TABLE "Organization" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "acronym" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "aliases" JSONB NOT NULL,
    "nameFold" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "guest" BOOLEAN NOT NULL,
    "fetchedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Lead" (
    "organizationId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("organizationId", "personId"),
    CONSTRAINT "Lead_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Lead_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "System" (
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
    CONSTRAINT "System_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "System_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "System_backupId_fkey" FOREIGN KEY ("backupId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Assessment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    "snoozedUntil" TEXT,
    CONSTRAINT "Assessment_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Change" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "systemId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "from" JSONB,
    "to" JSONB,
    "why" TEXT,
    CONSTRAINT "Change_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Request" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "systemId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "threadOf" TEXT,
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
    "revision" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "Reminder" (
    "noticeId" INTEGER NOT NULL,
    "assessmentId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "toldOn" TEXT NOT NULL,

    PRIMARY KEY ("noticeId", "assessmentId"),
    CONSTRAINT "Reminder_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reminder_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "Assessment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Schedule" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "cron" TEXT NOT NULL,
    "nextRunAt" DATETIME NOT NULL,
    "lastRunAt" DATETIME,
    "lease" DATETIME
);

-- CreateIndex
CREATE UNIQUE INDEX "Organization_acronym_key" ON "Organization"("acronym");

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
CREATE INDEX "Request_at_idx" ON "Request"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_key_key" ON "Notice"("key");

-- CreateIndex
CREATE INDEX "Notice_state_notBefore_id_idx" ON "Notice"("state", "notBefore", "id");

-- CreateIndex
CREATE INDEX "Notice_stale_id_idx" ON "Notice"("stale", "id");

-- CreateIndex
CREATE INDEX "Notice_kind_to_id_idx" ON "Notice"("kind", "to", "id");

-- CreateIndex
CREATE INDEX "Reminder_assessmentId_personId_idx" ON "Reminder"("assessmentId", "personId");
