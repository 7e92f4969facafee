import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { commands } from '../../commands/index.ts';
import { manifestOf } from '../../src/manifest.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { fillMorning } from '../support/morning.ts';
import { begin, kill } from '../support/process.ts';

// `npm run test:faults -- [people] [kills]`: so many owners have something due the same morning, and everything goes wrong
// meanwhile. What is counted are the messages that stand in the workspace, not the rows in the database.
// `npm run bench:delivery -- [people]`: the same morning at Slack's pace, and how fast others are answered meanwhile.
const [scenario = 'kills', PEOPLE = '10000', KILLS = '100'] = process.argv.slice(2);
const people = Array.from({ length: Number(PEOPLE) }, (_, i) => `U2${String(i).padStart(5, '0')}`);
/** A Tuesday just before a quarter past nine, far from any holiday: the next look is at once. */
const MORNING = Temporal.ZonedDateTime.from('2026-03-03T09:14:55[America/Toronto]').toInstant();
const CHANNEL = 'C0COMMUNITY';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const since = (began: number): number => (performance.now() - began) / 1000;

const folder = mkdtempSync(path.join(tmpdir(), 'daylight-faults-'));
const url = `file:${folder}/test.db`;

async function start(limits: boolean) {
  await fillMorning(url, people, MORNING);
  const aheadMs = MORNING.epochMilliseconds - Date.now();
  const sandbox = await startSandbox({
    manifest: manifestOf(commands),
    seed: {
      users: people.map((id) => ({ id, name: id.toLowerCase(), real_name: `Person ${id}` })),
      channels: [{ id: CHANNEL, name: 'community', members: people.slice(0, 50) }],
    },
    port: 0,
    file: null,
    limits,
    ahead: aheadMs,
  });
  const env = {
    DATABASE_URL: url,
    PORT: '0',
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    SLACK_APP_TOKEN: sandbox.tokens.app,
    AHEAD_MS: String(aheadMs),
  };
  return { sandbox, env };
}

const received = ({ state }: Sandbox): number[] =>
  people.map((id) => state.messages.get(`D${id.slice(1)}`)?.length ?? 0);
const total = (sandbox: Sandbox): number => received(sandbox).reduce((sum, n) => sum + n, 0);

/** How often each number of messages was received; one each is what is wanted. */
function verdict(sandbox: Sandbox): boolean {
  const counts = new Map<number, number>();
  for (const n of received(sandbox)) counts.set(n, (counts.get(n) ?? 0) + 1);
  const text = [...counts].sort(([a], [b]) => a - b).map(([n, of]) => `${of} people have ${n}`);
  print(`messages: ${text.join(', ')}`);
  return counts.get(1) === people.length;
}

/** Something goes wrong now and then: 429, 500, connections dropped, answers lost after the message was taken. */
function trouble({ faults }: Sandbox): void {
  const method = 'chat.postMessage';
  faults.add({ kind: 'lost-answer', method, times: 2 });
  faults.add({ kind: 'error', method, times: 2 });
  faults.add({ kind: 'dropped', method, times: 2 });
  faults.add({ kind: 'rate-limited', method, times: 2, retryAfter: 1 });
  faults.add({ kind: 'slow', method, times: 3, ms: 300 });
}

/** Killed at random moments, again and again, most of them while messages go out; then everybody is told. */
async function kills(): Promise<boolean> {
  const { sandbox, env } = await start(false);
  const began = performance.now();
  let amid = 0;
  for (let killed = 1; killed <= Number(KILLS); killed++) {
    trouble(sandbox);
    const before = total(sandbox);
    const child = await begin({ ...env, PACE: '100' });
    // Every fourth one dies young; the others when they have sent some, so that there is something to send until the last.
    const share = (people.length - before) / (Number(KILLS) - killed + 2);
    const some = killed % 4 === 0 ? 0 : Math.random() * 1.5 * share;
    const alive = performance.now();
    while (some > 0 && total(sandbox) - before < some && since(alive) < 60) await wait(20);
    await wait(Math.random() * (some > 0 ? 200 : 2000));
    await kill(child);
    if (total(sandbox) > before && total(sandbox) < people.length) amid += 1;
    if (killed % 10 === 0)
      print(`… killed ${killed} times, ${total(sandbox)} messages, ${since(began).toFixed(0)} s`);
  }
  print(`${amid} of the kills fell while messages went out`);
  sandbox.faults.clear();
  await untilAllAreTold(sandbox, [await begin({ ...env, PACE: '100' })]);
  print(`${people.length} people, killed ${KILLS} times in ${since(began).toFixed(0)} s`);
  return end(sandbox);
}

