/** What shall go wrong, on demand. */
export type Fault =
  /** A Web API method is answered 429, with Retry-After. */
  | { kind: 'rate-limited'; method: string; times: number; retryAfter: number }
  /** A Web API method is answered 500. */
  | { kind: 'error'; method: string; times: number }
  /** A Web API method is refused with an error of its own. */
  | { kind: 'refused'; method: string; times: number; error: string }
  /** The connection is dropped before the call is taken. */
  | { kind: 'dropped'; method: string; times: number }
  /** The call is taken, and its answer never arrives. */
  | { kind: 'lost-answer'; method: string; times: number }
  /** The answer takes this long. */
  | { kind: 'slow'; method: string; times: number; ms: number }
  /** Payloads to the app are delivered twice. */
  | { kind: 'twice'; times: number }
  /** The app's ack is lost: the person sees the time-out. */
  | { kind: 'lost-ack'; times: number };

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault that strikes this call now, used up once. */
  strike(method: string): Fault | null;
  strikeDelivery(kind: 'twice' | 'lost-ack'): boolean;
}

export function faults(): Faults {
  let waiting: Fault[] = [];
  const use = (fault: Fault): Fault => {
    fault.times -= 1;
    waiting = waiting.filter(({ times }) => times > 0);
    return fault;
  };
  return {
    add: (fault) => void waiting.push({ ...fault }),
    clear: () => {
      waiting = [];
    },
    list: () => waiting,
    strike(method) {
      const found = waiting.find((f) => 'method' in f && (f.method === method || f.method === '*'));
      return found ? use(found) : null;
    },
    strikeDelivery(kind) {
      const found = waiting.find((f) => f.kind === kind);
      if (found) use(found);
      return found !== undefined;
    },
  };
}
