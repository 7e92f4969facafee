import { randomUUID } from 'node:crypto';
import type { AppConnection, Delivered } from './app-connection.ts';
import { asFile, type Files } from './files.ts';
import { findMessage, postAsBot, type Response, refusedDraft } from './messages.ts';
import { asUser } from './methods/people.ts';
import { pushView, refusedView, replaceView } from './methods/views.ts';
import {
  APP,
  type Block,
  BOT_USER,
  imOf,
  type Manifest,
  type Message,
  messagesOf,
  nextTs,
  type Screen,
  type State,
  screenOf,
  TEAM,
  type User,
  type View,
} from './state.ts';
import type { MovableTime } from './time.ts';
import type { Triggers } from './triggers.ts';

/** One field's value as a person entered it, as Slack sends it back. */
export type Entered = Record<string, unknown> & { type: string };
/** block_id → action_id → what was entered. */
export type StateValues = Record<string, Record<string, Entered>>;

/** Where a button stands that is clicked. */
export type Place = { channel: string; ts: string } | { view: string };

/** What came of an action, for the person on the screen. */
export interface Outcome {
  /** What Slack itself tells the person, when the app did not. */
  notice: string | null;
  /** Errors by block_id, for a form. */
  errors?: Record<string, string>;
}

export interface Option {
  text: { text: string };
  value: string;
  description?: { text: string };
}

/** What a person can do in the workspace. */
export interface Acting {
  command(channel: string, line: string): Promise<Outcome>;
  click(
    place: Place,
    blockId: string,
    actionId: string,
    entered?: Entered,
    values?: StateValues,
  ): Promise<Outcome>;
  submit(viewId: string, values: StateValues): Promise<Outcome>;
  closeModal(): void;
  search(viewId: string, blockId: string, actionId: string, query: string): Promise<Option[]>;
  openHome(): Promise<Outcome>;
  shortcut(callbackId: string): Promise<Outcome>;
  /** Uses a shortcut on a message. */
  messageShortcut(callbackId: string, channel: string, ts: string): Promise<Outcome>;
  /** Writes an ordinary message, in a thread or not. */
  say(channel: string, text: string, thread?: string): Promise<Outcome>;
  /** Sends a file into a conversation. */
  sends(channel: string, name: string, content: Buffer): Promise<Outcome>;
  screen(): Screen;
  /** What this person sees in a conversation. */
  reads(channel: string): Message[];
  /** The direct messages with the bot. */
  im(): string;
}

export interface Stage {
  state: State;
  time: MovableTime;
  triggers: Triggers;
  files: Files;
  app: AppConnection;
  manifest: Manifest;
  address(): string;
  changed(): void;
}

const FINE: Outcome = { notice: null };
const TIMED_OUT = (command: string): Outcome => ({
  notice: `${command} failed with the error "operation_timeout"`,
});
const TROUBLE: Outcome = { notice: 'We had some trouble connecting. Try again?' };

