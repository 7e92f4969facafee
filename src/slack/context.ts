import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { AnyCommand, Context } from '../command.ts';
import { dayIn } from '../domain/day.ts';
import type { Caller } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { IsHoliday } from '../domain/reminder.ts';
import type { AnyForm } from '../form.ts';
import type { Metrics } from '../metrics.ts';
import type { Store } from '../store/store.ts';
import type { WordsFor } from '../words/words.ts';
import type { Files } from './files.ts';
import type { Directory } from './people.ts';
import type { turns } from './turns.ts';

/** What the edge works with, wired once. */
export interface Edge {
  commands: readonly AnyCommand[];
  store: Store;
  clock: Clock;
  /** The policy of the settings, until an administrator sets another. */
  policy: Policy;
  timeZone: string;
  isHoliday: IsHoliday;
  administrators: readonly string[];
  digestChannel: string | null;
  wordsFor: WordsFor;
  people: Directory;
  files: Files;
  /** Each person's lines, one after the other. */
  turns: ReturnType<typeof turns>;
  log: Logger;
  metrics: Pick<Metrics, 'acked'>;
  /** Something was written: what it owes can go out now, without waiting for the tick. */
  wrote(): void;
}

/** What came with the line, besides its words. */
export type With = Pick<Context, 'source' | 'upload'>;

export function contextFor(edge: Edge, caller: Caller, extra: With = {}): Context {
  const now = edge.clock.now();
  return {
    caller,
    now,
    today: dayIn(now, edge.timeZone),
    store: edge.store,
    policy: async () => (await edge.store.policies.current()) ?? edge.policy,
    words: edge.wordsFor(caller.language),
    wordsFor: edge.wordsFor,
    timeZone: edge.timeZone,
    isHoliday: edge.isHoliday,
    administrators: edge.administrators,
    digestChannel: edge.digestChannel,
    commands: edge.commands,
    people: { find: edge.people.find, byEmail: edge.people.byEmail },
    ...extra,
  };
}

export const formNamed = (edge: Edge, name: string): AnyForm | undefined =>
  edge.commands.flatMap(({ forms = [] }) => forms).find((form) => form.name === name);

const REMEMBERED = 10_000;
const TEN_MINUTES = 10 * 60_000;

/** True the first time that a key is seen: envelopes and events may be delivered again. */
export function onlyOnce(): (key: string) => boolean {
  const seen = new LRUCache<string, true>({ max: REMEMBERED, ttl: TEN_MINUTES });
  return (key) => {
    if (seen.has(key)) return false;
    seen.set(key, true);
    return true;
  };
}
