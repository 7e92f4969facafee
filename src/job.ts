import type { Instant } from './domain/day.ts';
import type { Policy } from './domain/policy.ts';
import type { Amendment, Notice } from './notice.ts';
import type { Store } from './store/store.ts';
import type { WordsFor } from './words/words.ts';

/** What a job may see: it decides and does not send. */
export interface JobContext {
  now: Instant;
  store: Store;
  policy: Policy;
  wordsFor: WordsFor;
  /** The organization's time zone. */
  timeZone: string;
  /** The channel of the weekly digest, where one is set. */
  digestChannel: string | null;
}

/** Something that happens by itself: at the times of `cron`, in the organization's time zone. */
export interface Job {
  name: string;
  cron: string;
  run(context: JobContext): AsyncIterable<Notice | Amendment>;
}
