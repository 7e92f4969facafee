import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startDaylight } from '../../src/daylight.ts';
import { openLog } from '../../src/slack/log.ts';

// Daylight over HTTP, as an operator starts it; no jobs meanwhile.
const daylight = await startDaylight({
  config: readConfig({ BACKUP_FOLDER: 'none', PORT: '0', ...process.env }),
  clock: systemClock,
  log: openLog('fatal'),
});
process.stdout.write(`port ${daylight.port}\n`);