/** Acts as one member of the workspace: builds the payloads that Slack would send, and does what the app answers. */
export function actingAs(stage: Stage, userId: string): Acting {
  const { state, triggers, app, manifest, time } = stage;
  const member = state.users.get(userId);
  if (!member) throw new RangeError(`nobody in the workspace has the id ${userId}`);
  const user: User = member;
  const screen = screenOf(state, userId);
  const who = { id: user.id, username: user.name, name: user.name, team_id: user.team_id };
  const common = () => ({
    team: { id: TEAM, domain: 'sandbox' },
    api_app_id: APP,
    token: 'sandbox',
    is_enterprise_install: false,
  });
  const responseUrl = (target: { channel: string; ts?: string; thread_ts?: string }) =>
    `${stage.address()}${triggers.responsePath({ ...target, user: userId })}`;

  const topView = (id: string): View => {
    const view = screen.modals.find((v) => v.id === id) ?? (screen.home?.id === id ? screen.home : undefined);
    if (!view) throw new RangeError(`${userId} does not see the view ${id}`);
    return view;
  };

  /** What the app answered to a submitted form. */
  function followed(view: View, delivered: Delivered): Outcome {
    if (!delivered.acked) return TROUBLE;
    const answer = delivered.answer as {
      response_action?: string;
      errors?: Record<string, string>;
      view?: View;
    } | null;
    const given = answer?.view;
    if (answer?.response_action === 'errors') return { notice: null, errors: answer.errors ?? {} };
    if (given && refusedView(given, 'modal')) return TROUBLE;
    if (answer?.response_action === 'update' && given) replaceView(state, view, given);
    else if (answer?.response_action === 'push' && given) pushView(state, screen.modals, given);
    else if (answer?.response_action === 'clear') screen.modals = [];
    else screen.modals.pop();
    stage.changed();
    return FINE;
  }

  /** Shows what a command was acknowledged with; false when Slack would refuse it. */
  function answered(channel: string, answer: unknown): boolean {
    const draft: Response =
      typeof answer === 'object' ? ((answer ?? {}) as Response) : { text: String(answer ?? '') };
    // Nothing is shown for an acknowledgement that says nothing; by Socket Mode it is an empty object.
    if (Object.keys(draft).length === 0 || (draft.text === '' && !draft.blocks?.length)) return true;
    if (refusedDraft(draft)) return false;
    const only = draft.response_type === 'in_channel' ? undefined : userId;
    postAsBot(state, time.now(), channel, draft, only);
    stage.changed();
    return true;
  }

  async function event(type: string, fields: Record<string, unknown>): Promise<Delivered> {
    if (!isSubscribed(manifest, type)) return { acked: true, answer: null };
    return sendEvent(stage, { type, ...fields });
  }

  /** Puts a message of this person's into a conversation, and tells the app where it is to know of it. */
  async function write(
    channel: string,
    text: string,
    more: Pick<Message, 'thread_ts' | 'files'>,
  ): Promise<Outcome> {
    const ts = nextTs(state, time.now());
    messagesOf(state, channel).push({ ts, channel, user: userId, bot: false, text, blocks: [], ...more });
    stage.changed();
    const place = state.channels.get(channel);
    const said = { user: userId, text, ts, channel, ...more };
    const isMention = !place?.im && place?.members.includes(BOT_USER) && text.includes(`<@${BOT_USER}>`);
    if (isMention) await event('app_mention', said);
    if (place?.im && isSubscribed(manifest, 'message.im')) {
      const file = more.files ? { subtype: 'file_share' } : {};
      await sendEvent(stage, { type: 'message', channel_type: 'im', ...said, ...file });
    }
    return FINE;
  }

  return {
    async command(channel, line) {
      const [, command = '', text = ''] = /^(\/\S+)\s*(.*)$/su.exec(line.trim()) ?? [];
      if (!manifest.features.slash_commands?.some((c) => c.command === command)) {
        return { notice: `${command} is not a valid command.` };
      }
      const place = state.channels.get(channel);
      const delivered = await app.send('slash_commands', {
        command,
        text: mentioning(state, escaped(text), manifest),
        user_id: userId,
        user_name: user.name,
        channel_id: channel,
        channel_name: place?.im ? 'directmessage' : (place?.name ?? ''),
        team_id: TEAM,
        team_domain: 'sandbox',
        api_app_id: APP,
        token: 'sandbox',
        is_enterprise_install: 'false',
        trigger_id: triggers.trigger(userId),
        response_url: responseUrl({ channel }),
      });
      if (!delivered.acked) return TIMED_OUT(command);
      return answered(channel, delivered.answer) ? FINE : TROUBLE;
    },

    async click(place, blockId, actionId, entered, values) {
      const inMessage = 'ts' in place;
      const message = inMessage ? findMessage(state, place.channel, place.ts) : undefined;
      const view = inMessage ? undefined : topView(place.view);
      const blocks = message?.blocks ?? view?.blocks ?? [];
      const element = elementIn(blocks, blockId, actionId);
      if (!element) throw new RangeError(`there is no ${blockId}/${actionId} to click`);
      const action = {
        ...element,
        ...entered,
        block_id: blockId,
        action_id: actionId,
        action_ts: nextTs(state, time.now()),
      };
      const delivered = await app.send('interactive', {
        ...common(),
        type: 'block_actions',
        user: who,
        trigger_id: triggers.trigger(userId),
        actions: [action],
        ...(message && {
          container: {
            type: 'message',
            message_ts: message.ts,
            channel_id: message.channel,
            is_ephemeral: message.only !== undefined,
          },
          channel: {
            id: message.channel,
            name: state.channels.get(message.channel)?.name || 'directmessage',
          },
          ...(!message.only && {
            message: {
              type: 'message',
              ts: message.ts,
              text: message.text,
              blocks: message.blocks,
              user: message.user,
            },
          }),
          response_url: responseUrl({
            channel: message.channel,
            ts: message.ts,
            ...(message.thread_ts && { thread_ts: message.thread_ts }),
          }),
          state: { values: values ?? {} },
        }),
        ...(view && { container: { type: 'view', view_id: view.id }, view: viewOf(view, values ?? {}) }),
      });
      return delivered.acked ? FINE : TROUBLE;
    },

    async submit(viewId, values) {
      const view = topView(viewId);
      const errors = missingInputs(view.blocks, values);
      if (Object.keys(errors).length > 0) return { notice: null, errors };
      const delivered = await app.send('interactive', {
        ...common(),
        type: 'view_submission',
        user: who,
        trigger_id: triggers.trigger(userId),
        view: viewOf(view, values),
        response_urls: [],
      });
      return followed(view, delivered);
    },

    closeModal() {
      screen.modals.pop();
      stage.changed();
    },

    async search(viewId, blockId, actionId, query) {
      const view = topView(viewId);
      const delivered = await app.send('interactive', {
        ...common(),
        type: 'block_suggestion',
        user: who,
        action_id: actionId,
        block_id: blockId,
        value: query,
        container: { type: 'view', view_id: viewId },
        view: viewOf(view, {}),
      });
      const answer = delivered.acked ? (delivered.answer as { options?: Option[] } | null) : null;
      return answer?.options ?? [];
    },

    async openHome() {
      const delivered = await event('app_home_opened', {
        user: userId,
        tab: 'home',
        channel: imOf(state, userId).id,
      });
      return delivered.acked ? FINE : TROUBLE;
    },

    async shortcut(callbackId) {
      const payload = {
        ...common(),
        type: 'shortcut',
        user: who,
        callback_id: callbackId,
        trigger_id: triggers.trigger(userId),
      };
      const delivered = await app.send('interactive', { ...payload, action_ts: nextTs(state, time.now()) });
      return delivered.acked ? FINE : TROUBLE;
    },

    async messageShortcut(callbackId, channel, ts) {
      const message = findMessage(state, channel, ts);
      if (!message) throw new RangeError(`there is no message ${ts} in ${channel}`);
      const delivered = await app.send('interactive', {
        ...common(),
        type: 'message_action',
        user: who,
        callback_id: callbackId,
        trigger_id: triggers.trigger(userId),
        action_ts: nextTs(state, time.now()),
        message_ts: ts,
        message: {
          type: 'message',
          user: message.user,
          ts,
          text: message.text,
          ...(message.thread_ts && { thread_ts: message.thread_ts }),
        },
        channel: { id: channel, name: state.channels.get(channel)?.name || 'directmessage' },
        response_url: responseUrl({ channel }),
      });
      return delivered.acked ? FINE : TROUBLE;
    },

    say: (channel, text, thread) =>
      write(channel, mentioning(state, escaped(text)), thread ? { thread_ts: thread } : {}),

    sends(channel, name, content) {
      const file = asFile(stage.files.keep(userId, name, content), stage.address());
      return write(channel, '', { files: [file] });
    },

    screen: () => screen,
    reads: (channel) =>
      messagesOf(state, channel).filter(({ only }) => only === undefined || only === userId),
    im: () => imOf(state, userId).id,
  };
}

