import { fold } from './text.ts';

/** A ministry, agency or crown corporation. */
export interface Organization {
  id: number;
  acronym: string;
  nameEn: string;
  nameFr: string;
  aliases: readonly string[];
}

/** Whether what somebody typed is this organization's acronym, name or alias, in either language. */
export const isCalled = (organization: Organization, typed: string): boolean => {
  const wanted = fold(typed);
  return [organization.acronym, organization.nameEn, organization.nameFr, ...organization.aliases].some(
    (name) => fold(name) === wanted,
  );
};
