import type { WebClient } from '@slack/web-api';
import type { FileOut, Upload } from '../command.ts';
import { MAX_UPLOAD_BYTES } from '../domain/import.ts';
import { Problem } from '../problem.ts';

/** How files come and go; with the bot's token, which only Slack's own addresses are given. */
export interface Files {
  client: WebClient;
  token: string;
  /** The address of another Slack-compatible server, where one is set. */
  slackApiUrl: string | undefined;
}

const FETCH_TIMEOUT_MS = 30_000;

/** Sends files to somebody's direct messages, with one comment. */
export async function sendFiles(
  { client }: Files,
  to: string,
  files: readonly FileOut[],
  comment: string,
): Promise<void> {
  const { channel } = await client.conversations.open({ users: to });
  await client.filesUploadV2({
    channel_id: channel?.id ?? to,
    initial_comment: comment,
    file_uploads: files.map(({ name, content }) => ({
      file: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
      filename: name,
      title: name,
    })),
  });
}

/** What we read of Slack's file object. */
export interface SlackFile {
  id: string;
  name?: string;
  size?: number;
  url_private_download?: string;
}

/** The token is for Slack alone, whatever address a payload names. */
function isSlacks(url: string, slackApiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (slackApiUrl && origin === new URL(slackApiUrl).origin) return true;
  return protocol === 'https:' && (hostname === 'files.slack.com' || hostname.endsWith('.slack.com'));
}

/** A file that somebody sent; one that is too large is not fetched. */
export async function fetchFile({ token, slackApiUrl }: Files, file: SlackFile): Promise<Upload> {
  const upload = { name: file.name ?? file.id, bytes: file.size ?? 0 };
  const url = file.url_private_download ?? '';
  if (upload.bytes > MAX_UPLOAD_BYTES) return { ...upload, content: null };
  const unread = new Problem('fileNotFetched', { name: upload.name });
  if (!isSlacks(url, slackApiUrl)) throw unread;
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    redirect: 'error',
  }).catch(() => null);
  // Without its scope Slack answers with a page to sign in.
  if (!response?.ok || response.headers.get('content-type')?.startsWith('text/html')) throw unread;
  const body = await response.arrayBuffer().catch(() => null);
  if (!body) throw unread;
  const content = new Uint8Array(body);
  return { ...upload, bytes: content.length, content: content.length > MAX_UPLOAD_BYTES ? null : content };
}
