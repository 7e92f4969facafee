import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Acting, Entered, Outcome, Place, StateValues } from './acting.ts';
import type { Fault, Faults } from './faults.ts';
import type { Files } from './files.ts';
import type { Manifest, Message, State, User } from './state.ts';
import type { MovableTime } from './time.ts';
import { bodyOf, bytesOf, json, MAX_FILE } from './web-api.ts';

/** What the page shows and moves. */
export interface Served {
  state: State;
  time: MovableTime;
  faults: Faults;
  files: Files;
  /** Acts as a member of the workspace. */
  as(user: string): Acting;
  changeUser(id: string, fields: Partial<User>): Promise<void>;
  /** Drops the app's sockets. */
  disconnect(): void;
  connected(): boolean;
  /** Calls back whenever something in the workspace changed; returns the way to stop. */
  onChange(listener: () => void): () => void;
  moveTime(ms: number): void;
}

const PAGE = path.join(import.meta.dirname, 'page');
/** The view library, as ES modules out of the installed packages: no bundler. */
const MODULES: Record<string, string> = {
  'preact.mjs': 'preact',
  'hooks.mjs': 'preact/hooks',
  'htm.mjs': 'htm',
};
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const SHOWN_MESSAGES = 300;

/** Scripts and styles of this page only; the import map, which must stand in the page, by its hash. */
function securityOf(content: Buffer): Record<string, string> {
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(content.toString())?.[1];
  const hash = map ? ` 'sha256-${createHash('sha256').update(map).digest('base64')}'` : '';
  return {
    'content-security-policy': `default-src 'self'; script-src 'self'${hash}; img-src 'self' data: https:; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/** Serves the page on which a person acts as any member, and what it asks for. */
export async function servePage(
  sandbox: Served,
  manifest: Manifest,
  route: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
  if (route === '/sandbox/state')
    return json(response, stateFor(sandbox, manifest, query.get('as') ?? '', query.get('channel') ?? ''));
  if (route === '/sandbox/exchanges')
    return json(response, sandbox.state.exchanges.slice(-Number(query.get('last') ?? 50)));
  if (route === '/sandbox/changes') return changes(sandbox, response);
  if (route === '/sandbox/do' && request.method === 'POST') {
    return json(response, await act(sandbox, JSON.parse(await bodyOf(request)) as Act));
  }
  if (route === '/sandbox/upload' && request.method === 'POST') {
    const content = await bytesOf(request, MAX_FILE);
    const actor = sandbox.as(query.get('as') ?? '');
    return json(
      response,
      await actor.sends(query.get('channel') ?? '', query.get('name') ?? 'file', content),
    );
  }
  if (route.startsWith('/sandbox/files/')) return download(sandbox, route.split('/')[3] ?? '', response);
  return file(route, response);
}

/** A file for a person; always to be kept, never run in the page. */
function download({ files }: Served, id: string, response: ServerResponse): void {
  const found = files.get(id);
  if (!found) {
    json(response, { error: 'this file is not kept any more' }, 404);
    return;
  }
  const name = encodeURIComponent(found.name);
  response.writeHead(200, {
    'content-type': found.mimetype.startsWith('image/png') ? 'image/png' : 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
  });
  response.end(found.content);
}

async function file(route: string, response: ServerResponse): Promise<void> {
  const name = route === '/' ? 'index.html' : route.replace(/^\/(page|modules)\//, '');
  const isModule = route.startsWith('/modules/');
  const specifier = MODULES[name];
  const found = isModule
    ? specifier
      ? fileURLToPath(import.meta.resolve(specifier))
      : null
    : path.join(PAGE, path.basename(name));
  try {
    if (!found) throw new RangeError(`there is no ${route}`);
    const content = await readFile(found);
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name)] ?? 'text/plain',
      ...securityOf(content),
    });
    response.end(content);
  } catch {
    json(response, { error: 'not found' }, 404);
  }
}

/** A line to the page whenever something changed; it then asks for what it shows. */
function changes(sandbox: Served, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write('data: hello\n\n');
  let waiting: NodeJS.Timeout | null = null;
  const stop = sandbox.onChange(() => {
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = null;
      response.write('data: changed\n\n');
    }, 30);
  });
  response.on('close', stop);
}

const memberOf = ({
  id,
  real_name,
  profile,
  locale,
  deleted,
  is_restricted,
  is_ultra_restricted,
  is_stranger,
  tz,
}: User) => ({
  id,
  name: profile.display_name || real_name,
  title: profile.title ?? '',
  locale,
  tz,
  deleted,
  guest: Boolean(is_restricted || is_ultra_restricted || is_stranger),
});

const visible = (messages: readonly Message[], user: string): Message[] =>
  messages.filter(({ only }) => only === undefined || only === user);

function stateFor(
  { state, time, as, faults, connected }: Served,
  manifest: Manifest,
  user: string,
  channel: string,
): object {
  const people = [...state.users.values()].filter(({ is_bot }) => !is_bot);
  const me = state.users.has(user) ? user : (people[0]?.id ?? '');
  const actor = as(me);
  return {
    me,
    now: time.now(),
    connected: connected(),
    bot: { id: 'U0BOT', name: manifest.features.bot_user.display_name },
    people: people.map(memberOf),
    channels: channelsOf(state, me, actor),
    messages: channel ? actor.reads(channel).slice(-SHOWN_MESSAGES) : [],
    modals: actor.screen().modals,
    home: actor.screen().home,
    commands: manifest.features.slash_commands ?? [],
    shortcuts: (manifest.features.shortcuts ?? []).filter(({ type }) => type === 'global'),
    messageShortcuts: (manifest.features.shortcuts ?? []).filter(({ type }) => type === 'message'),
    faults: faults.list(),
  };
}

function channelsOf(state: State, me: string, actor: Acting): object[] {
  const own = actor.im();
  return [...state.channels.values()]
    .filter(({ id, im, members }) => (im ? id === own : members.includes(me)))
    .map(({ id, name, im }) => {
      const messages = visible(state.messages.get(id) ?? [], me).filter(
        (m) => !m.thread_ts || m.thread_ts === m.ts,
      );
      return { id, name, im: Boolean(im), count: messages.length, last: messages.at(-1)?.ts ?? '' };
    });
}

/** What the page asks for on behalf of a person. */
type Act = { as: string } & (
  | { what: 'command'; channel: string; text: string }
  | { what: 'say'; channel: string; text: string; thread?: string }
  | { what: 'click'; place: Place; block: string; action: string; entered?: Entered; values?: StateValues }
  | { what: 'submit'; view: string; values: StateValues }
  | { what: 'search'; view: string; block: string; action: string; query: string }
  | { what: 'close' | 'home' }
  | { what: 'shortcut'; id: string }
  | { what: 'message-shortcut'; id: string; channel: string; ts: string }
  | { what: 'time'; to: number }
  | { what: 'user'; id: string; fields: Partial<User> }
  | { what: 'fault'; fault: Fault }
  | { what: 'clear-faults' | 'disconnect' }
);

async function act(sandbox: Served, asked: Act): Promise<Outcome | { options: unknown }> {
  const actor = sandbox.as(asked.as);
  switch (asked.what) {
    case 'command':
      return actor.command(asked.channel, asked.text);
    case 'say':
      return actor.say(asked.channel, asked.text, asked.thread);
    case 'click':
      return actor.click(asked.place, asked.block, asked.action, asked.entered, asked.values);
    case 'submit':
      return actor.submit(asked.view, asked.values);
    case 'search':
      return { options: await actor.search(asked.view, asked.block, asked.action, asked.query) };
    case 'home':
      return actor.openHome();
    case 'shortcut':
      return actor.shortcut(asked.id);
    case 'message-shortcut':
      return actor.messageShortcut(asked.id, asked.channel, asked.ts);
    default:
      return control(sandbox, actor, asked);
  }
}

/** What nobody in a real workspace can do: move time, change people, let things go wrong. */
async function control(sandbox: Served, actor: Acting, asked: Act): Promise<Outcome> {
  if (asked.what === 'close') actor.closeModal();
  if (asked.what === 'time') sandbox.moveTime(asked.to);
  if (asked.what === 'user') await sandbox.changeUser(asked.id, asked.fields);
  if (asked.what === 'fault') sandbox.faults.add(asked.fault);
  if (asked.what === 'clear-faults') sandbox.faults.clear();
  if (asked.what === 'disconnect') sandbox.disconnect();
  return { notice: null };
}
