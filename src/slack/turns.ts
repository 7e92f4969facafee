import PQueue from 'p-queue';

/** What waits of one person: enough for anybody who types and clicks. */
const WAITING = 20;

/**
 * One person's lines are answered one after the other, and so many wait at most: whoever floods waits for themselves alone.
 * `refused` is called once for each flood; what is refused is not done.
 */
export function turns(): (
  user: string,
  work: () => Promise<void>,
  refused: () => Promise<void>,
) => Promise<void> {
  const queues = new Map<string, { queue: PQueue; wasRefused: boolean }>();
  return async (user, work, refused) => {
    const of = queues.get(user) ?? { queue: new PQueue({ concurrency: 1 }), wasRefused: false };
    queues.set(user, of);
    if (of.queue.size >= WAITING) {
      if (of.wasRefused) return;
      of.wasRefused = true;
      return refused();
    }
    try {
      await of.queue.add(work);
    } finally {
      if (of.queue.size + of.queue.pending === 0) queues.delete(user);
    }
  };
}
