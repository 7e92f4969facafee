import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { ASSESSMENT_TYPES } from './domain/assessment.ts';
import { DEFAULT_POLICY, type Policy } from './domain/policy.ts';
import { KNOWN, LIFECYCLES, TIERS, USERS } from './domain/system.ts';
import { isRegion } from './holidays.ts';
import { BadSettings } from './refusal.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A setting as the environment and the README's table have it. */
interface Setting<T> {
  /** What a right value looks like. */
  expected: string;
  /** The default as text; '' for none. */
  preset: string;
  read: z.ZodType<T, string>;
  /** Its value is never shown. */
  secret?: boolean;
}

const setting = <T>(
  expected: string,
  preset: string,
  read: z.ZodType<T, string>,
  secret = false,
): Setting<T> => ({
  expected,
  preset,
  read,
  secret,
});
const optional = (pattern: RegExp) =>
  z
    .string()
    .refine((v) => v === '' || pattern.test(v))
    .transform((v) => v || null);
const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

const AT = new RegExp(`^(${WEEKDAYS.join('|')}) ([01]?\\d|2[0-3]):00$`, 'i');

/** Every setting, in the order of the README's table. */
export const SETTINGS = {
  SLACK_BOT_TOKEN: setting('a bot token, xoxb-…', '', optional(/^xoxb-[\w-]+$/), true),
  SLACK_APP_TOKEN: setting(
    'an app-level token, xapp-…, for Socket Mode',
    '',
    optional(/^xapp-[\w-]+$/),
    true,
  ),
  SLACK_SIGNING_SECRET: setting('the signing secret, for HTTP', '', optional(/^\S{8,}$/), true),
  SLACK_API_URL: setting(
    'the address of a Slack-compatible Web API, http(s)://…/api/',
    '',
    optional(/^https?:\/\/\S+$/),
  ),
  DATABASE_URL: setting(
    'file:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with / and @ in a password as %2F and %40, a database of its own without ?schema=',
    'file:./data/daylight.db',
    z
      .string()
      .regex(/^(file:.+|postgres(ql)?:\/\/[^/]+\/.+)$/)
      .refine((url) => url.startsWith('file:') || URL.canParse(url))
      .refine((url) => !/^postgres.*[?&]schema=(?!public(&|$))/.test(url)),
    true,
  ),
  HOST: setting('a host name or address to listen on', '127.0.0.1', z.string().regex(/^[\w.:-]+$/)),
  PORT: setting(
    'a port from 0 to 65535',
    '3000',
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65535),
  ),
  DIGEST_CHANNEL: setting('the id of a channel, C…', '', optional(/^[CG][A-Z0-9]+$/)),
  DIGEST_AT: setting(
    'a weekday and a full hour, such as "monday 09:00"',
    'monday 09:00',
    z
      .string()
      .regex(AT)
      .transform((text) => {
        const [, weekday = '', hour = ''] = AT.exec(text) ?? [];
        return `0 ${Number(hour)} * * ${WEEKDAYS.indexOf(weekday.toLowerCase())}`;
      }),
  ),
  TIME_ZONE: setting('an IANA time zone', 'America/Toronto', z.string().refine(isTimeZone)),
  HOLIDAYS: setting(
    'whose public holidays nobody is reminded on: a country, or with its region such as CA-ON; or "none"',
    'CA-ON',
    z
      .string()
      .transform((text) => (/^none$/i.test(text) ? null : text.toUpperCase()))
      .refine((region) => region === null || isRegion(region)),
  ),
  ADMINISTRATORS: setting(
    'ids of people, U… or W…, separated by commas',
    '',
    z
      .string()
      .regex(/^\s*([UW][A-Z0-9]+\s*(,\s*[UW][A-Z0-9]+\s*)*)?$/)
      .transform((text) =>
        text
          .split(',')
          .map((id) => id.trim())
          .filter(Boolean),
      ),
  ),
  POLICY_FILE: setting('the path of a policy as JSON', '', optional(/^.+$/)),
  BACKUP_FOLDER: setting(
    'the path of a folder for nightly backups, or "none"',
    './data/backups',
    z.string().transform((text) => (/^none$/i.test(text) ? null : text)),
  ),
  BACKUP_KEEP: setting(
    'how many backups are kept, from 1 to 1000',
    '14',
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number)
      .refine((keep) => keep >= 1 && keep <= 1000),
  ),
  LOG_LEVEL: setting(
    'fatal, error, warn, info, debug or trace',
    'info',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']),
  ),
};

