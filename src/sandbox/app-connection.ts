import { createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Faults } from './faults.ts';
import { APP, remember, type State } from './state.ts';
import type { MovableTime } from './time.ts';

/** How a payload reached the app: acknowledged in time, with what it answered; or not. */
export type Delivered = { acked: true; answer: unknown } | { acked: false };

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** Delivers payloads to the bot: by Socket Mode to a connection that it opened, or as signed HTTP to its address. */
export interface AppConnection {
  send(type: EnvelopeType, payload: Record<string, unknown>): Promise<Delivered>;
  /** Takes a socket that was opened with a ticket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  ticket(): string;
  /** Drops every socket, as Slack does from time to time. */
  disconnect(): void;
  connected(): boolean;
  close(): Promise<void>;
}

/** Slack waits this long for an ack. */
const ACK_MS = 3000;
/** Events that are not acknowledged are delivered again: at once, after a minute and after five; here the first only. */
const EVENT_RETRIES = 1;

interface Options {
  state: State;
  time: MovableTime;
  faults: Faults;
  /** Where signed HTTP goes; null for Socket Mode. */
  http: { url: string; signingSecret: string } | null;
  changed(): void;
}

export function appConnection({ state, time, faults, http, changed }: Options): AppConnection {
  const server = new WebSocketServer({ noServer: true });
  const sockets: WebSocket[] = [];
  const tickets = new Set<string>();
  const waiting = new Map<string, (answer: unknown) => void>();

  function accept(socket: WebSocket): void {
    sockets.push(socket);
    socket.on('close', () => void sockets.splice(sockets.indexOf(socket), 1));
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data));
      waiting.get(id)?.(payload ?? null);
      waiting.delete(id);
    });
    const connection_info = { app_id: APP };
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        connection_info,
        debug_info: { host: 'sandbox' },
      }),
    );
    changed();
  }

  function bySocket(type: EnvelopeType, payload: object, retry: number): Promise<Delivered> {
    const socket = sockets.at(-1);
    if (!socket) return Promise.resolve({ acked: false });
    const envelope_id = randomUUID();
    const retries =
      type === 'events_api' ? { retry_attempt: retry, retry_reason: retry ? 'timeout' : '' } : {};
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        waiting.delete(envelope_id);
        resolve({ acked: false });
      }, ACK_MS);
      waiting.set(envelope_id, (answer) => {
        clearTimeout(late);
        resolve({ acked: true, answer });
      });
      socket.send(
        JSON.stringify({
          envelope_id,
          type,
          accepts_response_payload: type !== 'events_api',
          payload,
          ...retries,
        }),
      );
    });
  }

  async function byHttp(
    type: EnvelopeType,
    payload: Record<string, unknown>,
    retry: number,
  ): Promise<Delivered> {
    const { url, signingSecret } = http!;
    const asJson = type === 'events_api';
    const fields = type === 'slash_commands' ? payload : { payload: JSON.stringify(payload) };
    const body = asJson
      ? JSON.stringify(payload)
      : new URLSearchParams(fields as Record<string, string>).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': asJson ? 'application/json' : 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature,
          ...(retry && { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
        },
        signal: AbortSignal.timeout(ACK_MS),
      });
      const answer = await response.text();
      if (!response.ok) return { acked: false };
      return { acked: true, answer: answer ? parsed(answer) : null };
    } catch {
      return { acked: false };
    }
  }

  const deliver = (type: EnvelopeType, payload: Record<string, unknown>, retry = 0): Promise<Delivered> =>
    http ? byHttp(type, payload, retry) : bySocket(type, payload, retry);

  return {
    async send(type, payload) {
      const began = performance.now();
      const [first, second] = [
        deliver(type, payload),
        faults.strikeDelivery('twice') ? deliver(type, payload) : null,
      ];
      let delivered = await first;
      await second;
      for (let retry = 1; type === 'events_api' && !delivered.acked && retry <= EVENT_RETRIES; retry++) {
        delivered = await deliver(type, payload, retry);
      }
      if (faults.strikeDelivery('lost-ack')) delivered = { acked: false };
      const answer = delivered.acked ? delivered.answer : 'no acknowledgement within three seconds';
      remember(state, {
        at: time.now(),
        way: 'to the app',
        what: type,
        payload,
        answer,
        ms: performance.now() - began,
      });
      changed();
      return delivered;
    },
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) return void socket.destroy();
      server.handleUpgrade(request, socket, head, accept);
    },
    disconnect() {
      for (const socket of [...sockets]) socket.terminate();
    },
    connected: () => http !== null || sockets.length > 0,
    async close() {
      for (const socket of [...sockets]) socket.close(1000);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
