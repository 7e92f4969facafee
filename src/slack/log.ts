import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import pino, { type DestinationStream, type Logger } from 'pino';

/** Slack's tokens, wherever they stand in a text. */
const TOKENS = /\bx(?:ox[a-z]|app)-[\w-]+/g;
const LONGEST = 4000;

const clean = (text: string): string => text.replace(TOKENS, 'x…').slice(0, LONGEST);

/** What is told of an error: not what it carries along, which may be what somebody wrote. */
function toldOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: clean(String(error)) };
  const { name, message, stack, code, data } = error as Error & { code?: unknown; data?: { error?: string } };
  const said = typeof code === 'string' ? { code } : {};
  return {
    ...said,
    type: name,
    message: clean(message),
    ...(data?.error && { slack: data.error }),
    stack: clean(stack ?? ''),
  };
}

/** Lines of JSON on the error output, so that what is printed for people stands alone. */
export const openLog = (
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger => pino({ level, base: null, serializers: { err: toldOf } }, destination);

const text = (parts: unknown[]): string =>
  clean(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));

/** Slack's libraries log through ours; their chatter is for those who ask for it. */
export const boltLogger = (log: Logger): SlackLogger => ({
  // Some come with every payload: what nobody reads is not written either.
  debug: (...parts) => void (log.isLevelEnabled('trace') && log.trace(text(parts))),
  info: (...parts) => void (log.isLevelEnabled('debug') && log.debug(text(parts))),
  warn: (...parts) => log.warn(text(parts)),
  error: (...parts) => log.error(text(parts)),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});
