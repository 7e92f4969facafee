import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Picture } from '../picture.ts';
import type { Claimed } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import { goingOn } from './going-on.ts';
import { payloadOf } from './payload.ts';
import { pictureFiles } from './picture-files.ts';
import { alreadyThere, METADATA_TYPE } from './proof.ts';
import { BLOCKED, GONE, isTransient, NOT_INVITED, REFUSED, UNREACHABLE } from './refusals.ts';

/** Slack allows about a message a second in one conversation, within an allowance for the whole workspace. */
const CHANNEL_INTERVAL_MS = 1000;
const WORKSPACE = { intervalCap: 5, interval: 1020 };
/** Slack's third tier, for chat.update in the whole workspace. */
const UPDATES = { intervalCap: 4, interval: 5100 };
/** As many as are sent well within a lease. */
const IN_HAND = { posts: 50, updates: 8 };
const GIVE_UP_HOURS = 72;
const MAX_BACKOFF_SECONDS = 300;
const NOT_INVITED_SECONDS = 900;
const REFUSED_IN_A_ROW = 5;
/** Who was asked to be sent again gets as many chances as anything else. */
const GIVE_UP_ATTEMPTS = 10;
const PICTURE_SECONDS = 3;

interface Options {
  store: Store;
  /** Without retries of its own, and rejecting rate-limited calls: what to do next is decided here. */
  client: WebClient;
  clock: Clock;
  log: Logger;
  /** Another pace than the one that keeps within Slack's allowances. */
  pace?: Pace;
  /** How long a notice stays in the hands of a process that may have died; longer than a call may take. */
  leaseSeconds?: number;
  /** Draws a picture as a PNG. */
  draw: (picture: Picture) => Promise<Buffer>;
  /** New messages stand in conversations: what they replace may be taken away. */
  posted?: () => void;
}

/** Calls an interval, of messages and of updates each; and the milliseconds between two messages in one conversation. */
export interface Pace {
  intervalCap: number;
  interval: number;
  inChannel?: number;
}

