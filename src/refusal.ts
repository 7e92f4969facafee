/** Why Daylight won't start, as one sentence for the operator: what is wrong, and what to do. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** The settings are at fault: to start again with the same ones is of no use. */
export class BadSettings extends Refusal {
  override name = 'BadSettings';
}

/** How a process leaves for them: EX_CONFIG of sysexits.h, at which systemd does not start it again. */
export const EXIT_BAD_SETTINGS = 78;

/** Why a server can't listen: none of it is a fault of ours. */
export function notListening(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const { code = '', syscall = '' } = error;
  if (!['listen', 'bind', 'getaddrinfo'].includes(syscall)) return error;
  if (code === 'EADDRINUSE')
    return new Refusal(
      `PORT: ${host}:${port} is taken by another program. Stop it, or set PORT to another port.`,
    );
  if (NOT_ALLOWED.has(code))
    return new Refusal(`PORT: this user may not listen on ${port} (${code}). Set PORT to one from 1024 on.`);
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code))
    return new Refusal(`HOST: "${host}" is no address of this machine (${code}). Set HOST to one that is.`);
  return error;
}

/** What helps a damaged database. */
export const RESTORE = 'Stop Daylight and restore the newest backup.';

// What an operator reads when something can't be done: what to do next, where that is known.

const DAMAGED = /malformed|not a database|SQLITE_CORRUPT/i;
const NOT_ALLOWED = new Set(['EACCES', 'EPERM']);
/** What helps where nobody may write. */
export const READ_ONLY =
  'the file system is read-only there. Name another place; with systemd, in ReadWritePaths= of the unit too.';
const FULL = /\bENOSPC\b|\bEDQUOT\b|disk is full|SQLITE_FULL/;
const NOT_WRITABLE = /readonly database|unable to open database|Unable to open connection/i;

/** Whether a SQLite file can't be read as what it is. */
export const isDamaged = (error: unknown): boolean => DAMAGED.test(String((error as Error)?.message));

/** A sentence with the remedy; for what nobody foresaw, all there is. */
export function said(error: unknown): string {
  const { message, code = '', path, stack } = error as NodeJS.ErrnoException;
  if (error instanceof Refusal) return message;
  if (isDamaged(error))
    return `The database file is damaged (${message}). ${RESTORE} That is: npm run restore -- and the file, which stands in BACKUP_FOLDER (data/backups, where you set no other).`;
  if (FULL.test(`${code} ${message}`))
    return `The disk is full (${message.split('\n')[0]}). Make room, or name another place.`;
  if (code === 'EROFS') return `${path ?? 'That place'} can't be written: ${READ_ONLY}`;
  if (NOT_ALLOWED.has(code))
    return `This user may not read or write ${path ?? 'there'} (${code}). Give it the right to, or name another place.`;
  if (NOT_WRITABLE.test(message))
    return `A file can't be opened or written: ${message}. Give this user the right to read and write it and its folder, or name another place.`;
  return stack ?? message;
}
