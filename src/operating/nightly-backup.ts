import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Config } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { readyFolder } from '../store/folder.ts';
import { backupFile, keepNewest } from './backup-files.ts';

const BACKUP = path.join(import.meta.dirname, 'backup.ts');

/**
 * Makes a backup in a process of its own, so that nobody waits for it, and lets go of the oldest; null when none is wanted.
 * Throws Refusal where there can be no folder.
 */
export function nightlyBackup({
  DATABASE_URL: url,
  BACKUP_FOLDER: folder,
  BACKUP_KEEP: keep,
}: Pick<Config, 'DATABASE_URL' | 'BACKUP_FOLDER' | 'BACKUP_KEEP'>): ((at: Instant) => Promise<void>) | null {
  if (folder === null) return null;
  // What can't be used is told at the start, and not by the first night's failure.
  readyFolder(folder);
  return async (at) => {
    const typescript = import.meta.resolve('../typescript.mjs');
    const child = spawn(process.execPath, ['--import', typescript, BACKUP, '--', backupFile(folder, at)], {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`the backup failed: ${said.trim()}`);
    keepNewest(folder, keep);
  };
}
