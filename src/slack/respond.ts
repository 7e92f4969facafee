import { setTimeout as wait } from 'node:timers/promises';
import { WebAPIPlatformError } from '@slack/web-api';

type Respond = (payload: never) => Promise<unknown>;

const WAITS_MS = [500, 2000, 5000];

/** Answers, again when Slack stumbles or asks to wait; a refusal is final. */
export const persistent =
  (respond: Respond) =>
  async (payload: object): Promise<void> => {
    for (const pause of [...WAITS_MS, null]) {
      try {
        await respond(payload as never);
        return;
      } catch (error) {
        const { statusCode: status = 0, retryAfter = 0 } = error as {
          statusCode?: number;
          retryAfter?: number;
        };
        const isRefusal =
          error instanceof WebAPIPlatformError || (status >= 400 && status < 500 && status !== 429);
        if (isRefusal || pause === null) throw error;
        await wait(Math.max(pause, retryAfter * 1000));
      }
    }
  };
