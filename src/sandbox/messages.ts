import { type Block, BOT_USER, type Message, messagesOf, nextTs, type State, withIds } from './state.ts';
import { messageFaults } from './validation/block-kit.ts';

/** A refusal as Slack's Web API words it. */
export interface Refused {
  ok: false;
  error: string;
  response_metadata?: { messages: string[] };
}

export const refuse = (error: string, messages?: string[]): Refused => ({
  ok: false,
  error,
  ...(messages && { response_metadata: { messages } }),
});

const TEXT_MAX = 40_000;

/** What `chat.postMessage`, `chat.update` and a response_url take. */
export interface Draft {
  text?: string;
  blocks?: Block[];
  metadata?: Message['metadata'];
  thread_ts?: string;
}

/** What an app sends to a response_url, and what it may acknowledge a command with. */
export interface Response extends Draft {
  response_type?: 'ephemeral' | 'in_channel';
  replace_original?: boolean;
  delete_original?: boolean;
}

/** Why a draft is refused, in Slack's words; null when it is taken. */
export function refusedDraft({ text, blocks, metadata }: Draft): Refused | null {
  if (!text && !blocks?.length) return refuse('no_text');
  if (blocks !== undefined) {
    const faults = messageFaults(blocks);
    const tooLong = faults.some(({ reason }) => reason.startsWith('msg_blocks_too_long'));
    const said = faults.map(
      ({ pointer, reason }) => `[ERROR] ${reason} [json-pointer:/blocks${pointer === '/' ? '' : pointer}]`,
    );
    if (faults.length > 0) return refuse(tooLong ? 'msg_blocks_too_long' : 'invalid_blocks', said);
  }
  if (
    metadata !== undefined &&
    (typeof metadata.event_type !== 'string' || typeof metadata.event_payload !== 'object')
  ) {
    return refuse('invalid_metadata_format');
  }
  return null;
}

/** Puts a message of the bot's into a channel; `only` makes it ephemeral. */
export function postAsBot(
  state: State,
  nowMs: number,
  channel: string,
  draft: Draft,
  only?: string,
): Message {
  const message: Message = {
    ts: nextTs(state, nowMs),
    channel,
    user: BOT_USER,
    bot: true,
    text: (draft.text ?? '').slice(0, TEXT_MAX),
    blocks: withIds(state, draft.blocks ?? []),
    ...(draft.metadata && { metadata: draft.metadata }),
    ...(draft.thread_ts && { thread_ts: draft.thread_ts }),
    ...(only && { only }),
  };
  messagesOf(state, channel).push(message);
  return message;
}

/** Writes a message anew in its place. */
export function rewrite(state: State, nowMs: number, message: Message, draft: Draft): void {
  message.text = (draft.text ?? '').slice(0, TEXT_MAX);
  message.blocks = withIds(state, draft.blocks ?? []);
  if (draft.metadata) message.metadata = draft.metadata;
  message.edited = { ts: nextTs(state, nowMs) };
}

export function removeMessage(state: State, { channel, ts }: Message): void {
  const messages = messagesOf(state, channel);
  messages.splice(
    messages.findIndex((m) => m.ts === ts),
    1,
  );
}

export const findMessage = (state: State, channel: string, ts: string | undefined): Message | undefined =>
  messagesOf(state, channel).find((message) => message.ts === ts);
