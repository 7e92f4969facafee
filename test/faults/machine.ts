import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ended } from './killing.ts';
import { isGone } from './process.ts';
import { aMorning, type Given, print, validates, wereValidatedOnce } from './world.ts';

// A machine whose clock jumps, that stands elsewhere, or has little to spare.

/** Sets what a process may use, as `prlimit` takes it. */
export const limited = (child: ChildProcess, limit: string): Promise<void> =>
  new Promise((resolve, reject) => {
    spawn('prlimit', [limit, `--pid=${child.pid}`], { stdio: 'inherit' })
      .once('error', reject)
      .once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`prlimit ${limit}: ${code}`))));
  });

/** The clock steps an hour ahead and back again, every second. */
export async function clock(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  const { child } = await world.begin({ PACE: '20' });
  const steps = setInterval(() => child.kill('SIGUSR2'), 1000);
  await world.until(() => world.total() >= people * 0.8);
  clearInterval(steps);
  return ended(world);
}

/** The machine's time zone is a day away from the organization's. */
export async function zones(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  await world.begin({ TZ: 'Pacific/Kiritimati' });
  return ended(world);
}

/** No more files or connections can be opened for a while, and somebody opens more than there are. */
export async function descriptors(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const { child, port } = await world.begin({ PACE: '40' });
  await limited(child, '--nofile=48:');
  let dropped = 0;
  const flood = Array.from({ length: 200 }, () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.once('connect', () =>
      socket.once('close', () => {
        dropped += 1;
      }),
    );
    return socket.unref();
  });
  await wait(5000);
  const isStarved = dropped > flood.length / 2 && !isGone(child);
  print(`  ${dropped} of ${flood.length} connections had no descriptor left for them`);
  for (const socket of flood) socket.destroy();
  await limited(child, '--nofile=4096:');
  const confirmed: number[] = [];
  for (let system = 1; system <= 5; system++) if (await validates(world, system)) confirmed.push(system);
  await world.settled();
  const isTold = world.verdict();
  const isKept = await wereValidatedOnce(world.url, confirmed);
  await world.end();
  return isTold && isKept && isStarved;
}

const MOST_MB = 256;

/** The process may take 256 MB, at the start as well: the kernel keeps what it took at most. */
export async function memory(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const people = world.people.length;
  const { child } = await world.begin({ PACE: '40' });
  const confirmed: number[] = [];
  for (let system = 1; system <= Math.min(people, 100); system++)
    if (await validates(world, system)) confirmed.push(system);
  await world.settled();
  const status = isGone(child) ? '' : readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const most = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  print(`  ${most.toFixed(0)} MB at most`);
  const isTold = world.verdict();
  const isKept = await wereValidatedOnce(world.url, confirmed);
  await world.end();
  return isTold && isKept && most <= MOST_MB;
}
