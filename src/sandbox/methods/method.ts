import type { Files } from '../files.ts';
import type { Refused } from '../messages.ts';
import type { State } from '../state.ts';
import type { MovableTime } from '../time.ts';
import type { Triggers } from '../triggers.ts';

/** What a Web API method works on. */
export interface World {
  state: State;
  time: MovableTime;
  triggers: Triggers;
  files: Files;
  /** The address under which this server is reached. */
  address(): string;
}

export type Arguments = Record<string, unknown>;
export type Result = ({ ok: true } & Record<string, unknown>) | Refused;

/** A Web API method: the scope that it needs (null for none), and what it does. */
export interface Method {
  scope: string | null;
  run(args: Arguments, world: World): Result;
}
export type Methods = Record<string, Method>;

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
