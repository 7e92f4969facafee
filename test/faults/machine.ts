import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ended } from './killing.ts';
import { aMorning, print, validates, wereValidatedOnce } from './world.ts';

// A machine whose clock jumps, that stands elsewhere, or has little to spare.

/** The clock steps an hour ahead and back again, every second. */
export async function clock(people: number): Promise<boolean> {
  const world = await aMorning({ people });
  const child = await world.begin({ PACE: '20' });
  const steps = setInterval(() => child.kill('SIGUSR2'), 1000);
  while (world.total() < people * 0.8) await wait(200);
  clearInterval(steps);
  return ended(world);
}

/** The machine's time zone is a day away from the organization's. */
export async function zones(people: number): Promise<boolean> {
  const world = await aMorning({ people });
  await world.begin({ TZ: 'Pacific/Kiritimati' });
  return ended(world);
}

/** No more files or connections can be opened for a while, and somebody opens more than there are. */
export async function descriptors(people: number): Promise<boolean> {
  const world = await aMorning({ people });
  const child = await world.begin({ PACE: '40', PRINT_PORT: '1' });
  const limit = (files: string) =>
    new Promise((resolve) =>
      spawn('prlimit', [`--nofile=${files}`, `--pid=${child.pid}`], { stdio: 'inherit' }).once(
        'exit',
        resolve,
      ),
    );
  const port = await new Promise<number>((resolve) => {
    child.stdout?.on('data', (data: Buffer) => {
      const found = /port (\d+)/.exec(data.toString())?.[1];
      if (found) resolve(Number(found));
    });
  });
  await limit('48:');
  const flood: Socket[] = [];
  for (let i = 0; i < 200; i++)
    flood.push(
      connect(port, '127.0.0.1')
        .on('error', () => {})
        .unref(),
    );
  await wait(5000);
  for (const socket of flood) socket.destroy();
  await limit('4096:');
  const confirmed: number[] = [];
  for (let system = 1; system <= 5; system++) if (await validates(world, system)) confirmed.push(system);
  await world.settled();
  const isTold = world.verdict();
  const isKept = await wereValidatedOnce(world.url, confirmed);
  await world.end();
  return isTold && isKept;
}

const MOST_MB = 256;

/** The process may take 256 MB: more, and it would be killed. */
export async function memory(people: number): Promise<boolean> {
  const world = await aMorning({ people });
  const child = await world.begin({ PACE: '40' });
  let most = 0;
  const look = setInterval(() => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const mb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    most = Math.max(most, mb);
    if (mb > MOST_MB) child.kill('SIGKILL');
  }, 50);
  const confirmed: number[] = [];
  for (let system = 1; system <= Math.min(people, 100); system++)
    if (await validates(world, system)) confirmed.push(system);
  await world.settled();
  clearInterval(look);
  print(`  ${most.toFixed(0)} MB at most`);
  const isTold = world.verdict();
  const isKept = await wereValidatedOnce(world.url, confirmed);
  await world.end();
  return isTold && isKept && most <= MOST_MB;
}
