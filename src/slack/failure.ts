import { randomBytes } from 'node:crypto';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Logger } from 'pino';
import type { Offer } from '../problem.ts';
import { Problem } from '../problem.ts';
import { isAway } from '../store/connection.ts';
import type { Words } from '../words/words.ts';

/** What a person reads when something could not be done. */
export interface Told {
  text: string;
  offers: readonly Offer[];
}

const SLACK_AWAY = new Set([
  'expired_trigger_id',
  'invalid_trigger_id',
  'ratelimited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
]);

/** Slack was slow, busy or away: not a fault of ours, and worth trying again. */
const isSlackAway = (error: unknown): boolean =>
  error instanceof WebAPIRequestError ||
  error instanceof WebAPIHTTPError ||
  error instanceof WebAPIRateLimitedError ||
  (error instanceof WebAPIPlatformError && SLACK_AWAY.has(error.data.error));

const LOGGED = {
  slackAway: 'Slack did not answer',
  databaseAway: 'the database did not answer',
  bug: 'a bug',
} as const;

/** The one edge where a Problem becomes words, and any other error a reference that both the person and the log have. */
export function told(error: unknown, words: Words, log: Logger, doing: string): Told {
  if (error instanceof Problem) return { text: words.problem(error), offers: error.offers };
  const reference = randomBytes(4).toString('hex').toUpperCase();
  const kind = isSlackAway(error) ? 'slackAway' : isAway(error) ? 'databaseAway' : 'bug';
  log[kind === 'bug' ? 'error' : 'warn']({ reference, doing, err: error }, LOGGED[kind]);
  return { text: words.t(`problem.${kind}`, { reference }), offers: [] };
}
