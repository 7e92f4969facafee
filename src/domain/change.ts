import type { Instant } from './day.ts';

export type ChangeKind =
  | 'registered'
  | 'edited'
  | 'opened'
  | 'closed'
  | 'moved'
  | 'assessed'
  /** The last write was taken back: by the review that is open again, or as a whole. */
  | 'undone'
  /** It was offered to a new owner, who declined. */
  | 'offered'
  | 'declined'
  | 'withdrawn'
  /** Somebody who was reminded of it said that it isn't theirs, or took that back. */
  | 'disclaimed'
  | 'reclaimed'
  /** This system turned out to be another one; that one took it in. */
  | 'merged'
  | 'absorbed'
  /** Personal information was taken out of the record and its history. */
  | 'redacted';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One entry of the append-only history; `by` is null when the policy did it. */
export interface Change {
  id: number;
  system: number;
  at: Instant;
  by: string | null;
  kind: ChangeKind;
  /** The field that was edited, or the type of the assessment. */
  field: string | null;
  from: Json;
  to: Json;
  why: string | null;
  /** The system's organization when it was written. */
  organization: number | null;
  /** Personal information was taken out of it. */
  redacted: boolean;
}

/** How long one's own last deed may be taken back. */
export const UNDO_MINUTES = 10;

/** A change that is not yet part of the history. */
export type NewChange = Pick<Change, 'kind' | 'field' | 'from' | 'to'>;

/** What is told of a change in short, with the name of who made it. */
export type LastChange = NewChange & Pick<Change, 'at' | 'by'> & { byName: string | null };

/** One entry for each field that differs. */
export const differences = (before: Record<string, Json>, after: Record<string, Json>): NewChange[] =>
  Object.keys(after)
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
    .map((field) => ({ kind: 'edited', field, from: before[field] ?? null, to: after[field] ?? null }));
