import { type Day, dayIn, type Instant } from './day.ts';

export type Language = 'en' | 'fr';

/** A member of the Slack workspace. */
export interface Person {
  id: string;
  name: string;
  language: Language;
  timeZone: string;
  /** False once the account is deactivated. */
  active: boolean;
  /** Guests of the workspace and strangers from another one: they may look nothing up and change nothing. */
  guest: boolean;
}

/** The person who typed, clicked or submitted, with what they answer for. */
export interface Caller extends Person {
  administrator: boolean;
  /** Ids of the organizations that the caller leads. */
  leads: readonly number[];
}

/** French for `fr`, `fr-CA`, `fr_FR` …; English for all else. */
export const languageOf = (locale: string | undefined): Language =>
  /^fr\b|^fr[-_]/i.test(locale ?? '') ? 'fr' : 'en';

export const todayOf = (person: Pick<Person, 'timeZone'>, now: Instant): Day => dayIn(now, person.timeZone);
