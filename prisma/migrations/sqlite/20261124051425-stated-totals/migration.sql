-- AlterTable
ALTER TABLE "Notice" ADD COLUMN "stated" JSONB;
