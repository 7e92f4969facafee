import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isGone } from './process.ts';

/** A PostgreSQL of this run's own, set as one is by default, that may be stopped at will. */
export interface Server {
  url: string;
  /** Stops at once, whatever is in hand, is away for so long, and recovers. */
  restart(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Debian keeps each version's programs beside each other; others have them on the path. */
const DEBIAN = '/usr/lib/postgresql';

function programs(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  if (existsSync(DEBIAN)) {
    const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
    folders.push(...versions.map((version) => path.join(DEBIAN, version, 'bin')));
  }
  return folders.find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null;
}

/** Starts a server on a free port of loopback; null where PostgreSQL is not installed. */
export async function startServer(): Promise<Server | null> {
  const bin = programs();
  if (!bin) return null;
  // It refuses to be run by root.
  const as = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const folder = mkdtempSync(path.join(tmpdir(), 'daylight-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.once('exit', remove);
  if (as.uid) chownSync(folder, as.uid, as.gid);
  const options = { ...as, cwd: folder };
  const data = ['-D', path.join(folder, 'data')];
  const made = [...data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8'];
  execFileSync(path.join(bin, 'initdb'), made, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();

  const start = async (): Promise<ChildProcess> => {
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
    const child = spawn(path.join(bin, 'postgres'), [...data, ...settings.flatMap((one) => ['-c', one])], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (said: Buffer) => {
        if (said.toString().includes('ready to accept connections')) resolve();
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error('PostgreSQL did not start')));
    });
    return child;
  };
  /** By its immediate shutdown: what was not committed is lost, and its log is read at the next start. */
  const quit = async (child: ChildProcess): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (isGone(child)) return;
    child.kill('SIGQUIT');
    await gone;
  };
  let server = await start();
  process.prependOnceListener('exit', () => void server.kill('SIGQUIT'));
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async restart(awayMs) {
      await quit(server);
      await wait(awayMs);
      server = await start();
    },
    async stop() {
      await quit(server);
      remove();
    },
  };
}

const idOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'postgres']).toString());

async function freePort(): Promise<number> {
  const held = createServer();
  await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
  const { port } = held.address() as AddressInfo;
  await new Promise((resolve) => held.close(resolve));
  return port;
}
