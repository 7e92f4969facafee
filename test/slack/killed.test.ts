import { Temporal } from 'temporal-polyfill';
import { expect, onTestFinished, test, vi } from 'vitest';
import { commands } from '../../commands/index.ts';
import { day } from '../../src/domain/day.ts';
import { manifestOf } from '../../src/manifest.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { messagesOf } from '../../src/sandbox/state.ts';
import { openStore } from '../../src/store/store.ts';
import { aFolder } from '../support/database.ts';
import { begin, kill } from '../support/process.ts';

/** Started for this test, and gone with it. */
async function start(env: Record<string, string>) {
  const { child } = await begin(env);
  onTestFinished(() => kill(child));
  return child;
}

// A few: `npm run test:faults` kills a hundred times.
const PEOPLE = 24;
const KILLS = 2;
const ROWS = 900;

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

test('killed in the middle of an import and started again, it goes on without a double', async () => {
  const url = `file:${aFolder()}/test.db`;
  const sandbox = await startSandbox({
    manifest: manifestOf(commands),
    seed: { users: [{ id: 'U0ADMIN', name: 'admin', real_name: 'Admin' }], channels: [] },
    port: 0,
    file: null,
    limits: false,
  });
  const env = {
    DATABASE_URL: url,
    PORT: '0',
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    SLACK_APP_TOKEN: sandbox.tokens.app,
    ADMINISTRATORS: 'U0ADMIN',
  };
  const admin = sandbox.as('U0ADMIN');
  const message = () => messagesOf(sandbox.state, admin.im()).find((m) => m.text.startsWith('Import:'));
  const says = (what: RegExp) =>
    vi.waitUntil(() => what.test(message()?.text ?? ''), { timeout: 30_000, interval: 20 });
  const line = (text: string) => admin.say(admin.im(), text);

  let child = await start(env);
  const rows = Array.from({ length: ROWS }, (_, i) => `System ${i},${i % 2 ? 'MTO' : 'EDU'}`);
  await admin.sends(admin.im(), 'many.csv', Buffer.from(['name,ministry', ...rows].join('\n')));
  await says(/New: /);
  await line('import write 1');
  const before = message()?.text;
  // Whatever somebody changes makes it look for what is left to do.
  await vi.waitUntil(
    async () => {
      await line('watch everything');
      const text = message()?.text ?? '';
      // A quick machine may be through before.
      return /\nDone/.test(text) || (text !== before && /^Import: [^\n]*\nWriting: [1-9]/.test(text));
    },
    { timeout: 30_000, interval: 200 },
  );
  await kill(child);
  child = await start(env);
  await vi.waitUntil(
    async () => {
      await line('watch everything');
      return message()?.text.includes(`Done: ${ROWS} rows are written`);
    },
    { timeout: 40_000, interval: 500 },
  );
  await kill(child);
  await sandbox.close();
  const store = await openStore(url);
  const { total } = await store.systems.list({}, { limit: 1, today: day('2026-11-23') });
  const { broken } = await store.history.verify(Temporal.Now.instant());
  await store.close();
  expect([total, broken]).toEqual([ROWS, []]);
}, 90_000);
