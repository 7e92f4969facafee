import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { READ_ONLY, Refusal } from '../refusal.ts';

/** Makes a folder for backups, where there is none; what is in it is not for everybody on the machine. Throws Refusal where it can't be. */
export function readyFolder(folder: string): void {
  try {
    made(path.resolve(folder));
    usable(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EROFS') throw new Refusal(`The backups' folder "${folder}" can't be written: ${READ_ONLY}`);
    throw new Refusal(
      `The backups' folder "${folder}" can't be made, read or written (${code}). Give this user the right to, or name another in BACKUP_FOLDER.`,
    );
  }
}

/** Throws where this user may not read and write in the folder. */
export function usable(folder: string): void {
  // A file that is taken for a folder is none.
  readdirSync(folder);
  accessSync(folder, constants.W_OK | constants.X_OK);
}

/** A folder, or where it is yet to be made, the nearest one above that is there. */
export function nearest(folder: string): string {
  const place = path.resolve(folder);
  try {
    statSync(place);
    return place;
  } catch (error) {
    // One that can't be looked into is there.
    const above = path.dirname(place);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === place) return place;
    return nearest(above);
  }
}

/** One by one: Node's own way never ends where a folder that is there takes none. */
function made(folder: string): void {
  if (existsSync(folder)) return;
  made(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
