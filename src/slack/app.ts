import {
  type AnyMiddlewareArgs,
  App,
  type BlockAction,
  type MessageShortcut,
  type SlackActionMiddlewareArgs,
  type SlackCommandMiddlewareArgs,
  type SlackEventMiddlewareArgs,
  type SlackOptionsMiddlewareArgs,
  type SlackShortcut,
  type SlackShortcutMiddlewareArgs,
  type SlackViewMiddlewareArgs,
} from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { AnyCommand } from '../command.ts';
import { messageCallback } from '../manifest.ts';
import { acknowledgements } from './acknowledging.ts';
import { answerLine } from './answering.ts';
import { contextFor, type Edge, formNamed, onlyOnce, type With } from './context.ts';
import { told } from './failure.ts';
import { asView, savingView, submitted, typedIn, type Values } from './forms.ts';
import { publishHome } from './home.ts';
import { unescaped } from './line.ts';
import { boltLogger } from './log.ts';
import { answerDirect, answerMention, type Said } from './messages.ts';
import type { SlackUser } from './people.ts';
import type { Receiving } from './receiver.ts';
import { persistent } from './respond.ts';

/** A form is acknowledged by then, done or not: Slack waits three seconds. */
const SUBMIT_PATIENCE_MS = 2000;

/** The real Bolt, with every payload turned into a call: ack, then the one `run` or `submit`, then the answer. */
export function slackApp(
  edge: Edge,
  { receiver, deliversAgain }: Pick<Receiving, 'receiver' | 'deliversAgain'>,
  authorize: { token: string; botId: string; botUserId: string; team: string },
  client: WebClient,
): { /** Resolves when what was received has been answered. */ finished(): Promise<void> } {
  const app = new App({
    receiver,
    authorize: async () => ({
      botToken: authorize.token,
      botId: authorize.botId,
      botUserId: authorize.botUserId,
    }),
    convoStore: false,
    logger: boltLogger(edge.log),
  });
  measureAcks(app, edge);
  const { team } = authorize;
  const inHand = new Set<Promise<void>>();
  const handle = handling(edge, client, acknowledgements(deliversAgain));
  // All comes in here: Bolt would walk through each listener for each payload, and they are of one kind each.
  app.use(async (args) => {
    // What is signed for this app and comes from another workspace was never meant for this registry.
    const from = teamOf(args.body);
    if (from !== null && from !== team) {
      edge.log.warn({ team: from }, 'a payload of another workspace');
      return;
    }
    const work = handle(args);
    inHand.add(work);
    await work.finally(() => inHand.delete(work));
  });
  app.error(async (error) => void told(error, edge.wordsFor('en'), edge.log, 'receiving'));
  return { finished: async () => void (await Promise.allSettled([...inHand])) };
}

/** The workspace that a payload is of; null where it names none. */
function teamOf(body: object): string | null {
  const { team_id: id, team } = body as { team_id?: string; team?: { id?: string } | null };
  return team?.id ?? id ?? null;
}

/** From the moment that a payload is read to its acknowledgement. */
function measureAcks(app: App, { metrics }: Edge): void {
  const receive = app.processEvent.bind(app);
  app.processEvent = (event) => {
    const began = performance.now();
    const kind = 'command' in event.body ? 'command' : String(event.body.type ?? 'other');
    return receive({
      ...event,
      async ack(answer) {
        await event.ack(answer);
        metrics.acked(kind, (performance.now() - began) / 1000);
      },
    });
  };
}

/** One way for each kind of payload. */
function handling(
  edge: Edge,
  client: WebClient,
  acks: ReturnType<typeof acknowledgements>,
): (args: AnyMiddlewareArgs) => Promise<void> {
  const once = onlyOnce();
  const onCommand = typing(edge, client, once, acks);
  const onAction = clicking(edge, client, once);
  const onShortcut = shortcuts(edge, client, once);
  const onView = submissions(edge, client);
  const onOptions = searches(edge);
  const onEvent = events(edge, client, once);
  return async (args) => {
    if ('command' in args) return onCommand(args);
    if ('event' in args) return onEvent(args);
    if ('shortcut' in args) return onShortcut(args);
    if ('action' in args && args.action && args.body.type === 'block_actions') return onAction(args);
    if ('view' in args && args.body.type === 'view_submission') return onView(args);
    // Older ways to ask for options are in no form of ours.
    if ('options' in args && args.payload.type === 'block_suggestion')
      return onOptions(args as SlackOptionsMiddlewareArgs<'block_suggestion'>);
  };
}

type Once = (key: string) => boolean;

