import type { Json } from './change.ts';
import {
  AUTONOMIES,
  CAPABILITIES,
  DEVELOPERS,
  DISCLOSURES,
  type Editable,
  EXEMPTIONS,
  KNOWN,
  MAX_NAME,
  MAX_TEXT,
  STARTING_LIFECYCLES,
  TIERS,
  USERS,
} from './system.ts';
import { fingerprint } from './text.ts';

/** What kind of answer a field of the record takes. */
export type FieldKind =
  | { kind: 'line' | 'text'; max: number; required?: boolean }
  | { kind: 'choice' | 'choices'; options: readonly string[] }
  | { kind: 'day' | 'organization' | 'person' | 'link' };

const SHORT = 200;

/** The fields of the record that are filled in by hand, each with the kind of its answer. */
export const FIELDS = {
  nameEn: { kind: 'line', max: MAX_NAME, required: true },
  nameFr: { kind: 'line', max: MAX_NAME },
  descriptionEn: { kind: 'text', max: MAX_TEXT, required: true },
  descriptionFr: { kind: 'text', max: MAX_TEXT },
  organizationId: { kind: 'organization' },
  branch: { kind: 'line', max: SHORT },
  lifecycle: { kind: 'choice', options: STARTING_LIFECYCLES },
  startedOn: { kind: 'day' },
  purpose: { kind: 'text', max: MAX_TEXT },
  users: { kind: 'choice', options: USERS },
  backupId: { kind: 'person' },
  executive: { kind: 'line', max: SHORT },
  data: { kind: 'text', max: MAX_TEXT },
  personalInformation: { kind: 'choice', options: KNOWN },
  authority: { kind: 'text', max: MAX_TEXT },
  capabilities: { kind: 'choices', options: CAPABILITIES },
  developer: { kind: 'choice', options: DEVELOPERS },
  vendor: { kind: 'line', max: SHORT },
  tier: { kind: 'choice', options: TIERS },
  tierReason: { kind: 'text', max: MAX_TEXT },
  autonomy: { kind: 'choice', options: AUTONOMIES },
  oversight: { kind: 'text', max: MAX_TEXT },
  notice: { kind: 'choice', options: KNOWN },
  noticeUrl: { kind: 'link' },
  challenge: { kind: 'text', max: MAX_TEXT },
  disclosure: { kind: 'choice', options: DISCLOSURES },
  exemption: { kind: 'choice', options: EXEMPTIONS },
  exemptionReason: { kind: 'text', max: MAX_TEXT },
} as const satisfies Partial<Record<keyof Editable, FieldKind>>;

export type Field = keyof typeof FIELDS;
export type Values = Pick<Editable, Field>;

/** The sections in which the record is filled in. */
export const SECTIONS = {
  basics: [
    'nameEn',
    'nameFr',
    'descriptionEn',
    'descriptionFr',
    'organizationId',
    'branch',
    'lifecycle',
    'startedOn',
  ],
  use: ['purpose', 'users', 'backupId', 'executive'],
  data: ['data', 'personalInformation', 'authority'],
  technology: ['capabilities', 'developer', 'vendor'],
  oversight: ['tier', 'tierReason', 'autonomy', 'oversight', 'notice', 'noticeUrl', 'challenge'],
  disclosure: ['disclosure', 'exemption', 'exemptionReason'],
} as const satisfies Record<string, readonly Field[]>;

export type Section = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as Section[];

const SECTION_OF = new Map<Field, Section>(
  SECTION_NAMES.flatMap((section) => SECTIONS[section].map((field) => [field, section] as const)),
);

export const sectionOf = (field: Field): Section => SECTION_OF.get(field) ?? 'basics';

const json = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(json(a)) === JSON.stringify(json(b));

/** A short mark of each value, by which a later look tells whether it changed. */
export const marks = (values: Partial<Values>, fields: readonly Field[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field, fingerprint(JSON.stringify(json(values[field])))]));

/** What somebody's answers come to, where the record may have changed since they were shown it. */
export interface Merged {
  /** Their changes that touch nothing that others changed. */
  patch: Partial<Values>;
  /** The fields that both changed, to different values. */
  conflicts: Field[];
  /** All fields that they changed. */
  mine: Field[];
}

/** Three-way: `base` marks the values that were shown, `mine` is what came back, `theirs` the record as it is now. */
export function merged(base: Record<string, string>, mine: Partial<Values>, theirs: Values): Merged {
  const patch: Record<string, unknown> = {};
  const conflicts: Field[] = [];
  const changed: Field[] = [];
  for (const [name, value] of Object.entries(mine)) {
    const field = name as Field;
    const shown = base[field];
    if (fingerprint(JSON.stringify(json(value))) === shown) continue;
    changed.push(field);
    if (same(value, theirs[field])) continue;
    if (fingerprint(JSON.stringify(json(theirs[field]))) === shown) patch[field] = value;
    else conflicts.push(field);
  }
  return { patch: patch as Partial<Values>, conflicts, mine: changed };
}
