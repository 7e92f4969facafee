import { systemClock } from '../clock.ts';
import { environment, readConfig } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { backUp } from '../store/backup.ts';
import { backupFile } from './backup-files.ts';
import { operate } from './operate.ts';

// `npm run backup [file]`: the whole registry in one file, while it is used.
operate(async () => {
  const { DATABASE_URL: url, BACKUP_FOLDER: folder } = readConfig(environment());
  const named = process.argv[2];
  if (!named && !folder) throw new Refusal('Name a file: BACKUP_FOLDER is "none".');
  const file = named ?? backupFile(folder ?? '', systemClock.now());
  const { rows } = await backUp(url, file);
  return `${file}: ${rows} rows, looked through and found well.`;
});
