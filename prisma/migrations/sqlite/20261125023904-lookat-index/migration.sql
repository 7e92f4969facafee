-- DropIndex
DROP INDEX "Notice_stale_id_idx";

-- DropIndex
DROP INDEX "Notice_lookAt_idx";

-- CreateIndex
CREATE INDEX "Notice_lookAt_id_idx" ON "Notice"("lookAt", "id");

-- CreateIndex
CREATE INDEX "Notice_week_to_idx" ON "Notice"("week", "to");

-- What was stale is to be looked at again at once.
UPDATE "Notice" SET "lookAt" = '1970-01-01T00:00:00.000+00:00' WHERE "stale" > 0;
