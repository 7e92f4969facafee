import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Outcome } from '../metrics.ts';
import type { Picture } from '../picture.ts';
import type { Claimed } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import { goingOn } from './going-on.ts';
import { type Pace, pacing } from './pacing.ts';
import { payloadOf } from './payload.ts';
import { pictureFiles } from './picture-files.ts';
import { alreadyThere, METADATA_TYPE } from './proof.ts';
import { UNREACHABLE, verdictOn } from './refusals.ts';
import { Late, wasLate } from './unless-late.ts';

/** More at a time would only take memory. */
const MOST_IN_HAND = 50;
const GIVE_UP_HOURS = 72;
const MAX_BACKOFF_SECONDS = 300;
/** To look whether it arrived takes a few calls, and people wait meanwhile. */
const MAX_DOUBT_SECONDS = 60;
const NOT_INVITED_SECONDS = 900;
const REFUSED_IN_A_ROW = 5;
/** Who was asked to be sent again gets as many chances as anything else. */
const GIVE_UP_ATTEMPTS = 10;
const PICTURE_SECONDS = 3;

/** Half a lease, in milliseconds: a call takes no longer, and is sent while as much is left of it. */
export const callMs = (leaseSeconds: number): number => leaseSeconds * 500;

interface Options {
  store: Store;
  /**
   * Without retries of its own, rejecting rate-limited calls, and waiting for an answer as long as a call may take: what to do next
   * is decided here.
   */
  client: WebClient;
  /** Such a client of which no call is sent that is late. */
  clientUnless: (isLate: () => boolean) => WebClient;
  clock: Clock;
  log: Logger;
  /** Another pace than the one that keeps within Slack's allowances. */
  pace?: Pace;
  /** How long a notice stays in the hands of a process that may have died. */
  leaseSeconds: number;
  /** Draws a picture as a PNG. */
  draw: (picture: Picture) => Promise<Buffer>;
  /** Called with what became of each attempt. */
  outcome?: (of: Outcome) => void;
  /** New messages stand in conversations: what they replace may be taken away. */
  posted?: () => void;
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
  clientUnless,
  clock,
  log,
  pace,
  leaseSeconds,
  draw,
  outcome = () => {},
  posted,
}: Options): Delivery {
  const wallMs = () => clock.wall().epochMilliseconds;
  const slackPace = pacing(wallMs, pace);
  const sendable = slackPace.begunWithin(callMs(leaseSeconds));
  const waking = new Set<NodeJS.Timeout>();
  const inFlight = new Set<Promise<void>>();
  let stopped = false;
  let hasPosted = false;
  const refusedInARow = new Set<string>();
  const pictures = pictureFiles({ client, log, draw });

  /** New messages and updates of old ones go side by side: neither waits for the other's pace. */
  const posts = lane(false, sendable.posts, (notice) => slackPace.post(notice.to, () => one(notice)));
  const amendments = lane(true, sendable.updates, (notice) => slackPace.update(() => one(notice)));

  /** Keeps as many in hand as are sent in time, and claims anew when half of them are done: the pace never waits for a claim. */
  function lane(
    ofUpdates: boolean,
    sendableInTime: number,
    enqueue: (notice: Claimed) => Promise<unknown>,
  ): () => Promise<void> {
    const inHand = new Set<Promise<unknown>>();
    const most = Math.min(sendableInTime, MOST_IN_HAND);
    return goingOn(async () => {
      if (stopped) return false;
      const claimed = await store.notices.claim(clock.now(), clock.wall(), {
        leaseSeconds,
        updates: ofUpdates,
        most: most - inHand.size,
      });
      for (const notice of claimed) {
        const work = enqueue(notice).finally(() => inHand.delete(work));
        // Whoever awaits it below hears of it; it may fail while nobody does yet.
        work.catch(() => {});
        inHand.add(work);
      }
      if (inHand.size === 0) return false;
      if (claimed.length === 0) await Promise.all(inHand);
      while (inHand.size > most / 2) await Promise.race(inHand);
      slackPace.forgetQuiet();
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

  /** Sends only while it is ours for as long as a call takes; null: whoever was frozen meanwhile has lost it to somebody else. */
  async function clientInTime(notice: Claimed): Promise<WebClient | null> {
    if (!(await store.notices.renew(notice, clock.wall(), leaseSeconds))) return null;
    const until = notice.lease.epochMilliseconds - callMs(leaseSeconds);
    const isLate = () => wallMs() > until;
    return isLate() ? null : clientUnless(isLate);
  }

  /** What was to be said in somebody's working hours is not said after them; the job decides anew. */
  const isOver = ({ expiresAt }: Claimed) =>
    expiresAt !== null && clock.now().epochMilliseconds >= expiresAt.epochMilliseconds;

  function one(notice: Claimed): Promise<void> {
    const work = attempt(notice).finally(() => inFlight.delete(work));
    work.catch(() => {});
    inFlight.add(work);
    return work;
  }

  async function attempt(notice: Claimed): Promise<void> {
    if (stopped) return;
    let inTime = await clientInTime(notice);
    if (!inTime) return;
    const hold = notice.sent ? 0 : slackPace.heldFor(notice.to);
    if (hold > 0) return putOff(notice, hold, 'ratelimited');
    try {
      const found = notice.uncertain && !notice.sent ? await alreadyThere(client, notice) : null;
      if (!found && notice.uncertain) inTime = await clientInTime(notice);
      if (!inTime) return;
      const isPointless = isOver(notice) || notice.removed;
      if (!found && !notice.sent && isPointless) {
        outcome('withdrawn');
        return store.notices.withdraw(notice);
      }
      await taken(notice, found ?? (await place(notice, inTime)));
    } catch (error) {
      await refused(notice, error);
    }
  }

  /** Slack has it; what was written anew meanwhile goes out as an update, without waiting for the next tick. */
  async function taken(notice: Claimed, at: { channel: string; ts: string }): Promise<void> {
    if (!(await store.notices.sent(notice, at, clock.now()))) wakeIn(0);
    outcome(notice.sent ? 'updated' : 'sent');
    if (notice.sent) return;
    hasPosted = true;
    refusedInARow.clear();
    pictures.done(notice);
  }

  async function place(notice: Claimed, inTime: WebClient): Promise<{ channel: string; ts: string }> {
    const { message, sent, thread, to, key } = notice;
    if (sent && notice.removed) {
      await inTime.chat.delete(sent);
      return sent;
    }
    if (sent) {
      await inTime.chat.update({ ...sent, ...payloadOf(message) });
      return sent;
    }
    const file = await pictures.fileOf(notice);
    // To draw and send a picture takes its time, whether it came to something or not.
    const stillInTime = message.picture ? await clientInTime(notice) : inTime;
    if (!stillInTime) throw new Late();
    const posted = await stillInTime.chat.postMessage({
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
    outcome('in doubt');
    return store.notices.doubt(notice, clock.wall().add({ milliseconds: Math.ceil(seconds * 1000) }), why);
  }

  const backoff = (attempts: number) => Math.min(MAX_BACKOFF_SECONDS, 2 ** Math.min(attempts, 10));

  /** Waits, looks and tries again, or gives up. Nothing is dropped without a word in the log. */
  async function refused(notice: Claimed, error: unknown): Promise<void> {
    if (error instanceof WebAPIRateLimitedError) return rateLimited(notice, error.retryAfter);
    if (wasLate(error)) {
      log.info({ notice: notice.key }, 'its time was over before it was sent; whoever has it now sends it');
      return wakeIn(leaseSeconds);
    }
    const code = error instanceof WebAPIPlatformError ? error.data.error : null;
    const why = code ?? (error as Error).message;
    const about = { notice: notice.key, why };
    switch (await verdict(notice, code)) {
      case 'gone':
        return taken(notice, notice.sent!);
      case 'away':
        return unreachable(notice, why, { active: false });
      case 'blocked':
        if (!(await isEverybodyRefused(notice.to))) return unreachable(notice, why, { blocked: true });
        log.error(about, 'the workspace lets the bot write to nobody; check its preferences');
        return putOff(notice, NOT_INVITED_SECONDS, why);
      case 'not updated':
        log.error(about, 'Slack does not take this update; the message stays as it is');
        return taken(notice, notice.sent!);
      case 'given up':
        log.error(about, 'given up after three days');
        return failed(notice, why);
      case 'not welcome':
        log.info(about, 'the bot is no member of that channel; nothing is said there');
        return failed(notice, why);
      case 'not invited':
        log.warn(about, `invite the bot to ${notice.to}; it tries again in a quarter of an hour`);
        return putOff(notice, NOT_INVITED_SECONDS, why);
      case 'refused':
        log.error(about, 'the workspace refuses the bot; check its tokens and scopes');
        return putOff(notice, backoff(notice.attempts), why);
      case 'not taken':
        // Slack takes a moment until a file can be shown.
        if (code === 'invalid_blocks' && pictures.failed(notice)) return putOff(notice, PICTURE_SECONDS, why);
        log.error(about, 'Slack does not take this message');
        return failed(notice, why);
      case 'in doubt':
        log.warn(about, 'no answer from Slack; it will be looked for before it is sent again');
        return doubt(notice, Math.min(MAX_DOUBT_SECONDS, backoff(notice.attempts)), why);
    }
  }

  function failed(notice: Claimed, why: string): Promise<void> {
    outcome('failed');
    return store.notices.fail(notice, why);
  }

  async function verdict(notice: Claimed, code: string | null) {
    const age = notice.sent ? 0 : clock.now().since(notice.createdAt).total('hours');
    return verdictOn(code, {
      isUpdate: notice.sent !== null,
      isPerson: /^[UW]/.test(notice.to),
      isElsewhere: notice.elsewhere,
      isOld: age > GIVE_UP_HOURS && notice.attempts >= GIVE_UP_ATTEMPTS,
      areWeRefused: code !== null && UNREACHABLE.has(code) && !(await isOurselvesWelcome()),
    });
  }

  /** Whoever stands in for them is asked at the next look. */
  async function unreachable(
    notice: Claimed,
    why: string,
    known: { active: false } | { blocked: true },
  ): Promise<void> {
    await store.people.refresh({ id: notice.to, ...known }, clock.now());
    log.warn({ notice: notice.key, why }, 'a person can not be reached');
    return failed(notice, why);
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

  function rateLimited(notice: Claimed, retryAfter: number): Promise<void> {
    if (notice.sent) slackPace.updatesRefused(retryAfter);
    else slackPace.postRefused(notice.to, retryAfter);
    log.info({ notice: notice.key, retryAfter }, 'rate limited');
    outcome('rate limited');
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
      slackPace.clear();
      await Promise.allSettled([...inFlight]);
    },
  };
}
