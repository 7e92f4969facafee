import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '../domain/day.ts';

// How backups are called, and how many are kept.

const NAME = /^daylight-\d{8}T\d{6}Z\.db$/;

const stamp = (at: Instant): string => at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** The file of the backup that is made at `at`; its name tells when. */
export const backupFile = (folder: string, at: Instant): string =>
  path.join(folder, `daylight-${stamp(at)}.db`);

/** The file in which what a restore replaces is kept; nobody but the operator removes it. */
export const replacedFile = (folder: string, at: Instant): string =>
  path.join(folder, `before-restore-${stamp(at)}.db`);

/** Removes the oldest backups, so that `keep` are left. */
export function keepNewest(folder: string, keep: number): void {
  const files = readdirSync(folder).filter((name) => NAME.test(name));
  for (const name of files.sort().reverse().slice(keep)) rmSync(path.join(folder, name), { force: true });
}
