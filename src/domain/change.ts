import type { Instant } from './day.ts';

export type ChangeKind = 'registered' | 'edited' | 'opened' | 'closed' | 'moved' | 'assessed';

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
}

/** A change that is not yet part of the history. */
export type NewChange = Pick<Change, 'kind' | 'field' | 'from' | 'to'>;

/** One entry for each field that differs. */
export const differences = (before: Record<string, Json>, after: Record<string, Json>): NewChange[] =>
  Object.keys(after)
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
    .map((field) => ({ kind: 'edited', field, from: before[field] ?? null, to: after[field] ?? null }));
