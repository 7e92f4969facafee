import { accessSync, constants, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
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
function usable(folder: string): void {
  // A file that is taken for a folder is none.
  readdirSync(folder);
  accessSync(folder, constants.W_OK | constants.X_OK);
}

/** Throws where this user may not use the folder, nor make it where it is not there. */
export function usableOnce(folder: string): void {
  const place = path.resolve(folder);
  if (lstatSync(place, { throwIfNoEntry: false })) {
    usable(place);
    return;
  }
  let above = path.dirname(place);
  while (!lstatSync(above, { throwIfNoEntry: false })) above = path.dirname(above);
  accessSync(above, constants.W_OK | constants.X_OK);
}

/** One by one: Node's own way never ends where a folder that is there takes none. */
function made(folder: string): void {
  if (existsSync(folder)) return;
  made(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
