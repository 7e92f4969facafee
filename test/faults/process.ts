import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { NODE_FLAGS } from '../support/node-flags.ts';

export interface Begun {
  child: ChildProcess;
  /** Where it serves health. */
  port: number;
}

/** Starts the product as a process of its own; resolves when it is ready. */
export async function begin(env: Record<string, string>): Promise<Begun> {
  const child = spawn(process.execPath, [...NODE_FLAGS, path.join(import.meta.dirname, 'start.ts')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(Number(/port (\d+)/.exec(data.toString())?.[1])));
    child.once('exit', () => reject(new Error('the process did not start')));
  });
  return { child, port };
}

export const isGone = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

export const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (isGone(child)) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
