import { refuse } from '../messages.ts';
import { BOT_USER, type Channel, imOf, type Message, messagesOf, type State } from '../state.ts';
import { shown } from './chat.ts';
import { type Arguments, type Methods, type Result, text } from './method.ts';

const MAX_PAGE = 999;

export const conversations: Methods = {
  'conversations.open': {
    scope: 'im:write',
    run(args, { state }) {
      const user = state.users.get(text(args.users));
      if (!user) return refuse('user_not_found');
      if (user.deleted) return refuse('user_disabled');
      return { ok: true, channel: { id: imOf(state, user.id).id } };
    },
  },

  'conversations.history': {
    scope: 'channels:history',
    run(args, { state }) {
      const channel = state.channels.get(text(args.channel));
      if (!channel) return refuse('channel_not_found');
      if (!channel.members.includes(BOT_USER)) return refuse('not_in_channel');
      const messages = messagesOf(state, channel.id).filter(
        (m) => !m.only && (!m.thread_ts || m.thread_ts === m.ts),
      );
      return page([...messages].reverse(), args);
    },
  },

  'conversations.replies': {
    scope: 'channels:history',
    run(args, { state }) {
      const channel = state.channels.get(text(args.channel));
      if (!channel) return refuse('channel_not_found');
      const ts = text(args.ts);
      const thread = messagesOf(state, channel.id).filter(
        (m) => !m.only && (m.ts === ts || m.thread_ts === ts),
      );
      return thread.length ? page(thread, args) : refuse('thread_not_found');
    },
  },

  'conversations.list': {
    scope: 'channels:read',
    run: (_args, { state }) => ({
      ok: true,
      channels: [...state.channels.values()].filter(({ im }) => !im).map((channel) => asChannel(channel)),
      response_metadata: { next_cursor: '' },
    }),
  },

  'conversations.info': {
    scope: 'channels:read',
    run(args, { state }) {
      const channel = state.channels.get(text(args.channel));
      return channel ? { ok: true, channel: asChannel(channel) } : refuse('channel_not_found');
    },
  },

  'conversations.members': {
    scope: 'channels:read',
    run(args, { state }) {
      const channel = state.channels.get(text(args.channel));
      if (!channel) return refuse('channel_not_found');
      return { ok: true, members: channel.members, response_metadata: { next_cursor: '' } };
    },
  },
};

const asChannel = ({ id, name, im, members }: Channel) => ({
  id,
  name,
  is_channel: !im,
  is_im: Boolean(im),
  is_member: members.includes(BOT_USER),
  num_members: members.length,
});

/** A page of messages within `oldest` and `latest`; the cursor is where the next one begins. */
function page(messages: readonly Message[], args: Arguments): Result {
  const oldest = Number(args.oldest ?? 0);
  const latest = Number(args.latest ?? Number.MAX_SAFE_INTEGER);
  const limit = Math.min(Number(args.limit ?? 100), MAX_PAGE);
  const within = messages.filter(({ ts }) => Number(ts) > oldest && Number(ts) <= latest);
  const start = Number(args.cursor ?? 0);
  const metadata = args.include_all_metadata === true || args.include_all_metadata === 'true';
  const more = start + limit < within.length;
  return {
    ok: true,
    messages: within.slice(start, start + limit).map((message) => shown(message, metadata)),
    has_more: more,
    response_metadata: { next_cursor: more ? String(start + limit) : '' },
  };
}

/** The scope that a method needs where it depends on the conversation: direct messages have their own. */
export const historyScope = (state: State, channel: string): string =>
  state.channels.get(channel)?.im ? 'im:history' : 'channels:history';
