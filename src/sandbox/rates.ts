/** A minute's calls by Slack's tiers, and messages by the second in one channel. */
const PER_MINUTE = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
const POSTS_PER_MINUTE = 300;
const POSTS_PER_SECOND_IN_A_CHANNEL = 1;
/** A channel bears short bursts. */
const CHANNEL_BURST = 3;

const TIERS: Record<string, keyof typeof PER_MINUTE> = {
  'apps.connections.open': 3,
  'conversations.history': 3,
  'conversations.replies': 3,
  'conversations.open': 3,
  'conversations.info': 3,
  'conversations.members': 4,
  'conversations.list': 2,
  'users.list': 2,
  'users.info': 4,
  'views.open': 4,
  'views.push': 4,
  'views.update': 4,
  'views.publish': 4,
  'chat.update': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'files.getUploadURLExternal': 4,
  'files.completeUploadExternal': 4,
  'team.info': 3,
};

interface Bucket {
  tokens: number;
  at: number;
}

export interface Rates {
  /** Seconds to wait before this call would be taken; 0 when it is taken now. */
  wait(method: string, channel: string | undefined): number;
}

/** Buckets that fill at the allowed pace; `nowMs` is a clock that nobody moves. */
export function rates(nowMs: () => number): Rates {
  const buckets = new Map<string, Bucket>();

  function take(key: string, capacity: number, perSecond: number): number {
    const now = nowMs();
    const bucket = buckets.get(key) ?? { tokens: capacity, at: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.ceil((1 - bucket.tokens) / perSecond);
  }

  return {
    wait(method, channel) {
      if (method === 'chat.postMessage') {
        const inChannel = take(`post:${channel}`, CHANNEL_BURST, POSTS_PER_SECOND_IN_A_CHANNEL);
        return inChannel || take('post', POSTS_PER_MINUTE, POSTS_PER_MINUTE / 60);
      }
      const tier = TIERS[method];
      return tier ? take(method, PER_MINUTE[tier], PER_MINUTE[tier] / 60) : 0;
    },
  };
}
