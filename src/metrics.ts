import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from './clock.ts';
import type { Store } from './store/store.ts';

// What an operator watches, as Prometheus reads it. No label names a person, a system or what anybody typed.

const OUTCOMES = ['sent', 'updated', 'failed', 'withdrawn', 'in doubt', 'rate limited'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Metrics {
  /** How long Slack waited for an acknowledgement, in seconds. */
  acked(kind: string, seconds: number): void;
  /** How long a statement took, in seconds. */
  queried(seconds: number): void;
  /** What became of one attempt to deliver a notice. */
  delivered(outcome: Outcome): void;
  ran(job: string, seconds: number, isDone: boolean): void;
  /** The numbers now, in Prometheus's text format; without those of the database where it can't be read, of which `unread` hears. */
  exposed(
    of: Pick<Store, 'deliveries' | 'schedule'>,
    clock: Clock,
    unread: (error: unknown) => void,
  ): Promise<string>;
}

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];
const SLOW = [0.05, 0.25, 1, 5, 15, 60, 300];
/** Failures of the last day are worth a look; older ones stand in the record of deliveries. */
const FAILED_WITHIN_HOURS = 24;

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** The metrics of one process that runs `jobs`, by their names. */
export function metrics(jobs: readonly string[]): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const acks = new Histogram({
    name: 'daylight_ack_seconds',
    help: 'How long Slack waited for an acknowledgement.',
    labelNames: ['kind'],
    buckets: FAST,
    registers,
  });
  const database = new Histogram({
    name: 'daylight_database_seconds',
    help: 'How long a statement took in the database.',
    buckets: FAST,
    registers,
  });
  const deliveries = new Counter({
    name: 'daylight_deliveries_total',
    help: 'Attempts to deliver a notice, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const notices = new Gauge({
    name: 'daylight_notices',
    help: 'Notices that are owed now, and that failed within a day.',
    labelNames: ['state'],
    registers,
  });
  const lag = new Gauge({
    name: 'daylight_job_lag_seconds',
    help: 'For how long a job has been due.',
    labelNames: ['job'],
    registers,
  });
  const runs = new Histogram({
    name: 'daylight_job_seconds',
    help: 'How long a job took, done or failed.',
    labelNames: ['job', 'result'],
    buckets: SLOW,
    registers,
  });
  // What grows from nothing is seen to grow only where the nothing was told.
  for (const outcome of OUTCOMES) deliveries.inc({ outcome }, 0);
  for (const job of jobs) for (const result of ['done', 'failed']) runs.zero({ job, result });
  return {
    acked: (kind, seconds) => acks.observe({ kind }, seconds),
    queried: (seconds) => database.observe(seconds),
    delivered: (outcome) => deliveries.inc({ outcome }),
    ran: (job, seconds, isDone) => runs.observe({ job, result: isDone ? 'done' : 'failed' }, seconds),
    async exposed(store, clock, unread) {
      const now = clock.now();
      try {
        const { owed, failed } = await store.deliveries.counts(now.subtract({ hours: FAILED_WITHIN_HOURS }));
        notices.set({ state: 'owed' }, owed);
        notices.set({ state: 'failed' }, failed);
        for (const { name, nextRunAt } of await store.schedule.all())
          lag.set({ job: name }, Math.max(0, (now.epochMilliseconds - nextRunAt.epochMilliseconds) / 1000));
      } catch (error) {
        unread(error);
        // All else is worth knowing just then, and what the database would say is not known.
        notices.reset();
        lag.reset();
      }
      return registry.metrics();
    },
  };
}
