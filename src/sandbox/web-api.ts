import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from './faults.ts';
import {
  findMessage,
  postAsBot,
  type Response,
  refuse,
  refusedDraft,
  removeMessage,
  rewrite,
} from './messages.ts';
import { chat } from './methods/chat.ts';
import { conversations, historyScope } from './methods/conversations.ts';
import { files } from './methods/files.ts';
import type { Arguments, Methods, Result, World } from './methods/method.ts';
import { people } from './methods/people.ts';
import { views } from './methods/views.ts';
import type { Rates } from './rates.ts';
import { remember } from './state.ts';

export interface WebApi {
  world: World;
  faults: Faults;
  rates: Rates | null;
  scopes: readonly string[];
  tokens: { bot: string; app: string };
  /** The address of the socket for the next connection. */
  socketUrl(): string;
  changed(): void;
  /** By method, how many calls were taken, and how many were answered 429. */
  calls: Map<string, Calls>;
}

export interface Calls {
  taken: number;
  refused: number;
}

const METHODS: Methods = { ...chat, ...conversations, ...files, ...people, ...views };
const MAX_BODY = 2_000_000;

/** Files may be larger than any payload. */
export const MAX_FILE = 100 * 1024 * 1024;

export const bodyOf = async (request: IncomingMessage): Promise<string> =>
  (await bytesOf(request, MAX_BODY)).toString('utf8');

export async function bytesOf(request: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > most) throw new RangeError('the request is too large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

export function json(
  response: ServerResponse,
  payload: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(payload));
}

/** Forms carry blocks, views and metadata as JSON in their fields. */
function argumentsIn(type: string, body: string): Arguments {
  if (type.includes('json')) return JSON.parse(body || '{}');
  const args: Arguments = Object.fromEntries(new URLSearchParams(body));
  for (const name of ['blocks', 'view', 'metadata', 'attachments', 'files']) {
    if (typeof args[name] === 'string') args[name] = JSON.parse(args[name]);
  }
  return args;
}

/** Answers one call of a Web API method, as strictly as Slack. */
export async function callMethod(
  api: WebApi,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const began = performance.now();
  const args = argumentsIn(request.headers['content-type'] ?? '', await bodyOf(request));
  const token = request.headers.authorization?.replace(/^Bearer /i, '') ?? args.token;
  const fault = api.faults.strike(method);
  if (fault?.kind === 'slow') await wait(fault.ms);
  if (fault?.kind === 'dropped') return void request.socket.destroy();
  if (fault?.kind === 'error') return json(response, { ok: false, error: 'internal_error' }, 500);
  if (fault?.kind === 'refused') return json(response, refuse(fault.error));
  const seconds =
    fault?.kind === 'rate-limited'
      ? fault.retryAfter
      : (api.rates?.wait(method, String(args.channel ?? '')) ?? 0);
  const counted = api.calls.get(method) ?? { taken: 0, refused: 0 };
  api.calls.set(method, counted);
  counted[seconds > 0 ? 'refused' : 'taken'] += 1;
  if (seconds > 0) return json(response, refuse('ratelimited'), 429, { 'retry-after': String(seconds) });
  const result = answer(api, method, args, token);
  const { token: _, ...shownArgs } = args;
  remember(api.world.state, {
    at: api.world.time.now(),
    way: 'to Slack',
    what: method,
    payload: shownArgs,
    answer: result,
    ms: performance.now() - began,
  });
  api.changed();
  if (fault?.kind === 'lost-answer') return void request.socket.destroy();
  json(response, result, 200, { 'x-oauth-scopes': api.scopes.join(',') });
}

function answer(api: WebApi, name: string, args: Arguments, token: unknown): Result {
  if (name === 'apps.connections.open') {
    return token === api.tokens.app ? { ok: true, url: api.socketUrl() } : refuse('invalid_auth');
  }
  if (name === 'api.test') return { ok: true };
  if (!token) return refuse('not_authed');
  if (token !== api.tokens.bot) return refuse('invalid_auth');
  const method = METHODS[name];
  if (!method) return refuse('unknown_method');
  const history = method.scope === 'channels:history';
  const needed = history ? historyScope(api.world.state, String(args.channel ?? '')) : method.scope;
  if (needed && !api.scopes.includes(needed)) {
    return { ...refuse('missing_scope'), needed, provided: api.scopes.join(',') } as Result;
  }
  return method.run(args, api.world);
}

/** The file in a form of several parts, or the body itself: Slack takes either. */
async function fileIn(body: Buffer, type: string): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : body;
}

/** Takes the bytes of a file into the place that was given out for them. */
export async function takeUpload(
  api: WebApi,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bytesOf(request, MAX_FILE);
  const filled = api.world.files.fill(ticket, await fileIn(body, request.headers['content-type'] ?? ''));
  api.changed();
  response.writeHead(filled ? 200 : 400, { 'content-type': 'text/plain' });
  response.end(filled ? 'OK' : 'no such upload, or another length');
}

/** Gives an app with its token the bytes of a file. */
export function giveFile(api: WebApi, id: string, request: IncomingMessage, response: ServerResponse): void {
  const token = request.headers.authorization?.replace(/^Bearer /i, '');
  const file = api.world.files.get(id);
  if (token !== api.tokens.bot || !api.scopes.includes('files:read') || !file)
    return void response.writeHead(file ? 403 : 404).end();
  response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.content.length });
  response.end(file.content);
}

/** Answers a POST to a response_url: five uses in half an hour. */
export async function answerResponseUrl(
  api: WebApi,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state, time, triggers } = api.world;
  const draft = JSON.parse(await bodyOf(request)) as Response;
  const fault = api.faults.strike('response_url');
  if (fault?.kind === 'slow') await wait(fault.ms);
  if (fault?.kind === 'dropped') return void request.socket.destroy();
  if (fault?.kind === 'error') return json(response, { ok: false, error: 'internal_error' }, 500);
  if (fault?.kind === 'rate-limited')
    return json(response, refuse('ratelimited'), 429, { 'retry-after': String(fault.retryAfter) });
  const target = triggers.respond(id);
  const result = 'error' in target ? refuse(target.error) : delivered();
  remember(state, {
    at: time.now(),
    way: 'to Slack',
    what: 'response_url',
    payload: draft,
    answer: result,
    ms: 0,
  });
  api.changed();
  json(response, result, result.ok ? 200 : 404);

  function delivered(): Result {
    const { channel, user, ts, thread_ts } = target as Exclude<typeof target, { error: string }>;
    const original = ts ? findMessage(state, channel, ts) : undefined;
    if (draft.delete_original) {
      if (original) removeMessage(state, original);
      return { ok: true };
    }
    const refused = refusedDraft(draft);
    if (refused) return refused;
    if (draft.replace_original && original) rewrite(state, time.now(), original, draft);
    else {
      const only = draft.response_type === 'in_channel' ? undefined : user;
      postAsBot(state, time.now(), channel, { ...draft, ...(thread_ts && { thread_ts }) }, only);
    }
    return { ok: true };
  }
}
