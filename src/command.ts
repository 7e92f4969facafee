import { z } from 'zod';
import type { Day, Instant } from './domain/day.ts';
import type { Caller, Language, Person } from './domain/person.ts';
import type { Policy } from './domain/policy.ts';
import type { IsHoliday } from './domain/reminder.ts';
import type { AnyForm } from './form.ts';
import type { Message } from './notice.ts';
import type { Store } from './store/store.ts';
import type { Key, Words, WordsFor } from './words/words.ts';

/** What help tells of a command. */
export type Described = Pick<AnyCommand, 'name' | 'nameFr' | 'group' | 'summary' | 'usage'>;

/** What every command and form is given: facts in, value out. */
export interface Context {
  caller: Caller;
  now: Instant;
  /** Today in the organization's time zone: due days count from it. */
  today: Day;
  store: Store;
  /** The policy that holds now. */
  policy(): Promise<Policy>;
  words: Words;
  /** For what is said to others. */
  wordsFor: WordsFor;
  /** The organization's time zone. */
  timeZone: string;
  /** Public holidays where the organization is. */
  isHoliday: IsHoliday;
  /** The channel of the weekly digest, where one is set. */
  digestChannel: string | null;
  /** The ids of those who look after the registry. */
  administrators: readonly string[];
  /** What can be typed, in the order of the help. */
  commands: readonly Described[];
  people: {
    /** A member of the workspace by Slack id, as fresh as Slack tells; null when there is no such person. */
    find(id: string): Promise<Person | null>;
    /** A member by their address; null when there is none, or Slack does not tell. */
    byEmail(email: string): Promise<Person | null>;
  };
  /** The message on which somebody used a shortcut. */
  source?: { channel: string; ts: string; text: string };
  /** It was asked in a channel, before everybody. */
  inPublic?: true;
  /** The file that somebody sent with the line. */
  upload?: Upload;
}

/** A file as it came, or why it was not fetched. */
export interface Upload {
  name: string;
  bytes: number;
  /** Null when it is larger than anything that is read. */
  content: Uint8Array | null;
}

/** A file for the caller. */
export interface FileOut {
  name: string;
  content: Uint8Array;
}

/** A form to open, with the state that travels in it. */
export interface Opening {
  form: string;
  state: unknown;
}

export type Answer =
  | {
      kind: 'message';
      message: Message;
      /** It takes the place of the message that was clicked. */
      replaces?: boolean;
      /** Where it was asked in public, everybody there may read it. */
      forEverybody?: boolean;
    }
  | { kind: 'form'; opening: Opening }
  /** Files for the caller's direct messages, and what is said of them there. */
  | { kind: 'files'; files: FileOut[]; message: Message }
  /** What is to be said is owed as a notice, and on its way. */
  | { kind: 'owed' };

export const say = (message: Message): Answer => ({ kind: 'message', message });
export const openForm = (form: string, state: unknown): Answer => ({
  kind: 'form',
  opening: { form, state },
});

/** How help sorts the commands. */
export const GROUPS = ['everyday', 'record', 'look', 'tables', 'administer'] as const;
export type Group = (typeof GROUPS)[number];

interface Shortcut {
  name: Key;
  description: Key;
}

/** Something a person can do: typed, clicked or linked, it is one line and one `run`. */
export interface Command<Args extends z.ZodObject = z.ZodObject> {
  name: string;
  group: Group;
  /** What French speakers may type instead. */
  nameFr: string;
  summary: Key;
  /** Other words for it, by which it is offered. */
  otherWords?: readonly string[];
  /** What stands after the name, as help and the manifest show it. */
  usage: Record<Language, string>;
  /** In the order in which they are typed; the last one takes the rest of the line. */
  args: Args;
  /** The global shortcut that runs it with no arguments, as the manifest names it. */
  shortcut?: Shortcut;
  /** The same on a message, whose text it takes. */
  messageShortcut?: Shortcut;
  /** The forms that it opens. */
  forms?: readonly AnyForm[];
  run(input: Context & { args: z.infer<Args> }): Promise<Answer>;
}

export type AnyCommand = Omit<Command, 'args' | 'run'> & {
  args: z.ZodObject;
  run(input: Context & { args: never }): Promise<Answer>;
};

export const defineCommand = <Args extends z.ZodObject>(command: Command<Args>): Command<Args> => command;

/** Phones type curly quotes; a name in quotes is that name. */
const unquoted = (text: string): string => (/^["“«](.*)["”»]$/su.exec(text)?.[1] ?? text).trim();

/** Words to the end of the line, without the quotes around them; '' for none. */
export const rest = z
  .string()
  .optional()
  .transform((text) => unquoted(text ?? ''));
