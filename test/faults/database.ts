import { spawn } from 'node:child_process';
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TYPESCRIPT } from '../support/node-flags.ts';
import { ended } from './killing.ts';
import { limited } from './machine.ts';
import type { Server } from './server.ts';
import { aMorning, type Given, print, validates, type World, wereValidatedOnce } from './world.ts';

// A database that is locked, full, read-only or away.

/** Somebody confirms one record after the other while `trouble` lasts: those that they were told are done, and how many were not. */
async function confirming(
  world: World,
  trouble: Promise<unknown>,
): Promise<{ confirmed: number[]; refused: number }> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  trouble.then(over, over);
  const confirmed: number[] = [];
  let refused = 0;
  for (let system = 1; system <= world.people.length && !isOver; system++)
    if (await validates(world, system)) confirmed.push(system);
    else refused += 1;
  await trouble;
  // And once more when all is well again.
  for (let system = world.people.length - 4; system <= world.people.length; system++)
    if (!confirmed.includes(system) && (await validates(world, system))) confirmed.push(system);
  print(`  ${refused} were told that it could not be noted, ${confirmed.length} that it is`);
  return { confirmed, refused };
}

async function whole(world: World, confirmed: readonly number[]): Promise<boolean> {
  await world.settled();
  const isTold = world.verdict();
  const isKept = await wereValidatedOnce(world.url, confirmed);
  await world.end();
  return isTold && isKept;
}

const HOLD = `const D=require('libsql');const d=new D(process.argv[1],{timeout:60000});d.exec('BEGIN IMMEDIATE');console.log('held');setTimeout(()=>{d.exec('ROLLBACK');process.exit(0)},Number(process.argv[2]))`;

/** Another program holds SQLite's write lock for half a minute. */
export async function locked(given: Given, seconds: number): Promise<boolean> {
  const world = await aMorning(given);
  await world.begin({ PACE: '40' });
  await world.until(() => world.total() >= world.people.length / 5);
  const holder = spawn(process.execPath, ['-e', HOLD, world.url.slice(5), String(seconds * 1000)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: path.resolve(import.meta.dirname, '../..'),
  });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const { confirmed } = await confirming(world, new Promise((resolve) => holder.once('exit', resolve)));
  return whole(world, confirmed);
}

/** No file may grow any more, as on a disk that is full; then there is room again. */
export async function full(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const { child } = await world.begin({ PACE: '40' });
  await world.until(() => world.total() >= world.people.length / 5);
  await limited(child, '--fsize=4096:unlimited');
  const { confirmed, refused } = await confirming(
    world,
    wait(10_000).then(() => limited(child, '--fsize=unlimited:unlimited')),
  );
  return (await whole(world, confirmed)) && refused > 0;
}

/** Nobody may write the file: the start is refused with the reason, and when that is mended all goes on. */
export async function readOnly(given: Given): Promise<boolean> {
  const world = await aMorning(given);
  const files = () => readdirSync(world.folder).map((name) => path.join(world.folder, name));
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  chmodSync(world.folder, 0o755);
  for (const file of files()) chmodSync(file, 0o444);
  const refused = spawn(process.execPath, [...TYPESCRIPT, 'src/main.ts'], {
    ...nobody,
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, DATABASE_URL: world.url, PORT: '0', TMPDIR: '/tmp' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  refused.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const code = await new Promise((resolve) => refused.once('close', resolve));
  print(`  it left with ${code}: ${said.trim().slice(0, 200)}`);
  for (const file of files()) chmodSync(file, 0o644);
  if (process.getuid?.() === 0) for (const file of files()) chownSync(file, 0, 0);
  await world.begin();
  return (await ended(world)) && code === 1 && said.includes("can't be written");
}

/** The server is stopped at once, whatever is in hand, and away for some seconds, again and again. */
export async function restarted(given: Given, server: Server): Promise<boolean> {
  const world = await aMorning(given);
  await world.begin({ PACE: '20' });
  const trouble = (async () => {
    for (let i = 0; i < 5; i++) {
      await wait(1500);
      await server.restart(3000);
      await wait(500);
    }
  })();
  const { confirmed } = await confirming(world, trouble);
  return whole(world, confirmed);
}
