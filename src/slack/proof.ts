import type { WebClient } from '@slack/web-api';
import type { Claimed } from '../store/notices.ts';

/** The type of the metadata that carries a notice's key. */
export const METADATA_TYPE = 'daylight_notice';

const PAGE = 100;
const PAGES = 5;
/** Slack's clock and ours differ by less. */
const SKEW_SECONDS = 120;

interface Posted {
  ts?: string;
  metadata?: { event_payload?: { key?: unknown } };
}

/** Where a notice stands that may have reached Slack before: its key is looked for in the conversation's messages. */
export async function alreadyThere(
  client: WebClient,
  notice: Claimed,
): Promise<{ channel: string; ts: string } | null> {
  const channel = notice.thread?.channel ?? (await conversation(client, notice.to));
  const oldest = String(notice.createdAt.epochMilliseconds / 1000 - SKEW_SECONDS);
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const asked = { channel, include_all_metadata: true, oldest, limit: PAGE, ...(cursor && { cursor }) };
    const { messages, response_metadata: next } = notice.thread
      ? await client.conversations.replies({ ...asked, ts: notice.thread.ts })
      : await client.conversations.history(asked);
    const found = (messages as Posted[] | undefined)?.find(
      (m) => m.metadata?.event_payload?.key === notice.key,
    );
    if (found?.ts) return { channel, ts: found.ts };
    cursor = next?.next_cursor;
    if (!cursor) return null;
  }
  return null;
}

/** The direct-message channel of a person; a channel is itself. */
async function conversation(client: WebClient, to: string): Promise<string> {
  if (!/^[UW]/.test(to)) return to;
  const { channel } = await client.conversations.open({ users: to });
  return channel?.id ?? to;
}
