import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { commands } from '../../commands/index.ts';
import { manifestOf } from '../../src/manifest.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { personOf } from './fill.ts';
import { ms, percentile, type Row } from './measure.ts';

// `show` as Slack sends it, signed over HTTP, against a bare Bolt app that acknowledges with a constant text.

export const SECRET = 'a-signing-secret-of-the-bench';
const REQUESTS = 400;
const AT_ONCE = 8;
const MUST = { throughput: 0.5, p99: 3 };

interface Served {
  url: string;
  child: ChildProcess;
}

async function served(script: string, env: Record<string, string>): Promise<Served> {
  const child = spawn(
    process.execPath,
    ['--optimize-for-size', '--import', 'tsx', path.join(import.meta.dirname, script)],
    { env: { ...process.env, SLACK_SIGNING_SECRET: SECRET, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const port = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${script} did not start`)));
    child.stdout?.on('data', (data: Buffer) => {
      const found = /port (\d+)/.exec(data.toString())?.[1];
      if (found) resolve(found);
    });
  });
  return { child, url: `http://127.0.0.1:${port}/slack/events` };
}

let sent = 0;

async function ask(url: string, user: string, text: string, responseUrl: string): Promise<number> {
  sent += 1;
  const body = new URLSearchParams({
    command: '/ai-registry',
    text,
    user_id: user,
    user_name: 'x',
    channel_id: 'C1',
    channel_name: 'x',
    team_id: 'T0SANDBOX',
    team_domain: 'x',
    api_app_id: 'A1',
    trigger_id: `t.${sent}`,
    response_url: responseUrl,
  }).toString();
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex');
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
  });
  await response.text();
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return performance.now() - began;
}

/** Requests a second until all are answered, and how long each ack took. */
async function pressed(
  url: string,
  systems: number,
  answers: { url: string; until(count: number): Promise<void> } | null,
): Promise<{ perSecond: number; acks: number[] }> {
  const acks: number[] = [];
  let next = 0;
  const began = performance.now();
  const one = async () => {
    while (next < REQUESTS) {
      const i = next;
      next += 1;
      acks.push(
        await ask(
          url,
          personOf(i, systems),
          `show AI-${1 + ((i * 37) % systems)}`,
          answers?.url ?? 'http://127.0.0.1:1/',
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  await answers?.until(REQUESTS);
  return { perSecond: REQUESTS / ((performance.now() - began) / 1000), acks };
}

/** Counts what is sent to response_urls. */
async function listener() {
  let count = 0;
  let waiting = (): void => {};
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      count += 1;
      waiting();
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    until: (wanted: number) => {
      const goal = count >= wanted ? 0 : wanted;
      return new Promise<void>((resolve) => {
        waiting = () => {
          if (count >= goal) resolve();
        };
        waiting();
      });
    },
    reset: () => {
      count = 0;
    },
    close: () => server.close(),
  };
}

export async function serving(url: string, systems: number): Promise<Row[]> {
  const users = Array.from({ length: 400 }, (_, i) => personOf(i, systems));
  const sandbox = await startSandbox({
    manifest: manifestOf(commands),
    seed: {
      users: [...new Set(users)].map((id) => ({ id, name: id.toLowerCase(), real_name: id })),
      channels: [{ id: 'C1', name: 'x', members: [] }],
    },
    port: 0,
    file: null,
    limits: false,
  });
  const answers = await listener();
  const ours = await served('serve-ours.ts', {
    DATABASE_URL: url,
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
  });
  const bare = await served('serve-bare.ts', {});
  try {
    await pressed(bare.url, systems, null);
    await pressed(ours.url, systems, answers);
    answers.reset();
    const floor = await pressed(bare.url, systems, null);
    const found = await pressed(ours.url, systems, answers);
    const throughput = found.perSecond / floor.perSecond;
    const [p50, p99] = [percentile(found.acks, 0.5), percentile(found.acks, 0.99)];
    const [least50, least99] = [percentile(floor.acks, 0.5), percentile(floor.acks, 0.99)];
    return [
      {
        what: 'show by signed HTTP, answers a second',
        systems,
        ours: found.perSecond.toFixed(0),
        floor: floor.perSecond.toFixed(0),
        ratio: throughput,
        must: `≥ ${MUST.throughput} ×`,
        holds: throughput >= MUST.throughput,
      },
      {
        what: `its ack, p99 (p50 ${ms(p50)}, floor ${ms(least50)})`,
        systems,
        ours: ms(p99),
        floor: ms(least99),
        ratio: p99 / least99,
        must: `≤ ${MUST.p99} ×`,
        holds: p99 / least99 <= MUST.p99,
      },
    ];
  } finally {
    ours.child.kill();
    bare.child.kill();
    answers.close();
    await sandbox.close();
  }
}
