// What Slack's error codes mean for a message that is owed.

/** Somebody who can't be reached, by what Slack says; trying again would not help. */
export const UNREACHABLE = new Set(['account_inactive', 'user_not_found', 'user_disabled']);
/** Somebody whom direct messages don't reach, though they are there. */
const BLOCKED = new Set(['restricted_action', 'user_not_visible', 'channel_not_found', 'cannot_dm_bot']);
/** The channel exists, or may; somebody has to invite the bot. */
const NOT_INVITED = new Set(['not_in_channel', 'channel_not_found', 'is_archived']);
/** Slack stumbled: the message may have been taken. */
export const STUMBLED = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
/** The workspace refuses us: an operator has to look. */
const REFUSED = new Set([
  'messages_tab_disabled',
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'team_access_not_granted',
]);
/** The message that was to be updated is gone, or too old to be changed. */
const GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
]);

/** What becomes of a notice that Slack refused, or did not answer. */
export type Verdict =
  /** The message that was to be written anew is gone: there is nothing left to do. */
  | 'gone'
  /** Nobody is there any more. */
  | 'away'
  /** They are there, and direct messages don't reach them. */
  | 'blocked'
  /** The message stays as it is. */
  | 'not updated'
  | 'given up'
  /** Not ours to be invited to: somebody only mentioned us there. */
  | 'not welcome'
  | 'not invited'
  /** The workspace refuses us altogether. */
  | 'refused'
  /** Slack can't show what is in it. */
  | 'not taken'
  /** It may have been taken: look before it is sent again. */
  | 'in doubt';

interface Refused {
  /** A message that stands is to be written anew. */
  isUpdate: boolean;
  /** To a person, and not to a channel. */
  isPerson: boolean;
  /** In the thread of somebody's message. */
  isElsewhere: boolean;
  /** It was tried for days, and often. */
  isOld: boolean;
  /** Our own token is not taken either: it says nothing of the person. */
  areWeRefused: boolean;
}

/** Decides by what Slack said; `code` is null when it said nothing. */
export function verdictOn(code: string | null, refused: Refused): Verdict {
  const { isUpdate, isPerson, isElsewhere, isOld, areWeRefused } = refused;
  const is = (codes: ReadonlySet<string>) => code !== null && codes.has(code);
  if (isUpdate && is(GONE)) return 'gone';
  if (is(UNREACHABLE) && !areWeRefused) return 'away';
  if (isPerson && !isUpdate && is(BLOCKED)) return 'blocked';
  const isTransient = code === null || is(STUMBLED) || is(REFUSED) || is(NOT_INVITED);
  if (isUpdate && !isTransient) return 'not updated';
  if (isOld) return 'given up';
  if (is(NOT_INVITED)) return isElsewhere ? 'not welcome' : 'not invited';
  if (is(REFUSED)) return 'refused';
  return isTransient ? 'in doubt' : 'not taken';
}
