import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { notListening, Refusal } from '../refusal.ts';
import { appTokenRefusal } from './condition.ts';
import { httpReceiver } from './http-receiver.ts';
import { boltLogger } from './log.ts';

export interface Receiving {
  receiver: Receiver;
  /** Slack delivers commands again whose acknowledgement was lost: on another socket, but never over HTTP. */
  deliversAgain: boolean;
  /** Begins to listen: HTTP on `host` and `port`, and the socket to Slack where there is one. Returns the port. */
  start(): Promise<number>;
  /** From now on GET /health/ready answers 200, as long as the database answers. */
  ready(): void;
  stop(): Promise<void>;
}

interface Options {
  host: string;
  port: number;
  log: Logger;
  /** Socket Mode when there is an app token, else HTTP with the signing secret. */
  appToken: string | null;
  signingSecret: string | null;
  slackApiUrl: string | undefined;
  /** Whether the database answers. */
  isDatabaseWell(): Promise<boolean>;
  /** What Prometheus reads. */
  metrics(): Promise<{ type: string; text: string }>;
}

/** Also how long Slack's client waits before it opens a dropped connection again: people wait with it. */
const PING_TIMEOUT_MS = 3000;

/** Slack sends at once; whoever takes longer is cut off. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 };
/** What is in hand when we leave is answered by then; Slack waits three seconds. */
const LEAVING_MS = 5000;

/** How Slack reaches us. One HTTP server serves health, and Slack's requests where there is no socket. */
export function receiving({
  host,
  port,
  log,
  appToken,
  signingSecret,
  slackApiUrl,
  isDatabaseWell,
  metrics,
}: Options): Receiving {
  const logger = boltLogger(log);
  const clientOptions = slackApiUrl ? { slackApiUrl } : {};
  const socket = appToken
    ? new SocketModeReceiver({
        appToken,
        logger,
        clientPingTimeout: PING_TIMEOUT_MS,
        installerOptions: { clientOptions },
      })
    : null;
  const http = socket ? null : httpReceiver(signingSecret ?? '', log);
  let ready = false;
  let wasWell = true;
  let isConnected = false;
  socket?.client.on('connected', () => {
    isConnected = true;
  });
  for (const lost of ['disconnected', 'reconnecting'])
    socket?.client.on(lost, () => {
      isConnected = false;
    });

  /** Slack being away is no reason to start anew, or to send people elsewhere. */
  async function health(): Promise<{ status: number; body: object }> {
    const isWell = ready && (await isDatabaseWell());
    if (ready && isWell !== wasWell) {
      wasWell = isWell;
      if (isWell) log.info('the database answers again');
      else log.warn('the database does not answer');
    }
    const status = isWell ? 'ready' : ready ? 'no answer from the database' : 'starting';
    return {
      status: isWell ? 200 : 503,
      body: { status, slack: socket ? (isConnected ? 'connected' : 'not connected') : 'by HTTP' },
    };
  }

  /** What operators ask for, by its path. */
  const inside: Record<string, (response: ServerResponse) => Promise<void>> = {
    async '/health/live'(response) {
      json(response, 200, { status: 'alive' });
    },
    async '/health'(response) {
      const { status, body } = await health();
      json(response, status, body);
    },
    '/health/ready': (response) => inside['/health']!(response),
    async '/metrics'(response) {
      const { type, text } = await metrics();
      response.writeHead(200, { 'content-type': type }).end(text);
    },
  };

  const server = createServer(PATIENCE, (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const isAsked = request.method === 'GET' || request.method === 'HEAD';
    const answer = isAsked && Object.hasOwn(inside, path) ? inside[path] : undefined;
    if (answer)
      answer(response).catch((error: unknown) => {
        log.error({ err: error, path }, 'could not answer');
        response.destroy();
      });
    else if (http && path === '/slack/events' && request.method === 'POST')
      void http.answer(request, response);
    else response.writeHead(404).end();
  });
  return {
    receiver: (socket ?? http)!,
    deliversAgain: socket !== null,
    ready: () => {
      ready = true;
    },
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(notListening(error, host, port)));
        server.listen(port, host, resolve);
      });
      await socket?.start().catch((error: unknown) => {
        const refusal = appTokenRefusal(error);
        throw refusal ? new Refusal(refusal) : error;
      });
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      ready = false;
      await socket?.stop();
      // From now on Node doesn't look any more who sends too slowly.
      const late = setTimeout(() => server.closeAllConnections(), LEAVING_MS);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      });
      clearTimeout(late);
    },
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