export interface Delivery {
  /** Delivers what is owed now; resolves when nothing more is due. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

/** Delivers notices, each once: claim, post with its key as metadata, note where it stands. */
export function delivery({
  store,
  client,
  clock,
  log,
  pace,
  leaseSeconds = 20,
  draw,
  posted,
}: Options): Delivery {
  const { inChannel = CHANNEL_INTERVAL_MS, ...given } = pace ?? {};
  const workspace = new PQueue(pace ? given : WORKSPACE);
  const updates = new PQueue({ concurrency: 2, ...(pace ? given : UPDATES) });
  const channels = new Map<string, PQueue>();
  const held = new Map<string, number>();
  const waking = new Set<NodeJS.Timeout>();
  const inFlight = new Set<Promise<void>>();
  let stopped = false;
  let hasPosted = false;
  const refusedInARow = new Set<string>();
  const pictures = pictureFiles({ client, log, draw });

  const wallMs = () => clock.wall().epochMilliseconds;

  function channel(to: string): PQueue {
    const known = channels.get(to);
    if (known) return known;
    const queue = new PQueue({ concurrency: 1, intervalCap: 1, interval: inChannel, strict: true });
    channels.set(to, queue);
    return queue;
  }

  /** Quiet conversations are forgotten, so that memory does not grow with the people reached. */
  function forgetQuiet(): void {
    for (const [to, queue] of channels)
      if (queue.size === 0 && queue.pending === 0 && channels.size > 1000) channels.delete(to);
    for (const [to, until] of held) if (until <= wallMs()) held.delete(to);
  }

  /** New messages and updates of old ones go side by side: neither waits for the other's pace. */
  const posts = lane(false, IN_HAND.posts, (notice) =>
    channel(notice.to).add(() => workspace.add(() => one(notice))),
  );
  const amendments = lane(true, IN_HAND.updates, (notice) => updates.add(() => one(notice)));

  /** Keeps up to `most` in hand, and claims anew when half of them are done, so that the pace never waits for a claim. */
  function lane(
    ofUpdates: boolean,
    most: number,
    enqueue: (notice: Claimed) => Promise<unknown>,
  ): () => Promise<void> {
    const inHand = new Set<Promise<unknown>>();
    return goingOn(async () => {
      if (stopped) return false;
      const claimed = await store.notices.claim(clock.now(), clock.wall(), {
        leaseSeconds,
        updates: ofUpdates,
        most: most - inHand.size,
      });
      for (const notice of claimed) {
        const work = enqueue(notice).finally(() => inHand.delete(work));
        inHand.add(work);
      }
      if (inHand.size === 0) return false;
      if (claimed.length === 0) await Promise.all(inHand);
      while (inHand.size > most / 2) await Promise.race(inHand);
      forgetQuiet();
      if (!ofUpdates) tellPosted();
      return true;
    });
  }

  function tellPosted(): void {
    if (hasPosted) posted?.();
    hasPosted = false;
  }

  const deliver = async (): Promise<void> => {
    await Promise.all([posts(), amendments()]);
  };

  const stillOurs = (notice: Claimed) => store.notices.renew(notice, clock.wall(), leaseSeconds);

  /** What was to be said in somebody's working hours is not said after them; the job decides anew. */
  const isOver = ({ expiresAt }: Claimed) =>
    expiresAt !== null && clock.now().epochMilliseconds >= expiresAt.epochMilliseconds;

  function one(notice: Claimed): Promise<void> {
    const work = attempt(notice).finally(() => inFlight.delete(work));
    inFlight.add(work);
    return work;
  }

  async function attempt(notice: Claimed): Promise<void> {
    if (stopped || !(await stillOurs(notice))) return;
    const hold = notice.sent ? 0 : (held.get(notice.to) ?? 0) - wallMs();
    if (hold > 0) {
      return putOff(notice, hold / 1000, 'ratelimited');
    }
    try {
      const found = notice.uncertain && !notice.sent ? await alreadyThere(client, notice) : null;
      if (!found && notice.uncertain && !(await stillOurs(notice))) return;
      const isPointless = isOver(notice) || notice.removed;
      if (!found && !notice.sent && isPointless) return store.notices.withdraw(notice);
      await taken(notice, found ?? (await place(notice)));
    } catch (error) {
      await refused(notice, error);
    }
  }

  /** Slack has it; what was written anew meanwhile goes out as an update, without waiting for the next tick. */
  async function taken(notice: Claimed, at: { channel: string; ts: string }): Promise<void> {
    if (!(await store.notices.sent(notice, at, clock.now()))) wakeIn(0);
    if (notice.sent) return;
    hasPosted = true;
    refusedInARow.clear();
    pictures.done(notice);
  }

  async function place(notice: Claimed): Promise<{ channel: string; ts: string }> {
    const { message, sent, thread, to, key } = notice;
    if (sent && notice.removed) {
      await client.chat.delete(sent);
      return sent;
    }
    if (sent) {
      await client.chat.update({ ...sent, ...payloadOf(message) });
      return sent;
    }
    const file = await pictures.fileOf(notice);
    if (file && !(await stillOurs(notice))) throw new Error('it took too long to send the picture');
    const posted = await client.chat.postMessage({
      ...payloadOf(message, file),
      channel: thread?.channel ?? to,
      ...(thread && { thread_ts: thread.ts }),
      metadata: { event_type: METADATA_TYPE, event_payload: { key } },
    });
    return { channel: posted.channel ?? to, ts: posted.ts ?? '' };
  }

  /** Slack refused it, so it isn't there; unless an earlier attempt left that open. */
  function putOff(notice: Claimed, seconds: number, why: string): Promise<void> {
    if (notice.uncertain) return doubt(notice, seconds, why);
    wakeIn(seconds);
    return store.notices.postpone(notice, clock.now().add({ milliseconds: Math.ceil(seconds * 1000) }), why);
  }

  function doubt(notice: Claimed, seconds: number, why: string): Promise<void> {
    wakeIn(seconds + 1);
    return store.notices.doubt(notice, clock.wall().add({ milliseconds: Math.ceil(seconds * 1000) }), why);
  }

  const backoff = (attempts: number) => Math.min(MAX_BACKOFF_SECONDS, 2 ** Math.min(attempts, 10));

  /** Decides by what Slack said: wait, look and try again, or give up. Nothing is dropped without a word in the log. */
  async function refused(notice: Claimed, error: unknown): Promise<void> {
    if (error instanceof WebAPIRateLimitedError) return rateLimited(notice, error.retryAfter);
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    const why = code ?? (error as Error).message;
    if (notice.sent && code && GONE.has(code)) return taken(notice, notice.sent);
    const isPerson = /^[UW]/.test(notice.to);
    const isGone = code !== null && UNREACHABLE.has(code) && (await isOurselvesWelcome());
    const isBlocked = isPerson && !notice.sent && code !== null && BLOCKED.has(code);
    if (isBlocked && !isGone && (await isEverybodyRefused(notice.to))) {
      log.error(
        { notice: notice.key, why },
        'the workspace lets the bot write to nobody; check its preferences',
      );
      return putOff(notice, NOT_INVITED_SECONDS, why);
    }
    if (isGone || isBlocked) {
      // Whoever stands in for them is asked at the next look.
      const known = isGone ? { active: false } : { blocked: true };
      await store.people.refresh({ id: notice.to, ...known }, clock.now());
      log.warn({ notice: notice.key, why }, 'a person can not be reached');
      return store.notices.fail(notice, why);
    }
    if (notice.sent && !isTransient(code)) {
      log.error({ notice: notice.key, why }, 'Slack does not take this update; the message stays as it is');
      return taken(notice, notice.sent);
    }
    const age = notice.sent ? 0 : clock.now().since(notice.createdAt).total('hours');
    if (age > GIVE_UP_HOURS && notice.attempts >= GIVE_UP_ATTEMPTS) {
      log.error({ notice: notice.key, why }, 'given up after three days');
      return store.notices.fail(notice, why);
    }
    if (code && NOT_INVITED.has(code) && notice.elsewhere) {
      log.info({ notice: notice.key, why }, 'the bot is no member of that channel; nothing is said there');
      return store.notices.fail(notice, why);
    }
    if (code && NOT_INVITED.has(code)) {
      log.warn(
        { notice: notice.key, why },
        `invite the bot to ${notice.to}; it tries again in a quarter of an hour`,
      );
      return putOff(notice, NOT_INVITED_SECONDS, why);
    }
    if (code && REFUSED.has(code)) {
      log.error({ notice: notice.key, why }, 'the workspace refuses the bot; check its tokens and scopes');
      return putOff(notice, backoff(notice.attempts), why);
    }
    // Slack takes a moment until a file can be shown.
    if (code === 'invalid_blocks' && pictures.failed(notice)) return putOff(notice, PICTURE_SECONDS, why);
    if (!isTransient(code)) {
      log.error({ notice: notice.key, why }, 'Slack does not take this message');
      return store.notices.fail(notice, why);
    }
    log.warn(
      { notice: notice.key, why },
      'no answer from Slack; it will be looked for before it is sent again',
    );
    return doubt(notice, backoff(notice.attempts), why);
  }

  /** `account_inactive` may speak of the person, or of our own token. */
  const isOurselvesWelcome = (): Promise<boolean> =>
    client.auth.test().then(
      () => true,
      () => false,
    );

  /** When one after the other is refused and nobody is reached in between, it is the workspace that refuses the bot. */
  async function isEverybodyRefused(to: string): Promise<boolean> {
    refusedInARow.add(to);
    if (refusedInARow.size < REFUSED_IN_A_ROW) return false;
    for (const id of refusedInARow) await store.people.refresh({ id, blocked: false }, clock.now());
    return true;
  }

  function pause(queue: PQueue, seconds: number): void {
    if (queue.isPaused) return;
    queue.pause();
    setTimeout(() => queue.start(), seconds * 1000).unref();
  }

  /**
   * Updates have an allowance of their own. Of messages one conversation is held; when a second one is refused meanwhile,
   * it is the workspace's allowance that is spent.
   */
  async function rateLimited(notice: Claimed, retryAfter: number): Promise<void> {
    if (notice.sent) {
      pause(updates, retryAfter);
      return putOff(notice, retryAfter, 'ratelimited');
    }
    const others = [...held].some(([to, until]) => to !== notice.to && until > wallMs());
    held.set(notice.to, wallMs() + retryAfter * 1000);
    if (others) pause(workspace, retryAfter);
    log.info({ notice: notice.key, retryAfter }, 'rate limited');
    return putOff(notice, retryAfter, 'ratelimited');
  }

  /** What was put off goes out when its time has come, not only at the next tick. */
  function wakeIn(seconds: number): void {
    const timer = setTimeout(() => {
      waking.delete(timer);
      deliver().catch((error: unknown) =>
        log.error({ err: error }, 'delivery failed; the next tick tries again'),
      );
    }, seconds * 1000);
    waking.add(timer);
    timer.unref();
  }

  return {
    deliver,
    async stop() {
      stopped = true;
      for (const timer of waking) clearTimeout(timer);
      // What waits in the queues stays owed; what is under way is finished.
      for (const queue of [workspace, updates, ...channels.values()]) queue.clear();
      await Promise.allSettled([...inFlight]);
    },
  };
}