const isSubscribed = ({ settings }: Manifest, type: string): boolean =>
  settings.event_subscriptions?.bot_events.includes(type) ?? false;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Names of members after an @ as Slack sends them: in commands with the name where the manifest asks for it. */
function mentioning({ users }: State, text: string, manifest?: Manifest): string {
  const escapes = manifest?.features.slash_commands?.some(({ should_escape }) => should_escape) ?? false;
  if (manifest && !escapes) return text;
  return text.replace(/(^|\s)@([\p{L}\d._-]+)/gu, (whole, before: string, name: string) => {
    const member = [...users.values()].find((user) => user.name === name.toLowerCase());
    if (!member) return whole;
    return `${before}<@${member.id}${manifest ? `|${member.name}` : ''}>`;
  });
}

/** Sends the app an event, as Slack wraps it. */
export function sendEvent({ app, time }: Stage, event: Record<string, unknown>): Promise<Delivered> {
  const now = Math.floor(time.now() / 1000);
  return app.send('events_api', {
    token: 'sandbox',
    team_id: TEAM,
    api_app_id: APP,
    type: 'event_callback',
    event_id: `Ev${randomUUID()}`,
    event_time: now,
    event: { ...event, event_ts: String(now) },
    authorizations: [
      { team_id: TEAM, user_id: 'U0BOT', is_bot: true, enterprise_id: null, is_enterprise_install: false },
    ],
  });
}

/** Changes a member, and tells the app, as Slack does. */
export async function changeUser(stage: Stage, id: string, fields: Partial<User>): Promise<void> {
  const user = stage.state.users.get(id);
  if (!user) throw new RangeError(`nobody in the workspace has the id ${id}`);
  Object.assign(user, fields);
  stage.changed();
  if (stage.manifest.settings.event_subscriptions?.bot_events.includes('user_change')) {
    await sendEvent(stage, { type: 'user_change', user: asUser(user, true) });
  }
}

function elementIn(
  blocks: readonly Block[],
  blockId: string,
  actionId: string,
): Record<string, unknown> | undefined {
  const block = blocks.find((b) => b.block_id === blockId);
  const elements = [
    ...((block?.elements as object[] | undefined) ?? []),
    block?.accessory,
    block?.element,
  ] as (Record<string, unknown> | undefined)[];
  return elements.find((element) => element?.action_id === actionId);
}

const viewOf = (view: View, values: StateValues) => ({
  ...view,
  team_id: TEAM,
  app_id: APP,
  state: { values },
});

const isEmpty = (entered: Entered | undefined): boolean =>
  !entered ||
  !Object.entries(entered).some(
    ([key, value]) =>
      key !== 'type' &&
      value !== null &&
      value !== undefined &&
      value !== '' &&
      !(Array.isArray(value) && value.length === 0),
  );

/** Slack itself refuses a form whose required inputs are empty. */
function missingInputs(blocks: readonly Block[], values: StateValues): Record<string, string> {
  const missing = blocks.filter((block) => {
    const entered = Object.values(values[block.block_id ?? ''] ?? {})[0];
    return block.type === 'input' && !block.optional && isEmpty(entered);
  });
  return Object.fromEntries(
    missing.map(({ block_id }) => [block_id, 'Please complete this required field.']),
  );
}