/** Two processes on one database file, one of them killed and started again now and then. */
async function overlapping(): Promise<boolean> {
  const { sandbox, env } = await start(false);
  const began = performance.now();
  const stays = await begin({ ...env, PACE: '60' });
  for (let i = 0; i < 10 && total(sandbox) < people.length; i++) {
    trouble(sandbox);
    const other = await begin({ ...env, PACE: '60' });
    await wait(500 + Math.random() * 2500);
    await kill(other);
  }
  sandbox.faults.clear();
  await untilAllAreTold(sandbox, [stays, await begin({ ...env, PACE: '60' })]);
  print(`${people.length} people, two processes, in ${since(began).toFixed(0)} s`);
  return end(sandbox);
}

async function untilAllAreTold(
  sandbox: Sandbox,
  children: Awaited<ReturnType<typeof begin>>[],
): Promise<void> {
  let last = { count: -1, at: performance.now() };
  while (received(sandbox).some((n) => n === 0)) {
    await wait(500);
    const count = total(sandbox);
    if (count !== last.count) last = { count, at: performance.now() };
    if (since(last.at) > 120) break;
  }
  // Whoever would say it twice says it now.
  await wait(8000);
  await Promise.all(children.map(kill));
}

async function end(sandbox: Sandbox): Promise<boolean> {
  const isRight = verdict(sandbox);
  await sandbox.close();
  return isRight;
}

/** The whole morning within the sandbox's strict limits, with people typing meanwhile. */
async function pace(): Promise<boolean> {
  const { sandbox, env } = await start(true);
  const child = await begin({ ...env, PACE: 'slack', MEMORY: '1' });
  const memory: number[] = [];
  child.stdout?.on('data', (data: Buffer) => {
    for (const text of data.toString().split('\n')) if (Number(text) > 0) memory.push(Number(text) / 2 ** 20);
  });
  const began = performance.now();
  const answers: number[] = [];
  const typist = sandbox.as(people[0]!);
  let seen = 0;
  let first = 0;
  while (total(sandbox) < people.length && since(began) < people.length) {
    const asked = performance.now();
    const before = typist.reads(CHANNEL).length;
    const answered = new Promise<void>((resolve) => {
      const stop = sandbox.onChange(() => {
        if (typist.reads(CHANNEL).length === before) return;
        stop();
        resolve();
      });
    });
    await typist.command(CHANNEL, '/ai-registry due overdue');
    await answered;
    answers.push(performance.now() - asked);
    if (first === 0 && total(sandbox) > 0) first = performance.now();
    await wait(2000);
    if (Math.floor(since(began) / 60) > seen) {
      seen = Math.floor(since(began) / 60);
      print(`… ${seen} min: ${total(sandbox)} messages, ${memory.at(-1)?.toFixed(0)} MB`);
    }
  }
  const seconds = since(first);
  const { taken = 0, refused = 0 } = sandbox.calls.get('chat.postMessage') ?? {};
  const all = { taken: 0, refused: 0 };
  for (const calls of sandbox.calls.values()) {
    all.taken += calls.taken;
    all.refused += calls.refused;
  }
  answers.sort((a, b) => a - b);
  const middle = Math.floor(memory.length / 2);
  // The bucket of the first minute is full at the beginning: that many may go at once.
  const allowed = 300 + 5 * seconds;
  print(
    [
      `${people.length} people in ${seconds.toFixed(0)} s: ${(taken / seconds).toFixed(2)} messages a second`,
      `of the pace of 5 a second: ${((100 * taken) / (5 * seconds)).toFixed(1)} %; of all that was allowed, the burst among it: ${((100 * taken) / Math.min(allowed, people.length)).toFixed(1)} %`,
      `answered 429: ${refused} of ${taken + refused} messages, ${all.refused} of ${all.taken + all.refused} calls (${((100 * all.refused) / (all.taken + all.refused)).toFixed(2)} %)`,
      `others' commands: median ${answers[Math.floor(answers.length / 2)]?.toFixed(0)} ms, 95th percentile ${answers[Math.floor(answers.length * 0.95)]?.toFixed(0)} ms, of ${answers.length}`,
      `memory: ${memory[1]?.toFixed(0)} MB at first, ${memory[middle]?.toFixed(0)} MB half way, ${memory.at(-1)?.toFixed(0)} MB at the end, ${Math.max(...memory).toFixed(0)} MB at most`,
    ].join('\n'),
  );
  await wait(5000);
  await kill(child);
  return end(sandbox);
}

const run = { kills, overlapping, pace }[scenario];
if (!run) throw new Error(`no scenario is called ${scenario}`);
print(`${scenario}: ${people.length} people`);
const isRight = await run();
rmSync(folder, { recursive: true, force: true });
process.exit(isRight ? 0 : 1);
