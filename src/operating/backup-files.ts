import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/day.ts';

// How backups are called, and how many are kept.

/** What is in a registry is not for everybody on the machine: no file that is made from now on is. */
export const keepFromOthers = (): void => void process.umask(process.umask() | 0o007);

const NAME = /^daylight-\d{8}T\d{6}Z\.db$/;

const stamp = (at: Instant): string => at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** The file of the backup that is made at `at`; its name tells when. */
export const backupFile = (folder: string, at: Instant): string =>
  path.join(folder, `daylight-${stamp(at)}.db`);

/** The file in which what a restore replaces is kept; nobody but the operator removes it. */
export const replacedFile = (folder: string, at: Instant): string =>
  path.join(folder, `before-restore-${stamp(at)}.db`);

/** When the newest backup in a folder was made; null where there is none. */
export function newestBackup(folder: string): Instant | null {
  if (!existsSync(folder)) return null;
  const name = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .at(-1);
  return name ? Temporal.Instant.from(/\d{8}T\d{6}Z/.exec(name)![0]) : null;
}

/** Removes the oldest backups, so that `keep` are left. */
export function keepNewest(folder: string, keep: number): void {
  const files = readdirSync(folder).filter((name) => NAME.test(name));
  for (const name of files.sort().reverse().slice(keep)) rmSync(path.join(folder, name), { force: true });
}
