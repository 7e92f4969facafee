import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { Refusal } from '../refusal.ts';
import { boltLogger } from './log.ts';

export interface Receiving {
  receiver: Receiver;
  /** Begins to listen: HTTP on `host` and `port`, and the socket to Slack where there is one. Returns the port. */
  start(): Promise<number>;
  /** From now on GET /health answers 200. */
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
}

/** Also how long Slack's client waits before it opens a dropped connection again: people wait with it. */
const PING_TIMEOUT_MS = 3000;

/** How Slack reaches us. One HTTP server serves health, and Slack's requests where there is no socket. */
export function receiving({ host, port, log, appToken, signingSecret, slackApiUrl }: Options): Receiving {
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
  const http = socket ? null : new HTTPReceiver({ signingSecret: signingSecret ?? '', logger });
  let ready = false;
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url?.split('?')[0] === '/health') {
      response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: ready ? 'ready' : 'starting' }));
    } else if (http && request.url?.split('?')[0] === '/slack/events' && request.method === 'POST') {
      http.requestListener(request, response);
    } else response.writeHead(404).end();
  });
  return {
    receiver: (socket ?? http)!,
    ready: () => {
      ready = true;
    },
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const taken = `PORT: ${host}:${port} is taken by another program. Stop it, or set PORT to another port.`;
          reject(error.code === 'EADDRINUSE' ? new Refusal(taken) : error);
        });
        server.listen(port, host, resolve);
      });
      await socket?.start();
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      ready = false;
      await socket?.stop();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      });
    },
  };
}
