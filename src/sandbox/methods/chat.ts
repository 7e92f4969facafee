import {
  type Draft,
  findMessage,
  postAsBot,
  refuse,
  refusedDraft,
  removeMessage,
  rewrite,
} from '../messages.ts';
import { BOT, BOT_USER, type Channel, imOf, type Message, type State, type User } from '../state.ts';
import { messageFaults, viewFaults } from '../validation/block-kit.ts';
import { type Arguments, type Method, type Methods, type Result, text, type World } from './method.ts';

export const chat: Methods = {
  'chat.postMessage': writing((args, { state, time }) => {
    const channel = conversation(state, text(args.channel));
    if (typeof channel === 'string') return refuse(channel);
    const thread = args.thread_ts ? findMessage(state, channel.id, text(args.thread_ts)) : undefined;
    if (args.thread_ts && !thread) return refuse('thread_not_found');
    const message = postAsBot(state, time.now(), channel.id, args as Draft);
    return { ok: true, channel: channel.id, ts: message.ts, message: shown(message) };
  }),

  'chat.postEphemeral': writing((args, { state, time }) => {
    const channel = conversation(state, text(args.channel));
    if (typeof channel === 'string') return refuse(channel);
    const user = text(args.user);
    if (!channel.members.includes(user)) return refuse('user_not_in_channel');
    return { ok: true, message_ts: postAsBot(state, time.now(), channel.id, args as Draft, user).ts };
  }),

  'chat.update': writing((args, { state, time }) => {
    const channel = state.channels.get(text(args.channel));
    if (!channel) return refuse('channel_not_found');
    const message = findMessage(state, channel.id, text(args.ts));
    if (!message || message.only) return refuse('message_not_found');
    if (!message.bot) return refuse('cant_update_message');
    rewrite(state, time.now(), message, args as Draft);
    return { ok: true, channel: channel.id, ts: message.ts, text: message.text, message: shown(message) };
  }),

  'chat.delete': {
    scope: 'chat:write',
    run(args, { state }) {
      const message = findMessage(state, text(args.channel), text(args.ts));
      if (!message) return refuse('message_not_found');
      if (!message.bot) return refuse('cant_delete_message');
      removeMessage(state, message);
      return { ok: true, channel: message.channel, ts: message.ts };
    },
  },

  'blocks.validate': {
    scope: null,
    run(args) {
      const faults = args.view ? viewFaults(args.view) : messageFaults(args.blocks);
      const messages = faults.map(({ pointer, reason }) => `[ERROR] ${reason} [json-pointer:${pointer}]`);
      return faults.length ? refuse('invalid_blocks', messages) : { ok: true };
    },
  },
};

/** A method that takes a message: refused when Slack would not take it. */
function writing(run: Method['run']): Method {
  return {
    scope: 'chat:write',
    run: (args, world) =>
      refusedDraft(args as Draft) ?? refusedPicture(args as Draft, world) ?? run(args, world),
  };
}

/** A block may only show an image that is there. */
function refusedPicture({ blocks = [] }: Draft, { files }: World): Result | null {
  const at = blocks.findIndex(({ type, slack_file: file }) => {
    if (type !== 'image' || !file) return false;
    const found = files.get((file as { id?: string }).id ?? '');
    return !found?.mimetype.startsWith('image/');
  });
  return at < 0
    ? null
    : refuse('invalid_blocks', [`[ERROR] invalid slack file [json-pointer:/blocks/${at}/slack_file]`]);
}

/** The channel that an id names: a person's id names their direct messages. Or why it can't be written to. */
export function conversation(state: State, id: string): Channel | string {
  const user = state.users.get(id) ?? state.users.get(state.channels.get(id)?.im ?? '');
  if (user) return unreachable(user) ?? imOf(state, user.id);
  const channel = state.channels.get(id);
  if (!channel) return 'channel_not_found';
  return channel.members.includes(BOT_USER) ? channel : 'not_in_channel';
}

const unreachable = (user: User): string | null => {
  if (user.is_bot) return 'cannot_dm_bot';
  if (user.blocks_apps) return 'restricted_action';
  return user.deleted ? 'account_inactive' : null;
};

/** A message as the Web API returns it. */
export const shown = (message: Message, metadata = true): Arguments => ({
  type: 'message',
  ts: message.ts,
  text: message.text,
  blocks: message.blocks,
  user: message.user,
  ...(message.bot && { bot_id: BOT }),
  ...(message.thread_ts && { thread_ts: message.thread_ts }),
  ...(message.edited && { edited: message.edited }),
  ...(metadata && message.metadata && { metadata: message.metadata }),
  ...(message.files && { files: message.files }),
});
