import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { DEFAULT_POLICY } from '../src/domain/policy.ts';
import { EXIT_BAD_SETTINGS } from '../src/refusal.ts';
import { aFolder } from './support/database.ts';
import { TYPESCRIPT } from './support/node-flags.ts';

const fault = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

describe('the settings', () => {
  test('without any, start the sandbox on SQLite', () =>
    expect(readConfig({})).toMatchObject({
      slack: 'sandbox',
      DATABASE_URL: 'file:./data/daylight.db',
      PORT: 3000,
      TIME_ZONE: 'America/Toronto',
      DIGEST_AT: '0 9 * * 1',
      ADMINISTRATORS: [],
      policy: DEFAULT_POLICY,
    }));

  test.each([
    [TOKENS, 'socket'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '0123456789abcdef' }, 'http'],
  ])('%j talk to Slack over %s', (tokens, slack) => expect(readConfig(tokens).slack).toBe(slack));

  test('name every fault at once: what was found and what was expected', () => {
    const message = fault({
      PORT: 'abc',
      TIME_ZONE: 'Mars/Olympus',
      DIGEST_AT: 'noon',
      ADMINISTRATORS: 'bob',
      // As README writes it.
      SLACK_APP_TOKEN: 'xapp-…',
    });
    expect(message.split('\n')).toHaveLength(7);
    expect(message).toContain('SLACK_APP_TOKEN: found a value of another shape');
    expect(message).toContain('SLACK_BOT_TOKEN: found nothing');
    expect(message).toContain('PORT: found "abc", expected a port from 0 to 65535.');
    expect(message).toContain('TIME_ZONE: found "Mars/Olympus", expected an IANA time zone.');
  });

  test('never show a secret', () => expect(fault({ SLACK_BOT_TOKEN: 'hunter2' })).not.toContain('hunter2'));

  test.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_APP_TOKEN, SLACK_SIGNING_SECRET: found neither/],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN: found nothing/],
    [{ SLACK_API_URL: 'http://127.0.0.1:1/api/' }, /SLACK_BOT_TOKEN: found nothing/],
  ])('with half a set of tokens (%j) are a fault, not the sandbox', (half, said) =>
    expect(fault(half)).toMatch(said),
  );

  test.each([
    ['sunday 7:00', '0 7 * * 0'],
    ['Friday 16:00', '0 16 * * 5'],
  ])('read the time of the digest: %s', (text, cron) =>
    expect(readConfig({ DIGEST_AT: text }).DIGEST_AT).toBe(cron),
  );

  test('refuse an address of which the password is no part of an address', () =>
    expect(fault({ DATABASE_URL: 'postgresql://daylight:p/w@127.0.0.1:5432/daylight' })).toMatch(
      /DATABASE_URL: .*with \/ and @ in a password as %2F and %40/,
    ));

  test('read ids of administrators', () =>
    expect(readConfig({ ADMINISTRATORS: 'U1, W2,U3' }).ADMINISTRATORS).toEqual(['U1', 'W2', 'U3']));

  test('read a policy from a file, or say where it is wrong', () => {
    const file = `${aFolder()}/policy.json`;
    writeFileSync(file, JSON.stringify(DEFAULT_POLICY));
    expect(readConfig({ POLICY_FILE: file }).policy).toEqual(DEFAULT_POLICY);
    writeFileSync(file, '[{"type":"PIA","when":{"tier":["V"]},"every":0,"firstWithin":90}]');
    expect(fault({ POLICY_FILE: file })).toMatch(
      /POLICY_FILE: at 0\.when\.tier\.0: .*\n.*POLICY_FILE: at 0\.every/,
    );
    writeFileSync(file, JSON.stringify([...DEFAULT_POLICY, DEFAULT_POLICY[1]]));
    expect(fault({ POLICY_FILE: file })).toContain('POLICY_FILE: AIA has two rules');
    expect(fault({ POLICY_FILE: '/nowhere.json' })).toMatch(/POLICY_FILE: "\/nowhere\.json" can't be read/);
  });

  describe('at fault end the process for good, with a sentence', () => {
    const started = (cwd: string, env: Record<string, string>) => {
      const main = path.resolve(import.meta.dirname, '../src/main.ts');
      const { PATH = '' } = process.env;
      const args = [...TYPESCRIPT, main];
      const { status, stderr } = spawnSync(process.execPath, args, {
        cwd,
        env: { PATH, ...env },
        encoding: 'utf8',
      });
      return { status, stderr };
    };

    test('without tokens in production', () =>
      expect(started(aFolder(), { NODE_ENV: 'production' })).toEqual({
        status: EXIT_BAD_SETTINGS,
        stderr: expect.stringMatching(/NODE_ENV is production, and no SLACK_ settings were found\./),
      }));

    test('where backups can’t be kept, which may be mended by the next try', () =>
      expect(started(aFolder(), { BACKUP_FOLDER: '/proc/nowhere', PORT: '0' })).toEqual({
        status: 1,
        stderr: expect.stringMatching(/The backups' folder "\/proc\/nowhere" can't be made, read or written/),
      }));

    test('where .env can’t be read', () => {
      const folder = aFolder();
      mkdirSync(path.join(folder, '.env'));
      expect(started(folder, {})).toEqual({
        status: EXIT_BAD_SETTINGS,
        stderr: expect.stringMatching(/\.env: this user can't read it \(EISDIR\)\./),
      });
    });
  });
});
