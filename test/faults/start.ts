import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startDaylight } from '../../src/daylight.ts';
import { openLog } from '../../src/slack/log.ts';

// The product as a process that a test can kill: ticks and delivers without pause, and takes over from its dead self soon.
// AHEAD_MS moves its clock, and SIGUSR2 an hour ahead or back again; PACE=slack keeps Slack's pace and leases; LEASE_S is another
// lease; MEMORY=1 prints what it takes.
const { AHEAD_MS = '0', PACE, LEASE_S = PACE === 'slack' ? '20' : '2', MEMORY } = process.env;
let ahead = Number(AHEAD_MS);
const now = () => systemClock.now().add({ milliseconds: ahead });
const HOUR_MS = 3_600_000;
let isAhead = false;
process.on('SIGUSR2', () => {
  isAhead = !isAhead;
  ahead += isAhead ? HOUR_MS : -HOUR_MS;
});
const daylight = await startDaylight({
  config: readConfig({ BACKUP_FOLDER: 'none', ...process.env }),
  clock: { now, wall: systemClock.wall },
  log: openLog('fatal'),
  ...(PACE !== 'slack' && { pace: { intervalCap: Number(PACE ?? 15), interval: 1000 } }),
  leaseSeconds: Number(LEASE_S),
});
process.stdout.write(`ready on port ${daylight.port}\n`);
if (MEMORY) setInterval(() => process.stdout.write(`${process.memoryUsage.rss()}\n`), 5000).unref();
// Gone with whoever started it, however that ended.
const parent = process.ppid;
while (process.ppid === parent) {
  // What goes wrong now is tried again.
  await daylight.tick().catch(() => {});
  await daylight.delivered().catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, PACE === 'slack' ? 1000 : 100));
}
process.exit(1);
