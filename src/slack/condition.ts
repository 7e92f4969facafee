import { LogLevel, WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import { type Finding, ill, well } from '../finding.ts';

// Whether Slack takes our tokens, and lets us do what the manifest says.

const OPTIONS = { retryConfig: { retries: 1 }, timeout: 10_000, logLevel: LogLevel.ERROR };
/** Slack refuses signatures that are five minutes old; leases and schedules want better. */
const SKEW_SECONDS = 30;

const NEW_BOT_TOKEN = 'Copy the bot token anew from the app’s page.';
const NEW_APP_TOKEN = 'Generate one with the scope connections:write, and turn Socket Mode on.';
const NETWORK = 'Look at the network and the proxy, and try again.';

type Settings = Pick<
  Config,
  'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN' | 'SLACK_API_URL' | 'DIGEST_CHANNEL' | 'ADMINISTRATORS'
>;

/** The condition of Slack's side; `scopes` are what the manifest asks for. */
export async function slackCondition(
  settings: Settings,
  scopes: readonly string[],
  nowMs: () => number,
): Promise<Finding[]> {
  const { SLACK_BOT_TOKEN: token, SLACK_API_URL: url } = settings;
  const options = { ...OPTIONS, ...(url && { slackApiUrl: url }) };
  const client = new WebClient(token ?? '', options);
  const identity = await bot(client, scopes);
  if (identity.some(({ isWell }) => !isWell)) return [...identity, ...(await clock(url, nowMs))];
  return [
    ...identity,
    ...(await appToken(settings, options)),
    ...(await channel(client, settings.DIGEST_CHANNEL)),
    ...(await administrators(client, settings.ADMINISTRATORS)),
    ...(await clock(url, nowMs)),
  ];
}

const why = (error: unknown): string =>
  error instanceof WebAPIPlatformError ? error.data.error : (error as Error).message;

/** What to do about Slack not telling who the bot is. */
export const refusedBy = (error: unknown): string =>
  error instanceof WebAPIPlatformError
    ? `SLACK_BOT_TOKEN: Slack refuses it (${why(error)}). ${NEW_BOT_TOKEN}`
    : `Slack can’t be reached (${why(error)}). ${NETWORK}`;

/** What to do about Slack not taking the app-level token; null where that is not what went wrong. */
export const appTokenRefusal = (error: unknown): string | null =>
  error instanceof WebAPIPlatformError
    ? `SLACK_APP_TOKEN: Slack refuses it (${why(error)}). ${NEW_APP_TOKEN}`
    : null;

async function bot(client: WebClient, scopes: readonly string[]): Promise<Finding[]> {
  const what = 'Slack: bot token';
  try {
    const { response_metadata: metadata } = await client.auth.test();
    const missing = scopes.filter((scope) => !(metadata?.scopes ?? scopes).includes(scope));
    const granted = 'Slack: scopes';
    if (missing.length === 0) return [well(what), well(granted)];
    return [
      well(what),
      ill(
        granted,
        `missing: ${missing.join(', ')}`,
        'Update the app from manifest.json and install it again.',
      ),
    ];
  } catch (error) {
    const isRefused = error instanceof WebAPIPlatformError;
    return [
      ill(
        isRefused ? what : 'Slack',
        isRefused ? why(error) : `can’t be reached (${why(error)})`,
        isRefused ? NEW_BOT_TOKEN : NETWORK,
      ),
    ];
  }
}

async function appToken({ SLACK_APP_TOKEN: token }: Settings, options: object): Promise<Finding[]> {
  if (!token) return [];
  const what = 'Slack: app-level token';
  try {
    await new WebClient(token, options).apps.connections.open({});
    return [well(what)];
  } catch (error) {
    return [ill(what, why(error), NEW_APP_TOKEN)];
  }
}

async function channel(client: WebClient, id: string | null): Promise<Finding[]> {
  const what = 'Slack: the digest’s channel';
  if (!id) return [well('Slack: no DIGEST_CHANNEL is set; the community has no weekly digest')];
  try {
    const { channel: found } = await client.conversations.info({ channel: id });
    if (found?.is_archived)
      return [ill(what, `${id} is archived`, 'Name another channel in DIGEST_CHANNEL.')];
    if (!found?.is_member)
      return [ill(what, `the bot is no member of ${id}`, 'Type /invite @Daylight there.')];
    return [well(what)];
  } catch (error) {
    return [
      ill(what, `${id}: ${why(error)}`, 'Copy the channel’s id anew, and invite the bot if it is private.'),
    ];
  }
}

async function administrators(client: WebClient, ids: readonly string[]): Promise<Finding[]> {
  const what = 'Slack: administrators';
  if (ids.length === 0)
    return [
      ill(what, 'nobody is one', 'Set ADMINISTRATORS to the ids of those who look after the registry.'),
    ];
  const faults: string[] = [];
  for (const user of ids) {
    try {
      const { user: found } = await client.users.info({ user });
      if (found?.deleted) faults.push(`${user} has left`);
      else if (found?.is_restricted || found?.is_ultra_restricted) faults.push(`${user} is a guest`);
    } catch (error) {
      faults.push(`${user}: ${why(error)}`);
    }
  }
  return [faults.length === 0 ? well(what) : ill(what, faults.join(', '), 'Correct ADMINISTRATORS.')];
}

/** Slack's answers carry its time. */
async function clock(slackApiUrl: string | null, nowMs: () => number): Promise<Finding[]> {
  const what = 'Clock';
  const response = await fetch(new URL('api.test', slackApiUrl ?? 'https://slack.com/api/'), {
    method: 'POST',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null);
  const date = Date.parse(response?.headers.get('date') ?? '');
  if (Number.isNaN(date)) return [ill(what, 'Slack did not tell its time', 'Look at the network.')];
  const ahead = Math.round((nowMs() - date) / 1000);
  if (Math.abs(ahead) <= SKEW_SECONDS) return [well(what)];
  const said = `this machine is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} Slack`;
  return [ill(what, said, 'Let the machine keep its time by NTP.')];
}
