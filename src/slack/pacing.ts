import PQueue from 'p-queue';

/** Slack allows about a message a second in one conversation, within an allowance for the whole workspace. */
const CHANNEL_INTERVAL_MS = 1000;
const WORKSPACE = { intervalCap: 5, interval: 1020 };
/** Slack's third tier, for chat.update in the whole workspace. */
const UPDATES = { intervalCap: 4, interval: 5100 };
/** Quiet conversations beyond so many are forgotten, so that memory does not grow with the people reached. */
const REMEMBERED = 1000;

/** Calls an interval, of messages and of updates each; and the milliseconds between two messages in one conversation. */
export interface Pace {
  intervalCap: number;
  interval: number;
  inChannel?: number;
}

/** How many calls begin within so many milliseconds. */
const begunWithin = ({ intervalCap, interval }: Pace, ms: number): number =>
  Math.max(1, Math.floor((intervalCap * ms) / interval));

/** Keeps within what Slack allows: so many messages in one conversation and in the workspace, and so many updates. */
export function pacing(wallMs: () => number, pace?: Pace) {
  const { inChannel = CHANNEL_INTERVAL_MS, ...given } = pace ?? {};
  const workspace = new PQueue(pace ? given : WORKSPACE);
  const updates = new PQueue({ concurrency: 2, ...(pace ? given : UPDATES) });
  const conversations = new Map<string, PQueue>();
  /** Until when nothing new goes to a conversation. */
  const held = new Map<string, number>();

  function conversation(to: string): PQueue {
    const known = conversations.get(to);
    if (known) return known;
    const queue = new PQueue({ concurrency: 1, intervalCap: 1, interval: inChannel, strict: true });
    conversations.set(to, queue);
    return queue;
  }

  function pause(queue: PQueue, seconds: number): void {
    if (queue.isPaused) return;
    queue.pause();
    setTimeout(() => queue.start(), seconds * 1000).unref();
  }

  return {
    /** How many messages and updates begin within so many milliseconds. */
    begunWithin: (ms: number) => ({
      posts: begunWithin(pace ?? WORKSPACE, ms),
      updates: begunWithin(pace ?? UPDATES, ms),
    }),

    /** Sends a new message to somebody when its turn has come. */
    post: (to: string, send: () => Promise<void>) => conversation(to).add(() => workspace.add(send)),

    update: (send: () => Promise<void>) => updates.add(send),

    /** For how many seconds nothing new goes to a conversation. */
    heldFor: (to: string): number => Math.max(0, (held.get(to) ?? 0) - wallMs()) / 1000,

    /** Updates have an allowance of their own. */
    updatesRefused: (seconds: number): void => pause(updates, seconds),

    /** One conversation is held; when a second one is refused meanwhile, it is the workspace's allowance that is spent. */
    postRefused(to: string, seconds: number): void {
      const others = [...held].some(([other, until]) => other !== to && until > wallMs());
      held.set(to, wallMs() + seconds * 1000);
      if (others) pause(workspace, seconds);
    },

    forgetQuiet(): void {
      for (const [to, queue] of conversations)
        if (queue.size === 0 && queue.pending === 0 && conversations.size > REMEMBERED)
          conversations.delete(to);
      for (const [to, until] of held) if (until <= wallMs()) held.delete(to);
    },

    /** What waits is not sent any more. */
    clear(): void {
      for (const queue of [workspace, updates, ...conversations.values()]) queue.clear();
    },
  };
}
