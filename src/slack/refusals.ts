// What Slack's error codes mean for a message that is owed.

/** Somebody who can't be reached, by what Slack says; trying again would not help. */
export const UNREACHABLE = new Set(['account_inactive', 'user_not_found', 'user_disabled']);
/** Somebody whom direct messages don't reach, though they are there. */
export const BLOCKED = new Set([
  'restricted_action',
  'user_not_visible',
  'channel_not_found',
  'cannot_dm_bot',
]);
/** The channel exists, or may; somebody has to invite the bot. */
export const NOT_INVITED = new Set(['not_in_channel', 'channel_not_found', 'is_archived']);
/** Slack stumbled: the message may have been taken. */
export const STUMBLED = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
/** The workspace refuses us: an operator has to look. */
export const REFUSED = new Set([
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
export const GONE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
]);

/** Worth trying again: no answer at all, or Slack's own trouble. */
export const isTransient = (code: string | null): boolean =>
  code === null || STUMBLED.has(code) || REFUSED.has(code) || NOT_INVITED.has(code);
