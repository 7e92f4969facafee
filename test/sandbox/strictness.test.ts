import { LogLevel, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rates } from '../../src/sandbox/rates.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { triggers } from '../../src/sandbox/triggers.ts';

// As strict as Slack, whatever bot is connected.
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
let sandbox: Sandbox;
let client: WebClient;
const manifest = {
  display_information: { name: 'Any bot' },
  features: {
    bot_user: { display_name: 'Any bot' },
    slash_commands: [{ command: '/any', description: 'd' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'im:history', 'im:write', 'users:read'] } },
  settings: {},
};
const error = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'none',
    (e) => e.data?.error ?? e.message,
  );

beforeAll(async () => {
  sandbox = await startSandbox({
    manifest,
    seed: {
      users: [
        { id: 'U1', name: 'one', real_name: 'One' },
        { id: 'U2', name: 'two', real_name: 'Two', deleted: true },
      ],
      channels: [{ id: 'C1', name: 'general', members: ['U1'] }],
    },
    port: 0,
    file: null,
  });
  sandbox.state.channels.set('C2', { id: 'C2', name: 'private', im: null, members: ['U1'] });
  client = new WebClient(sandbox.tokens.bot, {
    slackApiUrl: sandbox.slackApiUrl,
    logger: silent,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
});
afterAll(() => sandbox.close());

describe('the Web API', () => {
  test.each([
    ['an unknown channel', { channel: 'C9', text: 'x' }, 'channel_not_found'],
    ['a channel that the bot is not in', { channel: 'C2', text: 'x' }, 'not_in_channel'],
    ['a deactivated person', { channel: 'U2', text: 'x' }, 'account_inactive'],
    ['no text', { channel: 'C1', text: '' }, 'no_text'],
    ['faulty blocks', { channel: 'C1', text: 'x', blocks: [{ type: 'header' }] as never }, 'invalid_blocks'],
  ])('refuses a message with %s', async (_, message, code) =>
    expect(await error(client.chat.postMessage(message))).toBe(code),
  );

  test('refuses a call without its scope, a wrong token and an unknown method', async () => {
    expect(await error(client.conversations.list())).toBe('missing_scope');
    const stranger = new WebClient('xoxb-wrong', { slackApiUrl: sandbox.slackApiUrl });
    expect(await error(stranger.auth.test())).toBe('invalid_auth');
    expect(await error(client.apiCall('no.such.method'))).toBe('unknown_method');
    expect(await error(client.users.info({ user: 'U9' }))).toBe('user_not_found');
  });

  test('keeps a message’s metadata and returns it to those who ask', async () => {
    const metadata = { event_type: 'test', event_payload: { key: 'k' } };
    const { channel, ts } = await client.chat.postMessage({ channel: 'U1', text: 'x', metadata });
    const asked = { channel: channel!, oldest: '0' };
    expect(
      (await client.conversations.history({ ...asked, include_all_metadata: true })).messages,
    ).toMatchObject([{ ts, metadata }]);
    expect((await client.conversations.history(asked)).messages?.[0]).not.toHaveProperty('metadata');
  });

  test('answers 429 with Retry-After to more than about a message a second in one channel', async () => {
    const codes = await Promise.all(
      Array.from({ length: 6 }, () => error(client.chat.postMessage({ channel: 'C1', text: 'x' }))),
    );
    expect(codes.filter((code) => /rate-limit/.test(String(code))).length).toBeGreaterThanOrEqual(2);
  });

  test('gives the locale only to those who ask for it', async () => {
    expect((await client.users.info({ user: 'U1' })).user).not.toHaveProperty('locale');
    expect((await client.users.info({ user: 'U1', include_locale: true })).user).toHaveProperty(
      'locale',
      'en-CA',
    );
  });
});

describe('a person', () => {
  test('sees the time-out when no bot acknowledges', async () =>
    expect((await sandbox.as('U1').command('C1', '/any x')).notice).toBe(
      '/any failed with the error "operation_timeout"',
    ));

  test('is told of a command that no bot has', async () =>
    expect((await sandbox.as('U1').command('C1', '/other')).notice).toBe('/other is not a valid command.'));
});

describe('a trigger', () => {
  test('is good once, for three seconds', () => {
    let now = 0;
    const given = triggers(() => now);
    const [first, second] = [given.trigger('U1'), given.trigger('U1')];
    expect(given.spend(first)).toEqual({ user: 'U1' });
    expect(given.spend(first)).toEqual({ error: 'exchanged_trigger_id' });
    now = 3001;
    expect(given.spend(second)).toEqual({ error: 'expired_trigger_id' });
    expect(given.spend('made up')).toEqual({ error: 'invalid_trigger_id' });
  });

  test('a response_url is good five times, for half an hour', () => {
    let now = 0;
    const given = triggers(() => now);
    const id = given.responsePath({ channel: 'C1', user: 'U1' }).split('/').at(-1)!;
    for (let i = 0; i < 5; i++) expect(given.respond(id)).toMatchObject({ channel: 'C1' });
    expect(given.respond(id)).toEqual({ error: 'used_url' });
    now = 31 * 60_000;
    expect(given.respond(id)).toEqual({ error: 'expired_url' });
  });
});

test('rates fill at the allowed pace', () => {
  let now = 0;
  const limited = rates(() => now);
  const waits = Array.from({ length: 5 }, () => limited.wait('chat.postMessage', 'C1'));
  expect(waits).toEqual([0, 0, 0, 1, 1]);
  expect(limited.wait('chat.postMessage', 'C2')).toBe(0);
  now = 1000;
  expect(limited.wait('chat.postMessage', 'C1')).toBe(0);
});

test('the page is served to this machine only', async () => {
  expect((await fetch(sandbox.url)).status).toBe(200);
  const foreign = await fetch(`${sandbox.url}/sandbox/do`, {
    method: 'POST',
    body: '{}',
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
});
