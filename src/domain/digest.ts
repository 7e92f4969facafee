import type { Change, ChangeKind, Json } from './change.ts';
import type { Instant } from './day.ts';
import { LIFECYCLES, TIERS } from './system.ts';

/** The time that one digest covers: from the end of the one before, up to and not including `until`. */
export interface Window {
  from: Instant;
  until: Instant;
}

/** Writes are given this long to be committed before a window closes over them. */
const SETTLE_SECONDS = 60;

/** The window after `last`; the first one begins when the registry began. */
export const nextWindow = (last: Window | null, began: Instant, now: Instant): Window => ({
  from: last?.until ?? began,
  until: now.subtract({ seconds: SETTLE_SECONDS }),
});

/** One thing that happened to a system, from its first value in the window to its last. */
export interface Folded {
  kind: ChangeKind;
  field: string | null;
  from: Json;
  to: Json;
  times: number;
}

/** What a community wants to read of; the rest is one "details edited". */
const NEWS_FIELDS = new Set([
  'lifecycle',
  'tier',
  'ownerId',
  'disclosure',
  'nameEn',
  'organizationId',
  'validatedOn',
]);
/** What recording a review writes beside it, and what goes with other news. */
const WITH_OTHERS = new Set(['tierReason', 'tierAnswers', 'startedOn', 'retiredOn', 'mergedIntoId']);
/** The bookkeeping of the policy and of people, which is no news by itself. */
const NOT_NEWS = new Set<ChangeKind>([
  'opened',
  'closed',
  'moved',
  'undone',
  'offered',
  'declined',
  'withdrawn',
  'disclaimed',
  'reclaimed',
  'absorbed',
]);

/** Folds the changes of one system as they come, oldest first: five edits of a field are one line. */
export function folding(): {
  add(change: Pick<Change, 'kind' | 'field' | 'from' | 'to'>): void;
  lines(): Folded[];
} {
  const lines = new Map<string, Folded>();
  return {
    add({ kind, field, from, to }) {
      // A review whose record was taken back was not recorded.
      if (kind === 'undone' && field) lines.delete(`assessed:${field}`);
      // A merger that was taken apart again was none.
      if (kind === 'edited' && field === 'mergedIntoId' && to === null) lines.delete('merged:');
      if (NOT_NEWS.has(kind) || (kind === 'edited' && WITH_OTHERS.has(field ?? ''))) return;
      const isDetail = kind === 'edited' && !NEWS_FIELDS.has(field ?? '');
      const key = isDetail ? 'details' : `${kind}:${field ?? ''}`;
      const line = lines.get(key);
      if (line) {
        line.to = to;
        line.times += 1;
      } else lines.set(key, { kind, field: isDetail ? null : field, from, to, times: 1 });
    },
    lines() {
      const registered = lines.has('registered:');
      return [...lines.values()].filter((line) => isTold(line, registered));
    },
  };
}

/** A value that came back to where it was is no news; nor are the first edits of what was registered in the same window. */
function isTold(line: Folded, registered: boolean): boolean {
  if (line.kind !== 'edited') return true;
  const isGone = line.field === 'lifecycle' && line.to === 'retired' && line.from !== 'retired';
  if (isGone) return true;
  if (line.field === null) return !registered;
  return !registered && JSON.stringify(line.from) !== JSON.stringify(line.to);
}

/** What a digest compares with the one before it. */
export interface Totals {
  systems: number;
  complete: number;
  openReviews: number;
  overdueReviews: number;
  /** Systems whose owner can't be reached. */
  orphans: number;
}

/** The totals that a digest stated, and of which organizations; null for the whole registry. */
export interface Stated extends Totals {
  organizations: readonly number[] | null;
}

/** The registry as it stands, in numbers. */
export interface Standing extends Totals {
  tiers: Record<(typeof TIERS)[number], number>;
  lifecycles: Record<(typeof LIFECYCLES)[number], number>;
  /** Organizations with overdue reviews, the most first. */
  overdueByOrganization: { organization: number; overdue: number }[];
}

export const noSystems = (): Standing => ({
  systems: 0,
  tiers: Object.fromEntries(TIERS.map((t) => [t, 0])) as Standing['tiers'],
  lifecycles: Object.fromEntries(LIFECYCLES.map((l) => [l, 0])) as Standing['lifecycles'],
  complete: 0,
  openReviews: 0,
  overdueReviews: 0,
  orphans: 0,
  overdueByOrganization: [],
});
