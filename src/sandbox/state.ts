/** A member of the workspace, with the fields of Slack's user object that bots read. */
export interface User {
  id: string;
  team_id: string;
  name: string;
  real_name: string;
  profile: { display_name: string; real_name: string; email?: string; title?: string };
  tz: string;
  locale: string;
  deleted: boolean;
  is_bot: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  is_stranger?: boolean;
  /** They let no app write to them. */
  blocks_apps?: boolean;
}

export interface Channel {
  id: string;
  name: string;
  /** The other side of a direct-message channel with the bot; null for a channel. */
  im: string | null;
  members: string[];
}

export interface Message {
  ts: string;
  channel: string;
  user: string;
  bot: boolean;
  text: string;
  blocks: Block[];
  thread_ts?: string;
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  edited?: { ts: string };
  /** Only this person sees it. */
  only?: string;
  files?: {
    id: string;
    name: string;
    title: string;
    mimetype: string;
    filetype: string;
    size: number;
    user: string;
    url_private: string;
    url_private_download: string;
  }[];
}

export interface Block {
  type: string;
  block_id?: string;
  [key: string]: unknown;
}

export interface View {
  id: string;
  type: 'modal' | 'home';
  callback_id: string;
  private_metadata: string;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  blocks: Block[];
  title?: { text: string };
  submit?: { text: string };
  close?: { text: string };
  [key: string]: unknown;
}

/** What a person has on the screen besides conversations. */
export interface Screen {
  modals: View[];
  home: View | null;
}

/** One payload, one way or the other, as the inspector shows it. */
export interface Exchange {
  at: number;
  way: 'to the app' | 'to Slack';
  what: string;
  payload: unknown;
  answer: unknown;
  ms: number;
}

/** What is configured in a bot's manifest, as far as the workspace enforces it. */
export interface Manifest {
  display_information: { name: string };
  features: {
    bot_user: { display_name: string };
    slash_commands?: {
      command: string;
      description: string;
      usage_hint?: string;
      should_escape?: boolean;
    }[];
    shortcuts?: { name: string; type: 'global' | 'message'; callback_id: string; description: string }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions?: { bot_events: string[] } };
}

export const TEAM = 'T0SANDBOX';
export const APP = 'A0SANDBOX';
export const BOT_USER = 'U0BOT';
export const BOT = 'B0BOT';

/** The workspace and all that is in it. */
export interface State {
  users: Map<string, User>;
  channels: Map<string, Channel>;
  messages: Map<string, Message[]>;
  screens: Map<string, Screen>;
  exchanges: Exchange[];
  /** Counts what needs an id of its own. */
  counter: number;
  lastTs: number;
}

/** What is kept of the exchanges. */
const EXCHANGES = 200;

export interface Seed {
  users: (Pick<User, 'id' | 'name' | 'real_name'> & Partial<User> & { title?: string })[];
  channels: { id: string; name: string; members: string[] }[];
}

export function newState(seed: Seed, botName: string): State {
  const users = seed.users.map(
    ({ title, ...given }): User => ({
      team_id: TEAM,
      tz: 'America/Toronto',
      locale: 'en-CA',
      deleted: false,
      is_bot: false,
      is_restricted: false,
      is_ultra_restricted: false,
      profile: {
        display_name: given.real_name,
        real_name: given.real_name,
        email: `${given.name}@example.org`,
        ...(title && { title }),
      },
      ...given,
    }),
  );
  const bot: User = {
    id: BOT_USER,
    team_id: TEAM,
    name: botName.toLowerCase(),
    real_name: botName,
    profile: { display_name: botName, real_name: botName },
    tz: 'Etc/UTC',
    locale: 'en-US',
    deleted: false,
    is_bot: true,
    is_restricted: false,
    is_ultra_restricted: false,
  };
  return {
    users: new Map([...users, bot].map((user) => [user.id, user])),
    channels: new Map(
      seed.channels.map((c) => [c.id, { ...c, im: null, members: [...c.members, BOT_USER] }]),
    ),
    messages: new Map(),
    screens: new Map(),
    exchanges: [],
    counter: 0,
    lastTs: 0,
  };
}

export const nextId = (state: State, prefix: string): string => {
  state.counter += 1;
  return `${prefix}${String(state.counter).padStart(8, '0')}`;
};

/** Seconds with six decimals, later than any before: Slack's name for a message in its channel. */
export function nextTs(state: State, nowMs: number): string {
  state.lastTs = Math.max(Math.round(nowMs * 1000), state.lastTs + 1);
  return (state.lastTs / 1_000_000).toFixed(6);
}

export function screenOf(state: State, user: string): Screen {
  const known = state.screens.get(user);
  if (known) return known;
  const screen: Screen = { modals: [], home: null };
  state.screens.set(user, screen);
  return screen;
}

export function messagesOf(state: State, channel: string): Message[] {
  const known = state.messages.get(channel);
  if (known) return known;
  const messages: Message[] = [];
  state.messages.set(channel, messages);
  return messages;
}

/** The direct-message channel of a person with the bot, made when it is first needed. */
export function imOf(state: State, user: string): Channel {
  const id = `D${user.slice(1)}`;
  const known = state.channels.get(id);
  if (known) return known;
  const channel: Channel = { id, name: '', im: user, members: [user, BOT_USER] };
  state.channels.set(id, channel);
  return channel;
}

export function remember(state: State, exchange: Exchange): void {
  state.exchanges.push(exchange);
  if (state.exchanges.length > EXCHANGES) state.exchanges.splice(0, state.exchanges.length - EXCHANGES);
}

/** Blocks as Slack returns them: each with a block_id, and each element with an action_id. */
export const withIds = (state: State, blocks: readonly Block[]): Block[] =>
  blocks.map((block) => ({ ...structuredClone(block), block_id: block.block_id ?? nextId(state, 'b') }));
