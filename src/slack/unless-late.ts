import { WebAPIRequestError } from '@slack/web-api';
import { type Dispatcher, getGlobalDispatcher, request } from 'undici';

/** What is thrown instead of sending a call late. */
export class Late extends Error {
  constructor() {
    super('its time was over before it was sent');
  }
}

/** Whether a call was late: a WebClient wraps what its fetch throws. */
export const wasLate = (error: unknown): boolean =>
  error instanceof Late || (error instanceof WebAPIRequestError && error.original instanceof Late);

/** Writes a request to its connection, if it is not late when that is there. */
const unlessLate = (isLate: () => boolean): Pick<Dispatcher, 'dispatch'> => ({
  dispatch(options, handler) {
    // The last that a request's handler is called by before it is written, in the same breath.
    const { onConnect } = handler;
    handler.onConnect = (abort) => {
      if (isLate()) abort(new Late());
      else onConnect?.call(handler, abort);
    };
    // `request` leaves this one among the options, which the undici of newer Nodes refuses.
    const { dispatcher: _, ...own } = options as typeof options & { dispatcher?: Dispatcher };
    // By the way that all of Node's requests take, which may lead through a proxy.
    return getGlobalDispatcher().dispatch(own, handler);
  },
});

/** What a WebClient asks of its fetch. */
interface Call {
  method: Dispatcher.HttpMethod;
  headers?: Record<string, string>;
  /** A text alone is written at once; files go by another client. */
  body: string;
  signal: AbortSignal;
}

/**
 * A WebClient's fetch that sends nothing late: it looks at the last moment. The time-out of a signal does not see to that: a
 * process that was frozen goes on where it was, and hears of its connection before it hears that the time is over.
 */
export const fetchUnless =
  (isLate: () => boolean) =>
  async (url: string, { method, headers, body, signal }: Call): Promise<Response> => {
    if (typeof body !== 'string') throw new TypeError('only a text is sent so');
    const answering = request(url, {
      method,
      // Nothing here unpacks it.
      headers: { ...headers, 'accept-encoding': 'identity' },
      body,
      signal,
      dispatcher: unlessLate(isLate) as Dispatcher,
    });
    const answer = await Promise.race([answering, aborted(signal)]);
    return new Response(await answer.body.arrayBuffer(), {
      status: answer.statusCode,
      statusText: answer.statusText,
      headers: answer.headers as Record<string, string>,
    });
  };

/** Rejects when the time is over: undici itself hears of it only once there is a connection. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const over = () => reject(signal.reason);
    if (signal.aborted) over();
    else signal.addEventListener('abort', over, { once: true });
  });
