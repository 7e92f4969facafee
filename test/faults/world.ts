import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { commands } from '../../commands/index.ts';
import { manifestOf } from '../../src/manifest.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { openStore } from '../../src/store/store.ts';
import { fillMorning } from './morning.ts';
import { type Begun, begin, kill } from './process.ts';

// A morning on which each of many people has one review due, and the product in processes of their own. What is counted is
// what stands in the workspace, not the rows in the database.

/** A Tuesday at a quarter past nine, far from any holiday. */
export const MORNING = Temporal.ZonedDateTime.from('2026-03-03T09:15[America/Toronto]').toInstant();
export const CHANNEL = 'C0COMMUNITY';
/** How long nothing may happen before it counts as the end. */
const PATIENCE_S = 120;
/** Whoever would say something twice says it by then. */
const SETTLED_MS = 8000;

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
export const since = (began: number): number => (performance.now() - began) / 1000;

export interface World {
  people: readonly string[];
  sandbox: Sandbox;
  /** The database; a scenario may put something between it and the product. */
  url: string;
  folder: string;
  /** Starts the product; ended with the world, if not before. */
  begin(env?: Record<string, string>): Promise<Begun>;
  kill(child: ChildProcess): Promise<void>;
  total(): number;
  /** How many processes died by themselves. */
  died(): number;
  /** Resolves when it is so; throws when it does not come to be, or a process died that nobody killed. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** Something goes wrong now and then: 429, 500, connections dropped, answers lost after the message was taken. */
  trouble(): void;
  /** Waits until everybody has a message and none is owed, or nothing happens any more; and then for what would come twice. */
  settled(): Promise<void>;
  /** Says how many have how many messages; one each is what is wanted, and that no process died by itself. */
  verdict(): boolean;
  end(): Promise<void>;
}

/** Those that have not ended. */
const worlds = new Set<World>();

/** Ends what a scenario that threw left behind. */
export const endAll = async (): Promise<void> =>
  void (await Promise.all([...worlds].map((world) => world.end())));

/** Of what size a morning is, and in which database: one in a file of its own, unless `url` names another. */
export interface Given {
  people: number;
  url?: string | undefined;
  /** Whether the sandbox keeps to Slack's limits. */
  limits?: boolean;
}

export async function aMorning({ people: count, url: given, limits = false }: Given): Promise<World> {
  const people = Array.from({ length: count }, (_, i) => `U2${String(i).padStart(5, '0')}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'daylight-faults-'));
  const url = given ?? `file:${folder}/test.db`;
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
  const settings = {
    DATABASE_URL: url,
    PORT: '0',
    PACE: '100',
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    SLACK_APP_TOKEN: sandbox.tokens.app,
    AHEAD_MS: String(aheadMs),
  };
  const children = new Set<ChildProcess>();
  let died = 0;
  const received = (): number[] =>
    people.map(
      (id) =>
        (sandbox.state.messages.get(`D${id.slice(1)}`) ?? []).filter(({ metadata }) => metadata !== undefined)
          .length,
    );
  const world: World = {
    people,
    sandbox,
    url,
    folder,
    async begin(env = {}) {
      const begun = await begin({ ...settings, ...env });
      const { child } = begun;
      children.add(child);
      child.once('exit', (code, signal) => {
        if (!children.delete(child)) return;
        print(`  a process died by itself: ${code ?? signal}`);
        died += 1;
      });
      return begun;
    },
    async kill(child) {
      children.delete(child);
      await kill(child);
    },
    total: () => received().reduce((sum, n) => sum + n, 0),
    died: () => died,
    async until(isSo) {
      const began = performance.now();
      while (!(await isSo())) {
        if (died > 0 || since(began) > PATIENCE_S) throw new Error(`waited in vain for: ${isSo}`);
        await wait(20);
      }
    },
    trouble() {
      const method = 'chat.postMessage';
      sandbox.faults.add({ kind: 'lost-answer', method, times: 2 });
      sandbox.faults.add({ kind: 'error', method, times: 2 });
      sandbox.faults.add({ kind: 'dropped', method, times: 2 });
      sandbox.faults.add({ kind: 'rate-limited', method, times: 2, retryAfter: 1 });
      sandbox.faults.add({ kind: 'slow', method, times: 3, ms: 300 });
    },
    async settled() {
      sandbox.faults.clear();
      let last = { count: -1, at: performance.now() };
      while (received().some((n) => n === 0) && since(last.at) < PATIENCE_S) {
        await wait(500);
        if (world.total() !== last.count) last = { count: world.total(), at: performance.now() };
      }
      // What may have been sent, and is yet to be looked for, would come twice after its next attempt.
      const store = await openStore(url);
      const isOwed = async () => (await store.deliveries.counts(MORNING)).owed > 0;
      for (const began = performance.now(); (await isOwed()) && since(began) < PATIENCE_S; ) await wait(500);
      await store.close();
      await wait(SETTLED_MS);
    },
    verdict() {
      const counts = new Map<number, number>();
      for (const n of received()) counts.set(n, (counts.get(n) ?? 0) + 1);
      const text = [...counts].sort(([a], [b]) => a - b).map(([n, of]) => `${of} people have ${n}`);
      print(`  messages: ${text.join(', ')}`);
      return counts.get(1) === people.length && died === 0;
    },
    async end() {
      worlds.delete(world);
      await Promise.all([...children].map((child) => world.kill(child)));
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  worlds.add(world);
  return world;
}

const ANSWER_MS = 15_000;

/** Somebody says that the record of their system is true, while things go wrong; true when they read that it is noted. */
export async function validates({ sandbox, people, died }: World, system: number): Promise<boolean> {
  if (died() > 0) throw new Error('nobody is there to answer');
  const as = sandbox.as(people[system - 1]!);
  const before = as.reads(CHANNEL).length;
  const { notice } = await as.command(CHANNEL, `/ai-registry validate AI-${system}`);
  const patience = performance.now() + ANSWER_MS;
  while (as.reads(CHANNEL).length === before && performance.now() < patience) await wait(20);
  const said = as.reads(CHANNEL).slice(before).at(-1)?.text ?? '';
  return notice === null && said !== '' && !/reference/i.test(said);
}

/** Whether each of these systems was validated exactly once, and all histories are whole. */
export async function wereValidatedOnce(url: string, systems: readonly number[]): Promise<boolean> {
  const store = await openStore(url);
  const counts = new Map<number, number>();
  for (const system of systems) {
    const { items } = await store.history.page({ systems: [system] }, { limit: 100 });
    const times = items.filter(({ field }) => field === 'validatedOn').length;
    counts.set(times, (counts.get(times) ?? 0) + 1);
  }
  // Those that nobody touched were put there without a history.
  const broken = (await store.history.verify(MORNING)).broken.filter((system) => systems.includes(system));
  await store.close();
  const text = [...counts].map(([times, of]) => `${of} noted ${times} times`);
  print(
    `  of ${systems.length} that were confirmed: ${text.join(', ') || 'none'}; broken histories: ${broken.length}`,
  );
  return systems.length > 0 && broken.length === 0 && (counts.get(1) ?? 0) === systems.length;
}
