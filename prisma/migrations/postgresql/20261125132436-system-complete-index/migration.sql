-- CreateIndex
CREATE INDEX "System_complete_nameFold_id_idx" ON "System"("complete", "nameFold", "id");
