import { Temporal } from 'temporal-polyfill';
import { commands } from '../../commands/index.ts';
import { backUp } from '../../scheduled/back-up.ts';
import { systemClock } from '../clock.ts';
import { type Config, environment, readConfig } from '../config.ts';
import type { Instant } from '../domain/day.ts';
import { systemNumber } from '../domain/system.ts';
import { type Finding, ill, well } from '../finding.ts';
import { manifestOf } from '../manifest.ts';
import { mistaken } from '../mistaken.ts';
import { said } from '../refusal.ts';
import { slackCondition } from '../slack/condition.ts';
import { condition } from '../store/condition.ts';
import { placeOf } from '../store/connection.ts';
import { usableOnce } from '../store/folder.ts';
import { providerOf } from '../store/schema.ts';
import { openStore } from '../store/store.ts';
import { newestBackup } from './backup-files.ts';

// `npm run doctor`: looks at everything that can be wrong, changes nothing in the registry, and names each fault with its
// remedy.

/** A run that is due for longer was not done. */
const LATE_MINUTES = 10;
/** A notice that is owed for longer is stuck. */
const STUCK_HOURS = 1;
const FAILED_DAYS = 7;
/** One is made each night. */
const OLD_HOURS = 50;

/** "2026-03-02 09:00", by the organization's clock. */
const atMinute = (at: Instant, timeZone: string): string =>
  at.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function examine(): Promise<Finding[]> {
  const config = readConfig(environment());
  const database = await condition(config.DATABASE_URL);
  const place = well(`Database: ${placeOf(config.DATABASE_URL)}`);
  const known = database.every(({ isWell }) => isWell) ? await work(config).catch(unread) : null;
  return [
    place,
    ...database,
    ...(known?.findings ?? []),
    ...backups(config, known),
    ...(await slack(config)),
  ];
}

/** What the database tells of backups: when it was set up, where that is known, and when the last nightly run was done. */
interface Known {
  since: Instant | null;
  lastBackup: Instant | null;
}

/** What can't be looked at hides nothing else. */
const unread = (error: unknown): Known & { findings: Finding[] } => ({
  findings: [ill('Database', said(error), 'Then run doctor again: it could not read what stands in it.')],
  since: null,
  lastBackup: null,
});

/** What Daylight does with the database: its history, its schedule, what it owes. */
async function work(config: Config): Promise<Known & { findings: Finding[] }> {
  const { TIME_ZONE: timeZone } = config;
  const store = await openStore(config.DATABASE_URL);
  try {
    const now = systemClock.now();
    const { entries, broken } = await store.history.verify(now);
    const stuck = await store.deliveries.stuckSince(now.subtract({ hours: STUCK_HOURS }));
    const { failed } = await store.deliveries.counts(now.subtract({ hours: 24 * FAILED_DAYS }));
    const all = await store.schedule.all();
    const late = all.filter(({ nextRunAt }) => now.since(nextRunAt).total('minutes') > LATE_MINUTES);
    const lastBackup = all.find(({ name }) => name === backUp.name)?.lastRunAt ?? null;
    const next = all
      .sort((a, b) => Temporal.Instant.compare(a.nextRunAt, b.nextRunAt))
      .map(({ name, nextRunAt }) => `${name} at ${atMinute(nextRunAt, timeZone)}`);
    const mistake = await mistaken(store, config);
    const findings = [
      ...(mistake ? [ill('Registry', mistake.fault, mistake.remedy)] : []),
      broken.length === 0
        ? well(`History: ${entries} entries, each as it was written`)
        : ill(
            'History',
            `changed outside Daylight: ${broken.map((number) => systemNumber(number)).join(', ')}`,
            'Compare these with a backup from before, and find out who can write to the database.',
          ),
      stuck.length === 0
        ? well('Notices: none is stuck')
        : ill(
            'Notices',
            `owed for over an hour: ${stuck.map(({ key, why }) => `${key}${why ? ` (${why})` : ''}`).join(', ')}`,
            'See whether Daylight runs and reaches Slack; `delivery` in Slack shows them all.',
          ),
      failed === 0
        ? well('Notices: none failed within a week')
        : ill(
            'Notices',
            `${failed} failed within a week`,
            '`delivery failed` in Slack says why, and sends again.',
          ),
      late.length === 0
        ? well(`Schedule: nothing is late; next: ${next.join(', ') || 'nothing before the first start'}`)
        : ill(
            'Schedule',
            `due and not done: ${late.map(({ name, nextRunAt }) => `${name} since ${nextRunAt}`).join(', ')}`,
            'Start Daylight; if it runs, its log says why they fail.',
          ),
    ];
    return { findings, lastBackup, since: await store.setUpAt() };
  } finally {
    await store.close();
  }
}

const isFile = ({ DATABASE_URL: url }: Config): boolean => providerOf(url) === 'sqlite';

function backups(config: Config, known: Known | null): Finding[] {
  const { BACKUP_FOLDER: folder, TIME_ZONE: timeZone } = config;
  if (folder === null) return [well('Backups: BACKUP_FOLDER is "none"; somebody else makes them')];
  let newest: Instant | null;
  try {
    usableOnce(folder);
    newest = newestBackup(folder);
  } catch (error) {
    return [
      ill(
        'Backups',
        (error as Error).message,
        'Name in BACKUP_FOLDER a folder that this user may read and write.',
      ),
    ];
  }
  // Of replicas, whichever had its turn has the file.
  const [made] = [newest, isFile(config) ? null : (known?.lastBackup ?? null)]
    .filter((at) => at !== null)
    .sort((one, other) => Temporal.Instant.compare(other, one));
  const told = made ? `the newest was made on ${atMinute(made, timeZone)}` : 'none was made yet';
  // The first is made in the first night.
  const from = made ?? known?.since;
  const isOld = from && systemClock.now().since(from).total('hours') > OLD_HOURS;
  return [
    isOld
      ? ill('Backups', told, 'See in the log why, make room, and run `npm run backup`.')
      : well(`Backups: ${told}`),
  ];
}

async function slack(config: Config): Promise<Finding[]> {
  if (config.slack === 'sandbox') return [well('Slack: no tokens are set; the sandbox would be started')];
  const { scopes } = manifestOf(commands).oauth_config;
  const found = await slackCondition(config, scopes.bot, () => systemClock.now().epochMilliseconds);
  // Only Slack knows whether it is the right one.
  const unknown = well('Slack: the signing secret is set; whether it is right shows with the first command');
  return config.slack === 'http' ? [...found, unknown] : found;
}

examine().then(
  (findings) => {
    for (const finding of findings) {
      if (finding.isWell) print(`well   ${finding.what}`);
      else print(`FAULT  ${finding.what}: ${finding.fault}\n       ${finding.remedy}`);
    }
    const faults = findings.filter(({ isWell }) => !isWell).length;
    print(faults === 0 ? 'All is well.' : `${faults} of ${findings.length} want looking after.`);
    process.exit(faults === 0 ? 0 : 1);
  },
  (error: unknown) => {
    process.stderr.write(`${said(error)}\n`);
    process.exit(2);
  },
);
