import type { Organization } from '../domain/organization.ts';
import { FIELDS, type Field, type FieldKind } from '../domain/record.ts';
import { type System, systemNumber } from '../domain/system.ts';

/** A system as it leaves the registry. */
export interface Exported {
  system: System;
  organization: Organization;
  /** The address of its owner, where Slack tells it. */
  ownerEmail: string | null;
}

/** The fields of a record in the order of an export, by the names under which an import takes them again. */
export const EXPORTED = [
  'number',
  ...(Object.keys(FIELDS) as Field[]),
  'ownerId',
  'retiredOn',
  'validatedOn',
] as const;
export type ExportedField = (typeof EXPORTED)[number];

/** What a column of an export is called. */
export const headerOf = (field: ExportedField): string =>
  ({ organizationId: 'organization', ownerId: 'owner', backupId: 'backup' })[field as string] ?? field;

/** One field of a record as a text: codes, not labels, so that it can be read again in any language. */
export function cellOf(field: ExportedField, { system, organization }: Exported): string {
  if (field === 'number') return systemNumber(system.number);
  if (field === 'organizationId') return organization.acronym;
  const value = system[field];
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join('; ') : String(value);
}

export const kindOf = (field: ExportedField): FieldKind | null =>
  field in FIELDS ? FIELDS[field as Field] : null;
