import { systemClock } from '../clock.ts';
import { environment, readConfig } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { backUp } from '../store/backup.ts';
import { backupFile } from './backup-files.ts';
import { brokenHistory, operate } from './operate.ts';

const USAGE = `npm run backup: the whole registry in one new file of BACKUP_FOLDER, while it is used.
npm run backup -- file.db: in that file.`;

operate(USAGE, async (named) => {
  const { DATABASE_URL: url, BACKUP_FOLDER: folder } = readConfig(environment());
  if (!named && !folder) throw new Refusal('Name a file: BACKUP_FOLDER is "none".');
  const file = named ?? backupFile(folder ?? '', systemClock.now());
  const { rows, broken } = await backUp(url, file);
  const found = broken.length === 0 ? 'looked through and found well' : 'looked through';
  return `${file}: ${rows} rows, ${found}.${brokenHistory(broken)}`;
});
