import type { Temporal } from 'temporal-polyfill';
import type { Instant } from './domain/day.ts';
import type { Caller, Person } from './domain/person.ts';
import type { Policy } from './domain/policy.ts';
import type { IsHoliday } from './domain/reminder.ts';
import type { Amendment, Notice, Rewriting } from './notice.ts';
import type { Store } from './store/store.ts';
import type { WordsFor } from './words/words.ts';

/** What a job may see: it decides and does not send. */
export interface JobContext {
  now: Instant;
  store: Store;
  /** The policy that holds now. */
  policy(): Promise<Policy>;
  /** The policy of the settings, which held before an administrator set one. */
  presetPolicy: Policy;
  /** The time as it goes on, for runs that take long. */
  time(): Instant;
  /** The product is about to leave: what can go on later is left for then. */
  stopping(): boolean;
  /** The time of this machine, which nobody moves: leases count by it. */
  wall(): Instant;
  wordsFor: WordsFor;
  people: {
    find(id: string): Promise<Person | null>;
    byEmail(email: string): Promise<Person | null>;
    /** Somebody as the one who acts, with what they answer for. */
    caller(id: string): Promise<Caller>;
    /** Asks Slack anew about everybody we know. */
    refreshAll(): Promise<void>;
  };
  /** The organization's time zone. */
  timeZone: string;
  /** Public holidays where the organization is. */
  isHoliday: IsHoliday;
  administrators: readonly string[];
  /** Makes a backup; null where none is wanted. */
  backUp: ((at: Instant) => Promise<void>) | null;
  /** The newest time at which the weekly digest was due. */
  digestSince(now: Instant): Instant;
  /** The channel of the weekly digest, where one is set. */
  digestChannel: string | null;
}

/**
 * Something that happens by itself: at the times of `cron`, in the organization's time zone, by one process; or always, each
 * minute and after each write, by every process: somebody waits for what it does, and it claims what it takes in hand.
 */
export interface Job {
  name: string;
  cron: string | 'always';
  /** How long after a run that failed it is tried again, at its next time at the latest; else as soon as its lease ends. */
  againAfter?: Temporal.DurationLike;
  /** Says what is owed; or only writes. */
  run(context: JobContext): AsyncIterable<Notice | Amendment | Rewriting> | Promise<void>;
}
