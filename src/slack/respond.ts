import { setTimeout as wait } from 'node:timers/promises';

type Respond = (payload: never) => Promise<unknown>;

const WAITS_MS = [500, 2000, 5000];

/** Answers through a response_url, again when Slack stumbles; a refusal (4xx other than 429) is final. */
export const persistent =
  (respond: Respond) =>
  async (payload: object): Promise<void> => {
    for (const pause of [...WAITS_MS, null]) {
      try {
        await respond(payload as never);
        return;
      } catch (error) {
        const status = (error as { statusCode?: number }).statusCode ?? 0;
        const final = status >= 400 && status < 500 && status !== 429;
        if (final || pause === null) throw error;
        await wait(pause);
      }
    }
  };
