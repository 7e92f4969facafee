import { FIELDS, type Field } from './record.ts';
import { fold } from './text.ts';

/** Larger tables are refused, with this limit named. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 200;

/** What a column of a table may fill: the fields of the record, and what else a row tells of it. */
export const IMPORTED = [
  ...(Object.keys(FIELDS) as Field[]),
  'number',
  'ownerId',
  'retiredOn',
  'validatedOn',
] as const;
export type Imported = (typeof IMPORTED)[number];

/** Which column fills what: a header for each field that has one. */
export type Mapping = Partial<Record<Imported, string>>;

/** Why a row is refused, or what was made of one of its cells: a key of the catalogue, and what it speaks of. */
export interface Remark {
  key: RemarkKey;
  column?: string;
  given?: string;
}

/** Remarks that refuse a row, and those that only say what was made of it. */
export const REFUSALS = [
  'noName',
  'unknownWord',
  'ambiguousDay',
  'partialDay',
  'unknownMinistry',
  'noMinistry',
  'leftOut',
  'notYours',
  'mayNotEdit',
  'sameAsLine',
  'noExemption',
  'nameTaken',
  'notWritten',
] as const;
const WARNINGS = [
  'cut',
  'unknownOwner',
  'unknownBackup',
  'otherNumber',
  'emptyDay',
  'notUnderstood',
  'isMerged',
  'notHttps',
] as const;
export type RemarkKey = (typeof REFUSALS)[number] | (typeof WARNINGS)[number];

export const isRefusal = ({ key }: Remark): boolean => (REFUSALS as readonly string[]).includes(key);

/** What has to be decided once for a whole table. */
export interface Choices {
  /** How 03/04/2024 is read; null: not decided, such rows are refused. */
  dayOrder: 'day' | 'month' | null;
  /** Whether "2019" and "Jan-99" are the first day of it, or nothing; null: not decided. */
  partialDays: 'first' | 'empty' | null;
  /** The lifecycle of rows that name none. */
  lifecycle: string;
  /** The organization of a ministry that the registry does not know, by its folded name: an id, or left out. */
  ministries: Record<string, number | 'leave'>;
  /** What becomes of the ministries that are not named there. */
  otherMinistries: number | 'leave' | null;
}

export const FIRST_CHOICES: Choices = {
  dayOrder: null,
  partialDays: null,
  lifecycle: 'production',
  ministries: {},
  otherMinistries: null,
};

/** The key under which a ministry's choice is kept. */
export const ministryKey = (ministry: string): string => fold(ministry);

/** What a row of a table comes to. */
export type RowState = 'waiting' | 'new' | 'update' | 'same' | 'refused';
export type Counts = Record<Exclude<RowState, 'waiting'>, number> & { done: number };

export const NO_COUNTS: Counts = { new: 0, update: 0, same: 0, refused: 0, done: 0 };
