import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { App } from '@slack/bolt';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpReceiver } from '../../src/slack/http-receiver.ts';

// Slack's requests over HTTP as they come, to a Bolt app that answers each command with its text.

const SECRET = 'a-signing-secret-of-the-tests';
const FORM = 'application/x-www-form-urlencoded';

interface Sent {
  body: string;
  type?: string;
  secret?: string;
  secondsAgo?: number;
  headers?: Record<string, string>;
}

async function anApp() {
  const receiver = httpReceiver(SECRET, pino({ level: 'silent' }));
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }),
    convoStore: false,
  });
  const taken: unknown[] = [];
  app.command(/.*/, async ({ command, ack }) => {
    taken.push(command.text);
    await ack({ text: command.text });
  });
  app.action(/.*/, async ({ action, ack }) => {
    taken.push(action);
    await ack();
  });
  app.event('app_home_opened', async ({ event }) => void taken.push(event.user));
  const server = createServer((request, response) => void receiver.answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;

  const post = ({ body, type = FORM, secret = SECRET, secondsAgo = 0, headers }: Sent): Promise<Response> => {
    const at = Math.floor(Date.now() / 1000) - secondsAgo;
    const hmac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
    const signed = { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hmac}` };
    return fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...(headers ?? signed) } });
  };
  return { post, taken, port };
}

const COMMAND = `command=%2Fai-registry&text=${encodeURIComponent('list “été” & more')}&user_id=U1&team_id=T1`;

describe('what Slack signed', () => {
  test('is taken as it was typed, and answered in one piece, the length of which is said', async () => {
    const { post } = await anApp();
    const answer = await post({ body: COMMAND });
    expect([answer.status, await answer.json()]).toEqual([200, { text: 'list “été” & more' }]);
    expect([answer.headers.get('content-length'), answer.headers.get('transfer-encoding')]).toEqual([
      '34',
      null,
    ]);
  });

  test('is taken of a button, and of an event', async () => {
    const { post, taken } = await anApp();
    const action = { type: 'button', action_id: 'a', block_id: 'b', value: 'show AI-0001' };
    const clicked = { type: 'block_actions', user: { id: 'U1' }, team: { id: 'T1' }, actions: [action] };
    const event = { type: 'app_home_opened', user: 'U7', tab: 'home', channel: 'D1', event_ts: '1.1' };
    const opened = { type: 'event_callback', event_id: 'Ev1', team_id: 'T1', event };
    const answers = [
      await post({ body: new URLSearchParams({ payload: JSON.stringify(clicked) }).toString() }),
      await post({ body: JSON.stringify(opened), type: 'application/json' }),
    ];
    expect(await Promise.all(answers.map(async (a) => [a.status, await a.text()]))).toEqual([
      [200, ''],
      [200, ''],
    ]);
    expect(taken).toEqual([action, 'U7']);
  });

  test('to see whether we are there is answered with its challenge', async () => {
    const { post } = await anApp();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'is that you?' });
    const answer = await post({ body, type: 'application/json' });
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'is that you?' }]);
  });

  test('and nothing of ours takes is not acknowledged', async () => {
    const { post } = await anApp();
    const shortcut = { type: 'shortcut', callback_id: 'x', user: { id: 'U1' }, team: { id: 'T1' } };
    const body = new URLSearchParams({ payload: JSON.stringify(shortcut) }).toString();
    expect((await post({ body })).status).toBe(404);
  });

  test('five minutes ago, or five from now, is taken, and nothing beyond', async () => {
    const { post, taken } = await anApp();
    const statuses = [];
    for (const secondsAgo of [310, 290, -290, -310])
      statuses.push((await post({ body: COMMAND, secondsAgo })).status);
    expect(statuses).toEqual([401, 200, 200, 401]);
    expect(taken).toHaveLength(2);
  });
});

describe('what Slack did not sign', () => {
  const now = () => String(Math.floor(Date.now() / 1000));
  test.each<[string, () => Partial<Sent>]>([
    ['signed with another secret', () => ({ secret: 'another' })],
    ['with no headers', () => ({ headers: {} })],
    ['with a time alone', () => ({ headers: { 'x-slack-request-timestamp': now() } })],
    [
      'with a signature of another length',
      () => ({ headers: { 'x-slack-request-timestamp': now(), 'x-slack-signature': 'v0=1' } }),
    ],
    [
      'with a time that is none',
      () => ({ headers: { 'x-slack-request-timestamp': 'now', 'x-slack-signature': 'v0=1' } }),
    ],
  ])('is refused: %s', async (_, how) => {
    const { post, taken } = await anApp();
    expect((await post({ body: COMMAND, ...how() })).status).toBe(401);
    expect(taken).toEqual([]);
  });

  test('to see whether we have a certificate is answered, and nothing that comes with it is done', async () => {
    const { post, taken } = await anApp();
    expect((await post({ body: `ssl_check=1&${COMMAND}`, headers: {} })).status).toBe(200);
    const event = JSON.stringify({ text: '&ssl_check=1&' });
    expect((await post({ body: event, type: 'application/json', headers: {} })).status).toBe(401);
    expect(taken).toEqual([]);
  });
});

test('an event that is sent on as a form is not read as one, for its type is not signed', async () => {
  const { post, taken } = await anApp();
  const smuggled = '&command=%2Fai-registry&text=retire+AI-0001&user_id=UADMIN&trigger_id=t&team_id=T1&x=';
  const event = { type: 'app_home_opened', user: 'U7', tab: smuggled, channel: 'D1', event_ts: '1.1' };
  const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', team_id: 'T1', event });
  expect((await post({ body, type: FORM })).status).toBe(200);
  expect(taken).toEqual(['U7']);
});

describe('what can’t be read', () => {
  test.each([
    ['JSON that is none', 'application/json', '{', 400],
    ['a form whose payload is no JSON', FORM, 'payload=%7B', 400],
    ['a form whose payload is nothing', FORM, 'payload=null', 400],
    ['more than four megabytes', FORM, `text=${'x'.repeat(4 * 2 ** 20)}`, 413],
  ])('is refused: %s', async (_, type, body, status) => {
    const { post } = await anApp();
    expect((await post({ body, type })).status).toBe(status);
    expect((await post({ body: COMMAND })).status).toBe(200);
  });

  test('is not read on when it is too long: the connection is closed', async () => {
    const { port } = await anApp();
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${10 ** 12}\r\n\r\n`);
    const more = () => {
      while (socket.writable && socket.write('x'.repeat(2 ** 16)));
    };
    socket.on('drain', more);
    more();
    await closed;
  });

  test('a secret that is empty is refused before anything is', () => {
    expect(() => httpReceiver('', pino({ level: 'silent' }))).toThrow('no signing secret');
  });
});
