import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actingAs, changeUser, type Stage } from './acting.ts';
import { appConnection } from './app-connection.ts';
import { faults as noFaults } from './faults.ts';
import { fileStore } from './files.ts';
import { type Served, servePage } from './page-server.ts';
import { rates } from './rates.ts';
import { readSnapshot, snapshots } from './snapshot.ts';
import { type Manifest, newState, type Seed } from './state.ts';
import { movableTime } from './time.ts';
import { triggers } from './triggers.ts';
import {
  answerResponseUrl,
  type Calls,
  callMethod,
  giveFile,
  json,
  takeUpload,
  type WebApi,
} from './web-api.ts';

export interface SandboxOptions {
  manifest: Manifest;
  seed: Seed;
  /** 0 for any free one. It listens on loopback only. */
  port: number;
  /** Where the workspace is kept between starts; null keeps it in memory. */
  file: string | null;
  /** Where signed HTTP goes; null for Socket Mode. */
  http?: { url: string; signingSecret: string } | null;
  /** False to let a benchmark run past Slack's limits. */
  limits?: boolean;
  /** How far the workspace's clock is ahead at the start, in milliseconds. */
  ahead?: number;
}

export interface Sandbox extends Served {
  url: string;
  slackApiUrl: string;
  tokens: { bot: string; app: string };
  /** Calls back when somebody moved the time. */
  onTimeMoved(listener: () => void): void;
  /** By method, how many calls were taken, and how many were answered 429. */
  calls: ReadonlyMap<string, Calls>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Other sites that a browser on this machine has open may neither act nor read here. */
function isFromHere({ headers }: IncomingMessage): boolean {
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');
  return isLocal && (!headers.origin || headers.origin === `http://${headers.host}`);
}

/** Starts a Slack workspace on this machine. It knows nothing of the bot that is connected to it. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { manifest, seed, port, file, http = null, limits = true } = options;
  const kept = file ? readSnapshot(file) : null;
  const state = kept?.state ?? newState(seed, manifest.features.bot_user.display_name);
  const time = movableTime(options.ahead ?? kept?.ahead ?? 0);
  const listeners = new Set<() => void>();
  const timeListeners: (() => void)[] = [];
  const snapshot = file ? snapshots(file, state, time) : null;
  const changed = () => {
    snapshot?.later();
    for (const listener of listeners) listener();
  };
  const faults = noFaults();
  const wall = () => performance.now();
  // Of this start only: another site in the browser can't know them.
  const tokens = { bot: `xoxb-${randomUUID()}`, app: `xapp-${randomUUID()}` };
  let address = '';
  const app = appConnection({ state, time, faults, http, changed });
  const stage: Stage = {
    state,
    time,
    triggers: triggers(wall),
    files: fileStore(state),
    app,
    manifest,
    address: () => address,
    changed,
  };
  const api: WebApi = {
    world: stage,
    faults,
    rates: limits ? rates(wall) : null,
    scopes: manifest.oauth_config.scopes.bot,
    tokens,
    calls: new Map(),
    socketUrl: () => `${address.replace('http', 'ws')}/link?ticket=${app.ticket()}`,
    changed,
  };

  const sandbox: Omit<Sandbox, 'url' | 'slackApiUrl' | 'close'> = {
    tokens,
    calls: api.calls,
    state,
    time,
    faults,
    files: stage.files,
    as: (user) => actingAs(stage, user),
    changeUser: (id, fields) => changeUser(stage, id, fields),
    disconnect: app.disconnect,
    connected: app.connected,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onTimeMoved: (listener) => void timeListeners.push(listener),
    moveTime(ms) {
      time.moveTo(ms);
      changed();
      for (const listener of timeListeners) listener();
    },
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromHere(request))
      return json(response, { error: 'this workspace is for this machine only' }, 403);
    const path = new URL(request.url ?? '/', address).pathname;
    if (path.startsWith('/api/')) return callMethod(api, path.slice('/api/'.length), request, response);
    if (path.startsWith('/response/'))
      return answerResponseUrl(api, path.slice('/response/'.length), request, response);
    if (path.startsWith('/upload/')) return takeUpload(api, path.slice('/upload/'.length), request, response);
    if (path.startsWith('/files/')) return giveFile(api, path.split('/')[2] ?? '', request, response);
    return servePage(sandbox, manifest, path, request, response);
  }
  const server = createServer((request, response) => {
    route(request, response).catch((error: Error) => {
      if (!response.headersSent)
        json(response, { ok: false, error: 'fatal_error', detail: error.message }, 500);
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (isFromHere(request)) app.upgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  address = `http://${HOST}:${(server.address() as AddressInfo).port}`;

  return {
    ...sandbox,
    url: address,
    slackApiUrl: `${address}/api/`,
    async close() {
      await app.close();
      snapshot?.now();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
