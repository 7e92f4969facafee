import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import pino, { type Logger } from 'pino';

/** Lines of JSON on the error output, so that what is printed for people stands alone. */
export const openLog = (level: string): Logger =>
  pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));

const text = (parts: unknown[]): string =>
  parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');

/** Slack's libraries log through ours; their chatter is for those who ask for it. */
export const boltLogger = (log: Logger): SlackLogger => ({
  debug: (...parts) => log.trace(text(parts)),
  info: (...parts) => log.debug(text(parts)),
  warn: (...parts) => log.warn(text(parts)),
  error: (...parts) => log.error(text(parts)),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});
