import { type Dispatcher, getGlobalDispatcher, request } from 'undici';

/** Writes a request to its connection, if it is not late when that is there. */
const unlessLate = (isLate: () => boolean): Pick<Dispatcher, 'dispatch'> => ({
  dispatch(options, handler) {
    const { onConnect } = handler;
    handler.onConnect = (abort) => {
      if (isLate()) abort(new Error('its time was over before it was sent'));
      else onConnect?.call(handler, abort);
    };
    // Node's own undici, which may be the newer one, takes no dispatcher from another.
    const { dispatcher: _, ...own } = options as typeof options & { dispatcher?: Dispatcher };
    return getGlobalDispatcher().dispatch(own, handler);
  },
});

/** What a WebClient asks of its fetch. */
interface Call {
  method: Dispatcher.HttpMethod;
  headers?: Record<string, string>;
  /** It is written in the moment in which it is found to be in time. A stream would be written some moments after. */
  body: string;
  signal?: AbortSignal;
}

/**
 * A WebClient's fetch that sends nothing late: it looks at the last moment. The time-out of a signal does not see to that: a
 * process that was frozen goes on where it was, and hears of its connection before it hears that the time is over.
 */
export const fetchUnless =
  (isLate: () => boolean) =>
  async (url: string, { method, headers, body, signal }: Call): Promise<Response> => {
    const answer = await request(url, {
      method,
      headers: headers ?? {},
      body,
      signal: signal ?? null,
      dispatcher: unlessLate(isLate) as Dispatcher,
    });
    return new Response(await answer.body.arrayBuffer(), {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
    });
  };
