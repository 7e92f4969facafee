import { type Dispatcher, fetch, getGlobalDispatcher, type RequestInit } from 'undici';

/** Sends a request to its connection, if it is not late when that is there. */
const unlessLate = (isLate: () => boolean): Pick<Dispatcher, 'dispatch'> => ({
  dispatch(options, handler) {
    const { onConnect } = handler;
    handler.onConnect = (abort) => {
      if (isLate()) abort(new Error('its time was over before it was sent'));
      else onConnect?.call(handler, abort);
    };
    return getGlobalDispatcher().dispatch(options, handler);
  },
});

/**
 * A fetch that sends a request within so many milliseconds or not at all. The time-out of a signal does not see to that: a process
 * that was frozen hears of its connection before it hears that the time is over.
 */
export const fetchInTime =
  (ms: number) =>
  (url: string, init?: RequestInit): ReturnType<typeof fetch> => {
    const until = Date.now() + ms;
    return fetch(url, { ...init, dispatcher: unlessLate(() => Date.now() > until) as Dispatcher });
  };
