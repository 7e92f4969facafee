/** An answer that is ready by then goes with the acknowledgement; Slack waits three seconds for it. */
const PATIENCE_MS = 500;

type Payload = object;

/**
 * Acknowledges a command with its answer where that is there soon, which spares a request and its wait; what comes later, or
 * second, is sent to the command's response_url. `finish` acknowledges what nothing was said to.
 */
export function acknowledging(
  ack: (payload?: never) => Promise<void>,
  respond: (payload: Payload) => Promise<unknown>,
): { respond(payload: Payload): Promise<unknown>; finish(): Promise<void> } {
  let acked: Promise<void> | undefined;
  const late = setTimeout(() => {
    acked ??= ack();
  }, PATIENCE_MS);
  return {
    async respond(payload) {
      if (acked) return respond(payload);
      clearTimeout(late);
      const { replace_original: _, ...answer } = payload as { replace_original?: boolean };
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
