import { type Day, dayIn, type Instant } from './day.ts';

export type Language = 'en' | 'fr';

/** What a person may choose for themselves. */
export interface Settings {
  /** The hour from which they are told things, on their own clock. */
  hour: number;
  /** The days of the week on which they are told things; 1 is Monday. */
  weekdays: readonly number[];
  /** Whether they are reminded before a review is due. */
  earlyStages: boolean;
  /** Whether they are told things on public holidays too. */
  holidays: boolean;
}

/** A member of the workspace, as Slack tells. */
export interface Member {
  id: string;
  name: string;
  language: Language;
  timeZone: string;
  /** False once the account is deactivated. */
  active: boolean;
  /** Guests of the workspace and strangers from another one: they may look nothing up and change nothing. */
  guest: boolean;
}

/** A member of the workspace, with what they chose for themselves. */
export interface Person extends Member, Settings {
  /** Slack does not take direct messages for them. */
  blocked: boolean;
}

/** Whether somebody can be told things and answer for a system: they neither left nor became a guest, and messages arrive. */
export const isReachable = ({
  active,
  guest,
  blocked,
}: Pick<Person, 'active' | 'guest' | 'blocked'>): boolean => active && !guest && !blocked;

/** The person who typed, clicked or submitted, with what they answer for. */
export interface Caller extends Person {
  administrator: boolean;
  /** Ids of the organizations that the caller leads. */
  leads: readonly number[];
}

/** French for `fr`, `fr-CA`, `fr_FR` …; English for all else. */
export const languageOf = (locale: string | undefined): Language =>
  /^fr\b|^fr[-_]/i.test(locale ?? '') ? 'fr' : 'en';

/** Unless they chose otherwise: from 09:00 on, Monday to Friday but on public holidays, early stages as well. */
export const PRESET: Settings = { hour: 9, weekdays: [1, 2, 3, 4, 5], earlyStages: true, holidays: false };

export const todayOf = (person: Pick<Person, 'timeZone'>, now: Instant): Day => dayIn(now, person.timeZone);
