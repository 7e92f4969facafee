import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openLog } from '../../src/slack/log.ts';
import { receiving } from '../../src/slack/receiver.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { registers } from '../support/workspace.ts';

describe('what operators ask for', () => {
  const w = aWorkspace({ limits: true });
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${w.daylight.port}${path}`);
    return { status: response.status, text: await response.text() };
  };

  test('alive and ready are told apart, with whether Slack is connected', async () => {
    expect(await get('/health/live')).toEqual({ status: 200, text: '{"status":"alive"}' });
    expect(await get('/health/ready')).toEqual({
      status: 200,
      text: '{"status":"ready","slack":"connected"}',
    });
    expect((await get('/health')).status).toBe(200);
    expect((await get('/constructor')).status).toBe(404);
  });

  test('the numbers name jobs and kinds of payloads, and nobody and nothing else', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'A name that stays inside' });
    await w.tick();
    const { text } = await get('/metrics');
    expect(text).toContain('daylight_ack_seconds_count{kind="command"}');
    expect(text).toContain('daylight_ack_seconds_count{kind="view_submission"} 1');
    expect(text).toContain('daylight_notices{state="owed"} 0');
    expect(text).toContain('daylight_job_lag_seconds{job="remind-owners"} 0');
    expect(text).toMatch(/daylight_database_seconds_count \d+/);
    expect(text).toContain('daylight_deliveries_total{outcome="rate limited"} 0');
    expect(text).toContain('daylight_job_seconds_count{job="remind-owners",result="failed"} 0');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(text).not.toMatch(/stays inside|AVERY|AI-0/);
  });
});

test('that the database does not answer is said by health, and in the log once, as is that it does again', async () => {
  const said: unknown[] = [];
  const log = openLog(
    'info',
    new Writable({ write: (line, _, done) => done(void said.push(JSON.parse(String(line)).msg)) }),
  );
  let isWell = true;
  const edge = receiving({
    ...{ host: '127.0.0.1', port: 0, log, appToken: null, signingSecret: 's3cret', slackApiUrl: undefined },
    isDatabaseWell: async () => isWell,
    metrics: async () => ({ type: 'text/plain', text: '' }),
  });
  const port = await edge.start();
  edge.ready();
  onTestFinished(() => edge.stop());
  const asked = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;
  const statuses = [await asked()];
  for (const next of [false, true]) {
    isWell = next;
    statuses.push(await asked(), await asked());
  }
  expect(statuses).toEqual([200, 503, 503, 200, 200]);
  expect(said).toEqual(['the database does not answer', 'the database answers again']);
});

test('an address that is not this machine’s is refused by the setting’s name, and over HTTP nothing is said to be connected', async () => {
  const edge = (host: string) =>
    receiving({
      ...{ host, port: 0, log: openLog('fatal'), appToken: null, signingSecret: 's3cret' },
      slackApiUrl: undefined,
      isDatabaseWell: async () => true,
      metrics: async () => ({ type: 'text/plain', text: '' }),
    });
  // Set aside for documents (RFC 5737).
  await expect(edge('192.0.2.1').start()).rejects.toThrow(/^HOST: "192\.0\.2\.1" is no address of this/);
  const here = edge('127.0.0.1');
  onTestFinished(() => here.stop());
  const port = await here.start();
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect(await health.json()).toEqual({ status: 'starting', slack: 'by HTTP' });
});

test('whoever sends a request without end does not hold up the leaving', async () => {
  const edge = receiving({
    ...{ host: '127.0.0.1', port: 0, log: openLog('fatal'), appToken: null, signingSecret: 's3cret' },
    slackApiUrl: undefined,
    isDatabaseWell: async () => true,
    metrics: async () => ({ type: 'text/plain', text: '' }),
  });
  const socket = connect(await edge.start(), '127.0.0.1').on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(
    'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\nnot',
  );
  // The server has it in hand.
  await once(socket, 'data');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const left = edge.stop();
  await vi.advanceTimersByTimeAsync(5000);
  await Promise.all([left, closed]);
});

test('a logged error says what failed, without tokens and without what it carries along', () => {
  const lines: string[] = [];
  const log = openLog(
    'info',
    new Writable({ write: (line, _, done) => done(void lines.push(String(line))) }),
  );
  const error = Object.assign(new Error('refused xoxb-1-secret by xapp-1-A0-secret'), {
    code: 'P2002',
    request: { text: 'what somebody wrote' },
  });
  log.error({ reference: '1234ABCD', err: error }, 'a bug');
  log.error(
    {
      err: new WebAPIPlatformError({
        ok: false,
        error: 'invalid_blocks',
        blocks: ['somebody wrote'],
      } as never),
    },
    'x',
  );
  expect(JSON.parse(lines[0]!)).toMatchObject({
    reference: '1234ABCD',
    err: { code: 'P2002', message: 'refused x… by x…' },
  });
  expect(JSON.parse(lines[1]!)).toMatchObject({ err: { slack: 'invalid_blocks' } });
  expect(lines.join()).not.toMatch(/secret|somebody wrote/);
});
