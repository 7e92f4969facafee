import path from 'node:path';
import { systemClock } from '../clock.ts';
import { environment, readConfig } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { restore } from '../store/restoring.ts';
import { replacedFile } from './backup-files.ts';
import { brokenHistory, operate } from './operate.ts';

const USAGE =
  'npm run restore -- data/backups/daylight-….db: puts a backup in the place of the registry, while Daylight is stopped.';

operate(USAGE, async (file) => {
  const { DATABASE_URL: url, BACKUP_FOLDER: folder } = readConfig(environment());
  if (!file) throw new Refusal('Name the backup: npm run restore -- data/backups/daylight-….db');
  const place = replacedFile(folder ?? path.dirname(file), systemClock.now());
  const { kept, total } = await restore(file, url, place);
  return `${total.rows} rows are restored.${brokenHistory(total.broken)}${kept ? ` What stood there before is kept in ${kept}.` : ''} Start Daylight.`;
});
