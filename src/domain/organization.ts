import type { Day } from './day.ts';
import { fold } from './text.ts';

/** A ministry, agency or crown corporation. */
export interface Organization {
  id: number;
  acronym: string;
  nameEn: string;
  nameFr: string;
  aliases: readonly string[];
  /** The day from which its successor answers for what it answered for. */
  endedOn: Day | null;
  successorId: number | null;
}

export type NewOrganization = Pick<Organization, 'acronym' | 'nameEn' | 'nameFr' | 'aliases'>;

/** "Transports" for "Ministère des Transports", "Finance" for "Ministry of Finance". */
const withoutMinistry = (name: string): string =>
  name.replace(/^ministry of (the )?/i, '').replace(/^ministère (de la |de l[’']|des |du |de )/i, '');

/** All that people call an organization. */
export const namesOf = ({ acronym, nameEn, nameFr, aliases }: Organization): string[] => [
  ...new Set([acronym, ...[nameEn, nameFr, ...aliases].flatMap((name) => [name, withoutMinistry(name)])]),
];

/** Whether what somebody typed is this organization's acronym, name or alias, in either language. */
export const isCalled = (organization: Organization, typed: string): boolean => {
  const wanted = fold(typed);
  return namesOf(organization).some((name) => fold(name) === wanted);
};
