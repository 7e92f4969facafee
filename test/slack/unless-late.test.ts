import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fetchUnless } from '../../src/slack/unless-late.ts';

const MS = 50;
const inTime = () => false;
const call = (ms = 10_000) => ({ method: 'POST', body: 'a=1', signal: AbortSignal.timeout(ms) }) as const;
const CONNECTING = 'net.client.socket';

/** A server that notes what reaches it. */
async function listening() {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { reached, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A server that takes connections and says nothing. */
async function silent() {
  const server = createTcp((socket) => void onTestFinished(() => void socket.destroy()));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Nothing happens in this process for a while, as it does when it is frozen, as soon as it connects. */
function frozenWhileItConnects(): void {
  const freeze = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * MS);
  subscribe(CONNECTING, freeze);
  onTestFinished(() => void unsubscribe(CONNECTING, freeze));
}

test('a message reaches Slack in time', async () => {
  const { url, reached } = await listening();
  expect((await fetchUnless(inTime)(`${url}/in-time`, call())).status).toBe(200);
  expect(reached).toEqual(['/in-time']);
});

test('a process that was frozen while it connected does not send what another may have sent meanwhile', async () => {
  const { url, reached } = await listening();
  frozenWhileItConnects();
  const until = performance.now() + MS;
  const isLate = () => performance.now() > until;
  await expect(fetchUnless(isLate)(`${url}/late`, call())).rejects.toThrow('its time was over');
  // The connection is gone: whatever was written to it would have come by now.
  await fetchUnless(inTime)(`${url}/after`, call());
  expect(reached).toEqual(['/after']);
});

test('whoever waits for a connection waits no longer than for an answer', async () => {
  // Of TLS it never says a word.
  const { url } = await silent();
  await expect(fetchUnless(inTime)(url, call(MS))).rejects.toThrow('due to timeout');
});
