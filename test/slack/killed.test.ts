import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { manifestOf } from '../../src/manifest.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { messagesOf } from '../../src/sandbox/state.ts';
import { openStore } from '../../src/store/store.ts';
import { aFolder } from '../support/database.ts';

const PEOPLE = 80;
const KILLS = 5;

/** Starts the product as a process of its own; resolves when it is ready. */
async function start(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, '../support/start.ts')],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the process did not start')));
  });
  return child;
}

const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

test('killed at any instant of delivery and started again, the bot tells everybody once', async () => {
  const url = `file:${aFolder()}/test.db`;
  const ids = Array.from({ length: PEOPLE }, (_, i) => `U${String(i).padStart(3, '0')}`);
  const sandbox = await startSandbox({
    manifest: manifestOf(commands),
    seed: { users: ids.map((id) => ({ id, name: id, real_name: id })), channels: [] },
    port: 0,
    file: null,
  });
  const store = await openStore(url);
  const now = Temporal.Now.instant();
  for (const to of ids)
    await store.notices.owe({ key: `k:${to}`, kind: 'reminder', to, message: { text: to, blocks: [] } }, now);
  await store.close();

  const env = {
    DATABASE_URL: url,
    PORT: '0',
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    SLACK_APP_TOKEN: sandbox.tokens.app,
  };
  const received = () => ids.map((id) => messagesOf(sandbox.state, `D${id.slice(1)}`).length);
  const total = () => received().reduce((sum, n) => sum + n, 0);
  const reached = (count: number) =>
    total() >= count
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          const stop = sandbox.onChange(() => {
            if (total() < count) return;
            stop();
            resolve();
          });
        });
  for (let i = 0; i < KILLS; i++) {
    sandbox.faults.add({ kind: 'lost-answer', method: 'chat.postMessage', times: 1 });
    const waited = reached(Math.min(PEOPLE, total() + 6));
    const child = await start(env);
    await waited;
    await kill(child);
  }
  const waited = reached(PEOPLE);
  const last = await start(env);
  await waited;
  await kill(last);
  await sandbox.close();
  expect(received()).toEqual(ids.map(() => 1));
}, 60_000);
