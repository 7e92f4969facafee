import type { System } from './system.ts';

/** The fields that a complete record fills; registering asks for the first few only. */
const FIELDS = [
  'descriptionEn',
  'tier',
  'personalInformation',
  'users',
  'backupId',
  'executive',
  'purpose',
  'capabilities',
  'autonomy',
  'oversight',
  'data',
  'developer',
  'authority',
  'notice',
  'challenge',
  'disclosure',
] as const satisfies (keyof System)[];

export type CompletenessField = (typeof FIELDS)[number];

const UNKNOWN = new Set<unknown>([null, '', 'unknown', 'untiered', 'under-review']);

const isMissing = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : UNKNOWN.has(value);

/** How much of the record is known, in whole percent, and what is not. */
export function completeness(system: Pick<System, CompletenessField>): {
  percent: number;
  missing: CompletenessField[];
} {
  const missing = FIELDS.filter((field) => isMissing(system[field]));
  return { percent: Math.floor((100 * (FIELDS.length - missing.length)) / FIELDS.length), missing };
}
