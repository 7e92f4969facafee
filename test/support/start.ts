import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startDaylight } from '../../src/daylight.ts';
import { openLog } from '../../src/slack/log.ts';

// The product as a process that a test can kill: delivers without pause, and takes over from its dead self soon.
const daylight = await startDaylight({
  config: readConfig(process.env),
  clock: systemClock,
  log: openLog('fatal'),
  pace: { intervalCap: 15, interval: 1000 },
  leaseSeconds: 2,
});
process.stdout.write('ready\n');
while (true) {
  await daylight.tick();
  await daylight.delivered();
  await new Promise((resolve) => setTimeout(resolve, 100));
}
