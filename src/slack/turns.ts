/** What waits of one person: enough for anybody who types and clicks. */
const WAITING = 20;

interface InHand {
  /** Resolves when the newest is done. */
  last: Promise<void>;
  count: number;
  wasRefused: boolean;
}

/**
 * One person's lines are answered one after the other, and so many wait at most: whoever floods waits for themselves alone.
 * `refused` is called once for each flood; what is refused is not done.
 */
export function turns(): (
  user: string,
  work: () => Promise<void>,
  refused: () => Promise<void>,
) => Promise<void> {
  const people = new Map<string, InHand>();
  return async (user, work, refused) => {
    const of = people.get(user) ?? { last: Promise.resolve(), count: 0, wasRefused: false };
    people.set(user, of);
    if (of.count > WAITING) {
      if (of.wasRefused) return;
      of.wasRefused = true;
      return refused();
    }
    of.count += 1;
    const mine = of.last.then(work);
    // What fails is told to whoever waits for it, and not to the next.
    of.last = mine.catch(() => {});
    try {
      await mine;
    } finally {
      of.count -= 1;
      if (of.count === 0) people.delete(user);
    }
  };
}
