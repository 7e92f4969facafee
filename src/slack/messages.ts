import type { WebClient } from '@slack/web-api';
import type { Message } from '../notice.ts';
import { answerLine } from './answering.ts';
import type { Edge } from './context.ts';
import { isCommand } from './dispatch.ts';
import { fetchFile, type SlackFile } from './files.ts';
import { splitLine } from './line.ts';
import { payloadOf } from './payload.ts';
import { persistent } from './respond.ts';

/** A message that somebody wrote, as far as we read it. */
export interface Said {
  user?: string;
  bot_id?: string;
  subtype?: string;
  channel: string;
  channel_type?: string;
  ts: string;
  thread_ts?: string;
  text?: string;
  files?: SlackFile[];
}

const MENTIONS = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>/;
const NUMBER = /\b(?:AI|IA)-\d+\b/gi;
const SLASH = /^\/\S+\s*/;

/** Words to the bot alone are a line, with or without the slash; a file is a table to import. */
export async function answerDirect(edge: Edge, client: WebClient, said: Said): Promise<void> {
  const thread = said.thread_ts ? { thread_ts: said.thread_ts } : {};
  const asked = {
    userId: said.user ?? '',
    client,
    respond: persistent((payload: object) =>
      client.chat.postMessage({ ...(payload as Message), channel: said.channel, ...thread }),
    ),
  };
  if (!said.files?.length) {
    await answerLine(edge, { ...asked, line: (said.text ?? '').replace(SLASH, '') });
    return;
  }
  for (const file of said.files)
    await answerLine(edge, { ...asked, line: 'import', fetching: () => fetchFile(edge.files, file) });
}

/** A mention with a system's number is answered with its card, for all who read there; anything else for its writer. */
export async function answerMention(edge: Edge, client: WebClient, said: Said): Promise<void> {
  const typed = (said.text ?? '').replace(MENTIONS, ' ').trim();
  const numbers = [...new Set((typed.match(NUMBER) ?? []).map((number) => number.toUpperCase()))];
  const isLine = isCommand(edge.commands, splitLine(typed).name);
  // A number among other words is what is asked about.
  const line = numbers.length === 1 && !isLine ? `show ${numbers[0]}` : typed;
  const thread_ts = said.thread_ts ?? said.ts;
  await answerLine(edge, {
    line,
    userId: said.user ?? '',
    client,
    inPublic: (message) =>
      client.chat.postMessage({ ...payloadOf(message), channel: said.channel, thread_ts }),
    respond: persistent((payload: object) =>
      client.chat.postEphemeral({
        ...(payload as Message),
        channel: said.channel,
        user: said.user ?? '',
        ...(said.thread_ts && { thread_ts }),
      }),
    ),
  });
}
