import { LRUCache } from 'lru-cache';

/** An answer that is ready by then goes with the acknowledgement; Slack waits three seconds for it. */
const PATIENCE_MS = 500;
/** Slack delivers again within a minute what it saw no acknowledgement of. */
const AGAIN = { max: 200, ttl: 60_000 };

type Payload = object;
type Ack = (payload?: never) => Promise<void>;

interface Acknowledging {
  respond(payload: Payload): Promise<unknown>;
  /** Acknowledges what nothing was said to. */
  finish(): Promise<void>;
}

/**
 * Acknowledges commands with their answers where those are there soon, which spares a request and its wait; what comes later,
 * or second, is sent to the command's response_url. Where Slack delivers a command again whose acknowledgement was lost, it is
 * acknowledged with the same answer; elsewhere none is kept, and whoever sends a command again that they saw learns nothing.
 */
export function acknowledgements(deliversAgain: boolean) {
  const said = new LRUCache<string, Payload>(AGAIN);

  function first(key: string, ack: Ack, respond: (payload: Payload) => Promise<unknown>): Acknowledging {
    let acked: Promise<void> | undefined;
    const late = setTimeout(() => {
      acked ??= ack();
      // Whoever finishes meets the error; meanwhile it is nobody's.
      acked.catch(() => {});
    }, PATIENCE_MS);
    return {
      async respond(payload) {
        if (acked) return respond(payload);
        clearTimeout(late);
        const { replace_original: _, ...answer } = payload as { replace_original?: boolean };
        if (deliversAgain) said.set(key, answer);
        acked = ack(answer as never);
        // The connection was lost meanwhile: the answer has another way.
        await acked.catch(() => respond(payload));
      },
      async finish() {
        clearTimeout(late);
        acked ??= ack();
        await acked.catch(() => {});
      },
    };
  }

  return { first, again: (key: string, ack: Ack): Promise<void> => ack(said.get(key) as never) };
}
