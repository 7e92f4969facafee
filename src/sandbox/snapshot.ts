import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { State } from './state.ts';
import type { MovableTime } from './time.ts';

const VERSION = 1;
const PAUSE_MS = 1000;

interface Kept {
  state: State;
  ahead: number;
}

/** The workspace as it was left; null when there is none, or it is of another version. */
export function readSnapshot(file: string): Kept | null {
  if (!existsSync(file)) return null;
  const { version, ahead, state } = JSON.parse(readFileSync(file, 'utf8'));
  if (version !== VERSION) return null;
  const maps = {
    users: new Map(state.users),
    channels: new Map(state.channels),
    messages: new Map(state.messages),
    screens: new Map(),
  };
  return { ahead, state: { ...state, ...maps, exchanges: [] } };
}

/** Keeps the workspace in a file: a moment after it changed, and when asked. */
export function snapshots(file: string, state: State, time: MovableTime): { later(): void; now(): void } {
  let waiting: NodeJS.Timeout | null = null;
  function now(): void {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    const { users, channels, messages, counter, lastTs } = state;
    const kept = { users: [...users], channels: [...channels], messages: [...messages], counter, lastTs };
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ version: VERSION, ahead: time.ahead(), state: kept }));
    renameSync(`${file}.new`, file);
  }
  return {
    now,
    later() {
      waiting ??= setTimeout(now, PAUSE_MS).unref();
    },
  };
}
