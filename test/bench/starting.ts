import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { NODE_FLAGS } from '../support/node-flags.ts';
import { ms, percentile, type Row } from './measure.ts';
import { quietSlack } from './quiet-slack.ts';
import { SECRET } from './serving.ts';

// From the call to ready, against Node starting and importing the same.

const TIMES = 3;
const MUST = 2;

export async function starting(url: string, systems: number): Promise<Row[]> {
  const slack = await quietSlack();
  const env = {
    ...process.env,
    DATABASE_URL: url,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-1',
  };
  const script = path.join(import.meta.dirname, 'serve-ours.ts');
  const imports = path.join(import.meta.dirname, '../../src/daylight.ts');
  const taken = { ours: [] as number[], floor: [] as number[] };
  for (let i = -1; i < TIMES; i++) {
    const began = performance.now();
    const child = spawn(process.execPath, [...NODE_FLAGS, script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ready = performance.now() - began;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    // The start that upgrades and seals is made once, before it counts.
    if (i >= 0) taken.ours.push(ready);
    const again = performance.now();
    execFileSync(
      process.execPath,
      [...NODE_FLAGS, '--input-type=module', '-e', `await import(${JSON.stringify(imports)})`],
      { env },
    );
    if (i >= 0) taken.floor.push(performance.now() - again);
  }
  slack.close();
  const [ours, floor] = [percentile(taken.ours, 0.5), percentile(taken.floor, 0.5)];
  const row = { what: 'start to ready', systems, ours: ms(ours), floor: ms(floor), ratio: ours / floor };
  return [{ ...row, must: `≤ ${MUST} ×`, holds: ours / floor <= MUST }];
}