type Read = { [Name in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Name]['read']> };

export interface Config extends Omit<Read, 'POLICY_FILE'> {
  policy: Policy;
  /** Without tokens the bot runs on the workspace of this machine. */
  slack: 'sandbox' | 'socket' | 'http';
}

/** Reads the environment; throws a Refusal that names every fault at once: what was found, and what was expected. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { expected, preset, read, secret }] of Object.entries(SETTINGS)) {
    const found = environment[name]?.trim() ?? '';
    const result = (read as z.ZodType).safeParse(found || preset);
    if (result.success) values[name] = result.data;
    else
      faults.push(
        `${name}: found ${secret ? 'a value of another shape' : `"${found}"`}, expected ${expected}.`,
      );
  }
  const config = values as unknown as Read;
  const slack = kindOfSlack((name) => Boolean(environment[name]?.trim()), faults);
  const policy = config.POLICY_FILE ? readPolicy(config.POLICY_FILE, faults) : DEFAULT_POLICY;
  if (faults.length > 0)
    throw new BadSettings(`These settings are at fault:\n${faults.map((f) => `  ${f}`).join('\n')}`);
  return { ...config, policy, slack };
}

/** Half a set of tokens is a fault, not the sandbox. */
function kindOfSlack(isSet: (name: keyof Read) => boolean, faults: string[]): Config['slack'] {
  const app = isSet('SLACK_APP_TOKEN');
  const isToServe = app || isSet('SLACK_SIGNING_SECRET');
  if (!isToServe && !isSet('SLACK_BOT_TOKEN') && !isSet('SLACK_API_URL')) return 'sandbox';
  if (!isSet('SLACK_BOT_TOKEN'))
    faults.push(
      `SLACK_BOT_TOKEN: found nothing, expected ${SETTINGS.SLACK_BOT_TOKEN.expected}, beside the other SLACK_ settings.`,
    );
  if (!isToServe) {
    faults.push(
      'SLACK_APP_TOKEN, SLACK_SIGNING_SECRET: found neither, expected the first for Socket Mode or the second for HTTP.',
    );
  }
  return app ? 'socket' : 'http';
}

const rule = z.strictObject({
  type: z.enum(ASSESSMENT_TYPES),
  when: z.strictObject({
    tier: z.array(z.enum(TIERS)).optional(),
    lifecycle: z.array(z.enum(LIFECYCLES)).optional(),
    users: z.array(z.enum(USERS)).optional(),
    personalInformation: z.array(z.enum(KNOWN)).optional(),
  }),
  every: z.union([z.int().positive(), z.partialRecord(z.enum(TIERS), z.int().positive()), z.null()]),
  firstWithin: z.int().positive().nullable(),
  materialWithin: z.int().positive().optional(),
});

function readPolicy(file: string, faults: string[]): Policy {
  try {
    const parsed = z.array(rule).safeParse(JSON.parse(readFileSync(file, 'utf8')));
    const twice = parsed.data?.find(
      ({ type }, i) => parsed.data.findIndex((rule) => rule.type === type) !== i,
    );
    if (twice) faults.push(`POLICY_FILE: ${twice.type} has two rules; expected one rule for each type.`);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      faults.push(
        `POLICY_FILE: at ${path.join('.') || 'the top'}: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`,
      );
  } catch (error) {
    faults.push(
      `POLICY_FILE: "${file}" can't be read as JSON (${(error as Error).message}); expected a list of rules, as in src/domain/policy.ts.`,
    );
  }
  return DEFAULT_POLICY;
}

/** Not ours to read, or no file at all; anything else may be over in a moment. */
const UNREADABLE = new Set(['EACCES', 'EPERM', 'EISDIR']);

/** The environment with what `.env` in the working folder says, where there is one; the environment wins over it. */
export function environment(): NodeJS.ProcessEnv {
  try {
    for (const [name, value] of Object.entries(parseEnv(readFileSync('.env', 'utf8'))))
      process.env[name] ??= value;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (UNREADABLE.has(code))
      throw new BadSettings(
        `.env: this user can't read it (${code}). Give it the right to, or remove the file.`,
      );
    if (code !== 'ENOENT') throw error;
  }
  return process.env;
}
