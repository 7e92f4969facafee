import { Temporal } from 'temporal-polyfill';
import { commands } from '../commands/index.ts';
import { ADMINISTRATOR, DIGEST_CHANNEL, WORKSPACE } from '../prisma/seed/sample.ts';
import { seedSample } from '../prisma/seed/seed.ts';
import { type Clock, startTick, systemClock } from './clock.ts';
import { type Config, environment, readConfig } from './config.ts';
import { type Daylight, startDaylight } from './daylight.ts';
import { manifestOf } from './manifest.ts';
import { keepFromOthers } from './operating/backup-files.ts';
import { BadSettings, EXIT_BAD_SETTINGS, notListening, said } from './refusal.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { openLog } from './slack/log.ts';
import { providerOf } from './store/schema.ts';
import { sqliteFile } from './store/sqlite-adapter.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Where the workspace of this machine is kept: beside the database file. */
const workspaceFile = (url: string): string =>
  providerOf(url) === 'sqlite'
    ? `${sqliteFile(url).replace(/\.db$/, '')}.workspace.json`
    : './data/daylight.workspace.json';

/** A workspace on this machine, for those who have no Slack at hand; its clock can be moved. */
async function sandboxFor(config: Config): Promise<{ sandbox: Sandbox; config: Config; clock: Clock }> {
  const { startSandbox } = await import('./sandbox/sandbox.ts');
  const sandbox = await startSandbox({
    manifest: manifestOf(commands),
    seed: WORKSPACE,
    port: config.PORT,
    file: workspaceFile(config.DATABASE_URL),
  }).catch((error: NodeJS.ErrnoException) => {
    throw notListening(error, '127.0.0.1', config.PORT);
  });
  return {
    sandbox,
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(sandbox.time.now()), wall: systemClock.wall },
    config: {
      ...config,
      SLACK_API_URL: sandbox.slackApiUrl,
      SLACK_BOT_TOKEN: sandbox.tokens.bot,
      SLACK_APP_TOKEN: sandbox.tokens.app,
      DIGEST_CHANNEL: config.DIGEST_CHANNEL ?? DIGEST_CHANNEL,
      ADMINISTRATORS: config.ADMINISTRATORS.length ? config.ADMINISTRATORS : [ADMINISTRATOR],
      HOST: '127.0.0.1',
      PORT: 0,
    },
  };
}

async function start(): Promise<void> {
  keepFromOthers();
  const settings = environment();
  const given = readConfig(settings);
  if (given.slack === 'sandbox' && settings.NODE_ENV === 'production')
    throw new BadSettings(
      'NODE_ENV is production, and no SLACK_ settings were found. Set them as README says; without NODE_ENV, Daylight starts a small Slack workspace on this machine to try it in.',
    );
  const log = openLog(given.LOG_LEVEL);
  const { sandbox, config, clock } =
    given.slack === 'sandbox'
      ? await sandboxFor(given)
      : { sandbox: null, config: given, clock: systemClock };
  const seed = (store: Daylight['store']) => seedSample(store, clock.now(), config.policy, config.TIME_ZONE);
  const daylight = await startDaylight({ config, clock, log, ...(sandbox && { seed }) });

  const tick = (): Promise<void> =>
    daylight.tick().catch((error: unknown) => log.error({ err: error }, 'the tick failed'));
  const cron = startTick(tick);
  sandbox?.onTimeMoved(tick);
  void tick();

  if (sandbox)
    print(
      `Daylight is ready, in a small Slack workspace on this machine, since no SLACK_ settings were found.\nOpen ${sandbox.url} in a browser. Ctrl+C stops it.`,
    );
  else {
    log.info({ port: daylight.port, slack: config.slack }, 'ready');
    print(`Daylight is ready. Health: http://${config.HOST}:${daylight.port}/health`);
  }

  let leaving = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (leaving) return;
      leaving = true;
      log.info({ signal }, 'stopping');
      await cron.stop();
      await daylight.stop();
      await sandbox?.close();
      process.exit(0);
    });
  }
}

start().catch((error: unknown) => {
  process.stderr.write(`Daylight could not start. ${said(error)}\n`);
  process.exit(error instanceof BadSettings ? EXIT_BAD_SETTINGS : 1);
});
