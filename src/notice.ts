import type { KnownBlock } from '@slack/types';
import type { Day, Instant } from './domain/day.ts';
import type { Stated, Window } from './domain/digest.ts';
import type { Stage, ToldAs } from './domain/reminder.ts';
import type { Pictured } from './picture.ts';

/** What is said: `text` is a full summary, for screen readers and notifications; the blocks are the same, laid out. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
  /** Drawn when the message is sent; it stands where a block names it. */
  picture?: Pictured;
}

/** The id of the file in the block where a message's picture is to stand, until there is a file. */
export const PICTURE = 'F00000000';

/** A message that the bot owes somebody; inserting the same key twice changes nothing. */
export interface Notice {
  /** Natural and unique: `remind:U7:2026-11-23`, `digest:C1:2026-W48`. */
  key: string;
  kind: 'reminder' | 'digest' | 'watch' | 'word' | 'import' | 'report';
  /** The id of a person or a channel. */
  to: string;
  message: Message;
  /** What follows in the message's thread, in order. */
  thread?: Message[];
  /** The message of somebody else, in the channel that `to` names, in whose thread it stands. */
  inThread?: string;
  /** The time that a digest covers. */
  window?: Window;
  /** What a digest stated, for the next one to compare with. */
  stated?: Stated;
  /** After this it is not to be sent any more: the job decides anew. */
  expiresAt?: Instant;
  /** The assessments that a reminder lists, at the stage each had reached, and as whom the person is told. */
  reminders?: { assessment: number; dueOn: Day; stage: Stage; toldOn: Day; role: ToldAs }[];
  /** The systems that the person is asked to find an owner for. */
  sought?: number[];
  /** The week whose lists it carries: 2026-W48. */
  week?: string;
}

/** A message that goes on living: written anew in its place as things go on. */
export interface Rewriting {
  rewrites: string;
  message: Message;
}

/** A message that was owed or sent and no longer tells the truth, written anew. */
export interface Amendment {
  notice: number;
  /** How often it had been marked stale when it was read. */
  stale: number;
  /** Null takes it away: a newer one says all that it said. */
  message: Message | null;
  /** Nothing is left in it that would be worth sending. */
  pointless: boolean;
  /** When it is to be looked at again though nothing changes by then. */
  lookAt: Instant | null;
}
