import { Cron } from 'croner';
import cron from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './domain/day.ts';
import type { Job, JobContext } from './job.ts';
import type { Store } from './store/store.ts';

/** The only reader of the clock. */
export interface Clock {
  /** The time that people live in; the sandbox can move it. */
  now(): Instant;
  /** A time that only goes on, whoever sets the machine's clock: leases count by it. */
  wall(): Instant;
}

const STARTED = { at: Temporal.Now.instant(), ms: performance.now() };

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  wall: () => STARTED.at.add({ milliseconds: Math.round(performance.now() - STARTED.ms) }),
};

/** The first time after `now` at which `pattern` strikes in `timeZone`. */
export function nextRun(pattern: string, timeZone: string, now: Instant): Instant {
  const next = new Cron(pattern, { timezone: timeZone, paused: true }).nextRun(
    new Date(now.epochMilliseconds),
  );
  if (!next) throw new RangeError(`"${pattern}" never strikes`);
  return Temporal.Instant.fromEpochMilliseconds(next.getTime());
}

/** The newest time at or before `now` at which a weekly `pattern` struck. */
export function lastWeekly(pattern: string, timeZone: string, now: Instant): Instant {
  // A week in which the clocks go back has an hour more.
  let last = nextRun(pattern, timeZone, now.subtract({ hours: 8 * 24 }));
  for (
    let next = last;
    next.epochMilliseconds <= now.epochMilliseconds;
    next = nextRun(pattern, timeZone, next)
  )
    last = next;
  return last;
}

interface Running {
  store: Store;
  clock: Clock;
  jobs: readonly Job[];
  /** The names of the jobs that this process has in hand: a run may take longer than its lease. */
  inHand: Set<string>;
  context: Omit<JobContext, 'now' | 'store' | 'policy' | 'wall' | 'time'>;
  /** Called after each run, with the seconds that it took. */
  ran?: (job: string, seconds: number, isDone: boolean) => void;
}

const earlier = (one: Instant, other: Instant): Instant =>
  Temporal.Instant.compare(one, other) < 0 ? one : other;

/** Enters jobs that are new, or whose times were changed, and lets go of those that have no times any more. */
export async function enterJobs({ store, clock, jobs, context }: Running): Promise<void> {
  const now = clock.now();
  const timed = jobs.filter(({ cron: pattern }) => pattern !== 'always');
  await store.schedule.enter(
    timed.map(({ name, cron: pattern }) => ({
      name,
      cron: pattern,
      nextRunAt: nextRun(pattern, context.timeZone, now),
    })),
  );
}

/**
 * Runs the jobs whose time has come side by side, each once however long the service slept; the next run is computed from now on.
 * A job that throws is reported, and tried again when it says so, or its lease ends.
 */
export async function runDueJobs(
  { store, clock, jobs, context, inHand, ran }: Running,
  failed: (job: string, error: unknown) => void,
): Promise<void> {
  const due = await store.schedule.due(clock.now());
  if (due.length === 0) return;
  const seen = jobContext({ store, clock, context });
  const runs = due.map(async ({ name, nextRunAt }) => {
    const job = jobs.find((j) => j.name === name);
    if (!job || inHand.has(name)) return;
    inHand.add(name);
    const { now } = seen;
    const began = performance.now();
    const ended = (isDone: boolean) => ran?.(name, (performance.now() - began) / 1000, isDone);
    try {
      const lease = await store.schedule.claim(name, nextRunAt, clock.wall());
      if (!lease) return;
      const next = nextRun(job.cron, context.timeZone, now);
      await runJob(job, seen).catch(async (error: unknown) => {
        // Who leaves ends what is in hand. Where it can't be put off, the lease ends by itself.
        if (job.againAfter && !context.stopping())
          await store.schedule.putOff(name, lease, earlier(now.add(job.againAfter), next)).catch(() => {});
        throw error;
      });
      await store.schedule.done(name, nextRunAt, next, now);
      ended(true);
    } catch (error) {
      ended(false);
      failed(name, error);
    } finally {
      inHand.delete(name);
    }
  });
  await Promise.all(runs);
}

/** What a job sees now. */
export function jobContext({
  store,
  clock,
  context,
}: Pick<Running, 'store' | 'clock' | 'context'>): JobContext {
  const policy = async () => (await store.policies.current()) ?? context.presetPolicy;
  return { ...context, policy, store, now: clock.now(), wall: clock.wall, time: clock.now };
}

/** Runs one job now, and owes what it decides; false when that is nothing. */
export async function runJob(job: Job, context: JobContext): Promise<boolean> {
  const run = job.run(context);
  if (run instanceof Promise) return run.then(() => true);
  let hasOwed = false;
  for await (const decided of run) {
    hasOwed = true;
    if ('key' in decided) await context.store.notices.owe(decided, context.now);
    else if ('rewrites' in decided)
      await context.store.notices.rewrite(decided.rewrites, decided.message, context.now);
    else await context.store.amendments.amend(decided, context.now);
    // Other people's commands come in between.
    await new Promise(setImmediate);
  }
  return hasOwed;
}

/** Calls `tick` each minute until it is stopped; a long job does not keep the next minute's from running. */
export function startTick(tick: () => Promise<void>): { stop(): Promise<void> } {
  const task = cron.schedule('* * * * *', tick, { name: 'tick' });
  return { stop: async () => void (await task.destroy()) };
}
