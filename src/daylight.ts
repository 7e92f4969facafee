import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { commands } from '../commands/index.ts';
import { seedOrganizations } from '../prisma/seed/seed.ts';
import { jobs as listedJobs } from '../scheduled/index.ts';
import { type Clock, enterJobs, jobContext, lastWeekly, runDueJobs, runJob } from './clock.ts';
import type { Config } from './config.ts';
import type { Instant } from './domain/day.ts';
import { publicHolidays } from './holidays.ts';
import { CONTENT_TYPE, metrics } from './metrics.ts';
import { mistaken, ours } from './mistaken.ts';
import { nightlyBackup } from './operating/nightly-backup.ts';
import { drawer } from './pictures/draw.ts';
import { BadSettings, Refusal } from './refusal.ts';
import { slackApp } from './slack/app.ts';
import { refusedBy } from './slack/condition.ts';
import type { Edge } from './slack/context.ts';
import { callMs, delivery } from './slack/delivery.ts';
import { goingOn } from './slack/going-on.ts';
import { boltLogger } from './slack/log.ts';
import type { Pace } from './slack/pacing.ts';
import { directory } from './slack/people.ts';
import { receiving } from './slack/receiver.ts';
import { turns } from './slack/turns.ts';
import { fetchUnless } from './slack/unless-late.ts';
import { isAway, placeOf } from './store/connection.ts';
import { openStore, type Store } from './store/store.ts';
import { wordsFor } from './words/words.ts';

export interface Daylight {
  store: Store;
  /** The port on which health, and over HTTP Slack's requests, are served. */
  port: number;
  /** Runs the jobs that are due now, and begins to deliver what is owed. */
  tick(): Promise<void>;
  /** Resolves when nothing more is to be delivered now. */
  delivered(): Promise<void>;
  /** Finishes what is in hand, then leaves. */
  stop(): Promise<void>;
}

interface Wiring {
  config: Config;
  clock: Clock;
  log: Logger;
  /** Fills a fresh registry before anybody sees it. */
  seed?: (store: Store) => Promise<void>;
  /** Another pace than the one that keeps within Slack's allowances. */
  pace?: Pace;
  /** How long a notice stays in the hands of a process that may have died. */
  leaseSeconds?: number;
}

const LEASE_SECONDS = 20;

/** Interactive calls fail soon, so that the person is told; what must not be lost is delivered by other means. */
const INTERACTIVE = {
  retryConfig: { retries: 2, minTimeout: 100, maxTimeout: 400 },
  timeout: 3000,
  rejectRateLimitedCalls: true,
};
/** Files take longer than words. */
const UPLOADING = { retryConfig: { retries: 1 }, timeout: 60_000, rejectRateLimitedCalls: true };
/** Slack may be away when we start, and asks for patience where much is asked of it. */
const STARTING = { retryConfig: { retries: 5, minTimeout: 500 }, timeout: 10_000 };

