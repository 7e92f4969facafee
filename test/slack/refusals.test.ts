import { expect, test } from 'vitest';
import { verdictOn } from '../../src/slack/refusals.ts';

const NEW = { isUpdate: false, isPerson: true, isElsewhere: false, isOld: false, areWeRefused: false };

test.each([
  ['account_inactive', {}, 'away'],
  ['account_inactive', { areWeRefused: true }, 'refused'],
  ['cannot_dm_bot', {}, 'blocked'],
  ['restricted_action', { isPerson: false }, 'not taken'],
  ['channel_not_found', {}, 'blocked'],
  ['channel_not_found', { isPerson: false }, 'not invited'],
  ['channel_not_found', { isPerson: false, isElsewhere: true }, 'not welcome'],
  ['channel_not_found', { isUpdate: true }, 'gone'],
  ['message_not_found', { isUpdate: true }, 'gone'],
  ['invalid_blocks', {}, 'not taken'],
  ['invalid_blocks', { isUpdate: true }, 'not updated'],
  ['token_revoked', {}, 'refused'],
  ['token_revoked', { isUpdate: true }, 'refused'],
  ['internal_error', {}, 'in doubt'],
  [null, {}, 'in doubt'],
  [null, { isUpdate: true }, 'in doubt'],
  [null, { isOld: true }, 'given up'],
] as const)('what Slack says of a notice, %s with %o, decides: %s', (code, given, verdict) =>
  expect(verdictOn(code, { ...NEW, ...given })).toBe(verdict),
);