function typing(edge: Edge, client: WebClient, once: Once, acks: ReturnType<typeof acknowledgements>) {
  return async ({ command, ack, respond }: SlackCommandMiddlewareArgs): Promise<void> => {
    const { text, user_id: userId, trigger_id: trigger } = command;
    if (!once(trigger)) return acks.again(trigger, ack);
    const answer = acks.first(trigger, ack, persistent(respond));
    try {
      await answerLine(edge, { line: text ?? '', userId, trigger, client, respond: answer.respond });
    } finally {
      await answer.finish();
    }
  };
}

function clicking(edge: Edge, client: WebClient, once: Once) {
  return async ({ body, action, ack, respond }: SlackActionMiddlewareArgs): Promise<void> => {
    await ack();
    const line = action.type === 'button' ? action.value : undefined;
    const {
      trigger_id: trigger,
      user,
      view,
      response_url: url,
      container,
    } = body as BlockAction & { response_url?: string };
    if (!line || !once(trigger)) return;
    await answerLine(edge, {
      line,
      userId: user.id,
      trigger,
      client,
      ...(url && { respond: persistent(respond), replaceable: container?.is_ephemeral === true }),
      ...(view?.type === 'modal' && { viewId: view.id }),
    });
  };
}

function shortcuts(edge: Edge, client: WebClient, once: Once) {
  return async ({ shortcut, ack }: SlackShortcutMiddlewareArgs): Promise<void> => {
    const { callback_id: callback, trigger_id: trigger, user } = shortcut;
    const command = edge.commands.find((c) => isCalled(c, shortcut.type, callback));
    // Slack tells the person that it came to nothing.
    if (!command) return void edge.log.warn({ callback }, 'a shortcut that is not ours');
    await ack();
    if (!once(trigger)) return;
    const source = shortcut.type === 'message_action' ? sourceOf(shortcut) : undefined;
    await answerLine(edge, {
      line: command.name,
      userId: user.id,
      trigger,
      client,
      ...(source && { with: { source } }),
    });
  };
}

/** Whether a shortcut, of a message or of everywhere, is this command's. */
const isCalled = (
  { name, shortcut, messageShortcut }: AnyCommand,
  type: SlackShortcut['type'],
  callback: string,
): boolean =>
  type === 'message_action'
    ? Boolean(messageShortcut) && callback === messageCallback(name)
    : shortcut !== undefined && callback === name;

function sourceOf({ message, channel }: MessageShortcut): NonNullable<With['source']> {
  const ts = (message.thread_ts as string | undefined) ?? message.ts;
  return { channel: channel.id, ts, text: unescaped(message.text ?? '') };
}

function submissions(edge: Edge, client: WebClient) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs): Promise<void> => {
    const submission = {
      name: view.callback_id,
      metadata: view.private_metadata,
      typed: typedIn(view.state.values as Values),
      blocks: view.blocks as { type: string; block_id?: string }[],
    };
    const saving = edge.people.caller(body.user.id).then(async (caller) => {
      const context = contextFor(edge, caller);
      return { context, answer: await submitted(edge, submission, context) };
    });
    const soon = await Promise.race([saving, patience()]);
    if (soon) {
      await ack(soon.answer);
    } else {
      const known = await edge.store.people.get(body.user.id);
      await ack({
        response_action: 'update',
        view: savingView(edge.wordsFor(known?.person.language ?? 'en')),
      });
      const { context, answer } = await saving;
      await client.views.update({ view_id: view.id, view: await asView(edge, submission, answer, context) });
    }
    await publishHome(edge, client, body.user.id);
  };
}

const patience = (): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(resolve, SUBMIT_PATIENCE_MS, null).unref();
  });

function searches(edge: Edge) {
  return async ({ ack, payload }: SlackOptionsMiddlewareArgs<'block_suggestion'>): Promise<void> => {
    const context = contextFor(edge, await edge.people.caller(payload.user.id));
    const form = formNamed(edge, payload.view?.callback_id ?? '');
    const search = context.caller.guest
      ? undefined
      : form?.options && Object.hasOwn(form.options, payload.action_id)
        ? form.options[payload.action_id]
        : undefined;
    await ack({ options: search ? await search({ ...context, query: payload.value }) : [] });
  };
}

function events(edge: Edge, client: WebClient, once: Once) {
  return async ({ event, body }: SlackEventMiddlewareArgs): Promise<void> => {
    switch (event.type) {
      case 'app_home_opened':
        if (event.tab === 'home' && once(body.event_id)) await publishHome(edge, client, event.user);
        return;
      case 'message': {
        const said = event as Said;
        const isFromPerson = said.user && !said.bot_id && (!said.subtype || said.subtype === 'file_share');
        if (said.channel_type !== 'im' || !isFromPerson || !once(body.event_id)) return;
        await answerDirect(edge, client, said);
        return;
      }
      case 'app_mention':
        if (once(body.event_id)) await answerMention(edge, client, event as Said);
        return;
      case 'user_change':
        if (once(body.event_id)) await edge.people.changed(event.user as SlackUser);
    }
  };
}