/** Starts the whole product; resolves when it is ready to serve. */
export async function startDaylight({
  config,
  clock: { now, wall },
  log,
  seed,
  pace,
  leaseSeconds = LEASE_SECONDS,
}: Wiring): Promise<Daylight> {
  const jobs = listedJobs(config.DIGEST_AT);
  const measured = metrics(jobs.map(({ name }) => name));
  const store = await openStore(config.DATABASE_URL, measured.queried);
  if (store.upgraded.length > 0) log.info({ migrations: store.upgraded }, 'the database was upgraded');
  // A mistyped DATABASE_URL shows nowhere else.
  if (store.isNew && config.slack !== 'sandbox')
    log.warn({ database: placeOf(config.DATABASE_URL) }, 'the database was empty: a new registry begins');
  const mistake = await mistaken(store, config);
  if (mistake) {
    await store.close();
    throw new BadSettings(`DATABASE_URL: ${mistake.fault}. ${mistake.remedy}`);
  }
  const backUp = nightlyBackup(config);
  const shared = await store.sharedClock(wall);
  const clock: Clock = { now, wall: shared.now };
  await seedOrganizations(store);
  await seed?.(store);
  const token = config.SLACK_BOT_TOKEN ?? '';
  const slackApiUrl = config.SLACK_API_URL ?? undefined;
  const client = (options: object) =>
    new WebClient(token, { ...options, logger: boltLogger(log), ...(slackApiUrl && { slackApiUrl }) });
  const {
    bot_id: botId = '',
    user_id: botUserId = '',
    team_id: team = '',
  } = await client(STARTING)
    .auth.test()
    .catch((error: unknown) => {
      throw new Refusal(refusedBy(error));
    });
  await store.belonging.note(ours(config));

  const { policy, TIME_ZONE: timeZone, ADMINISTRATORS: administrators } = config;
  const isHoliday = publicHolidays(config.HOLIDAYS);
  const interactive = client(INTERACTIVE);
  const people = directory({
    store,
    client: interactive,
    patient: client(STARTING),
    clock,
    administrators,
    team,
    timeZone,
  });
  const pictures = drawer();
  const delivering = {
    retryConfig: { retries: 0 },
    timeout: callMs(leaseSeconds),
    rejectRateLimitedCalls: true,
  };
  const deliverer = delivery({
    store,
    client: client(delivering),
    clientUnless: (isLate) => client({ ...delivering, fetch: fetchUnless(isLate) }),
    clock,
    log,
    pace,
    leaseSeconds,
    draw: pictures.draw,
    outcome: measured.delivered,
    posted: () => edge.wrote(),
  });
  let leaving = false;
  const stopping = () => leaving;
  const context = {
    stopping,
    presetPolicy: policy,
    wordsFor,
    people,
    timeZone,
    isHoliday,
    administrators,
    backUp,
    digestSince: (at: Instant) => lastWeekly(config.DIGEST_AT, timeZone, at),
    digestChannel: config.DIGEST_CHANNEL,
  };
  const running = { store, clock, jobs, context, inHand: new Set<string>(), ran: measured.ran };

  const deliverSoon = (): void => {
    deliverer
      .deliver()
      .catch((error: unknown) => log.error({ err: error }, 'delivery failed; the next tick tries again'));
  };

  /** What a write makes stale is written anew, and what it began goes on, at once and not at the next tick. */
  const eager = jobs
    .filter(({ cron }) => cron === 'always')
    .map((job) =>
      goingOn(async () => {
        const began = performance.now();
        const ended = (isDone: boolean) => measured.ran(job.name, (performance.now() - began) / 1000, isDone);
        try {
          if (await runJob(job, jobContext(running))) deliverSoon();
          ended(true);
        } catch (error) {
          ended(false);
          log.error({ job: job.name, err: error }, 'a job failed; it is tried again');
        }
        return false;
      }),
    );

  async function due(): Promise<void> {
    await shared.look();
    const timed = runDueJobs(running, (job, error) =>
      log.error({ job, err: error }, 'a job failed; it is tried again'),
    );
    await Promise.all([timed, ...eager.map((run) => run())]);
    deliverSoon();
  }

  const writing = new Set<Promise<void>>();
  let ticking: Promise<void> = Promise.resolve();
  const edge: Edge = {
    commands,
    store,
    clock,
    policy,
    timeZone,
    isHoliday,
    administrators,
    digestChannel: config.DIGEST_CHANNEL,
    wordsFor,
    people,
    files: { client: client(UPLOADING), token, slackApiUrl },
    turns: turns(),
    log,
    metrics: measured,
    wrote() {
      for (const run of eager) {
        const work = run().finally(() => writing.delete(work));
        writing.add(work);
      }
      deliverSoon();
    },
  };
  const { HOST: host, PORT, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = config;
  // Its being away is told by /health, and by all who wait for it.
  const unread = (error: unknown) =>
    isAway(error) || log.error({ err: error }, 'the metrics of the database can’t be read');
  const edgeOfSlack = receiving({
    ...{ host, port: PORT, log, appToken, signingSecret, slackApiUrl },
    isDatabaseWell: store.answers,
    metrics: async () => ({ type: CONTENT_TYPE, text: await measured.exposed(store, clock, unread) }),
  });
  const app = slackApp(edge, edgeOfSlack, { token, botId, botUserId, team }, interactive);
  await enterJobs(running);
  const port = await edgeOfSlack.start();
  edgeOfSlack.ready();
  // What an earlier process left in hand goes on.
  edge.wrote();
  // Jobs tell administrators too, who may never have typed anything.
  const meeting = Promise.allSettled(administrators.map((id) => people.find(id)));
  const indexing = store.search
    .upToDate()
    .catch((error: unknown) => log.error({ err: error }, 'the index of systems could not be filled'));
  return {
    store,
    port,
    tick() {
      ticking = due();
      return ticking;
    },
    delivered: deliverer.deliver,
    async stop() {
      leaving = true;
      await edgeOfSlack.stop();
      await app.finished();
      await deliverer.stop();
      pictures.stop();
      await Promise.allSettled([...writing, ticking, indexing, meeting]);
      await store.close();
    },
  };
}
