import type { Context } from './command.ts';
import { namesOf, type Organization } from './domain/organization.ts';
import { shortened } from './domain/text.ts';
import { nearest } from './nearest.ts';
import { Problem } from './problem.ts';

const OFFERED = 5;

/** The organization of an acronym, name or alias; `line` is the command that the offers repeat with another one. */
export async function askedOrganization(
  { store, words }: Context,
  given: string,
  line: (acronym: string) => string,
): Promise<Organization> {
  const found = given === '' ? null : await store.organizations.called(given);
  if (found) return found;
  const all = (await store.organizations.all()).filter(({ endedOn }) => !endedOn);
  const meant = new Set(
    nearest(
      given,
      all.flatMap((o) => namesOf(o)),
      OFFERED,
    ),
  );
  const containing = given === '' ? [] : await store.organizations.search(given, OFFERED);
  const offered = [...all.filter((o) => namesOf(o).some((name) => meant.has(name))), ...containing];
  const offers = [...new Map(offered.map((o) => [o.id, o])).values()].slice(0, OFFERED).map((o) => ({
    label: shortened(`${o.acronym} · ${words.language === 'fr' ? o.nameFr : o.nameEn}`, 75),
    line: line(o.acronym),
  }));
  throw given === ''
    ? new Problem('missingOrganization')
    : new Problem(offers.length ? 'noSuchOrganization' : 'noSuchOrganizationNothing', { given }, [
        ...offers,
        { label: words.t('organization.all'), line: 'organization' },
      ]);
}
