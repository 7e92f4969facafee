import type { AssessmentType } from './assessment.ts';
import type { Day } from './day.ts';
import { TIERS, type Tier } from './system.ts';

// Ontario's three promises of trustworthy AI, as far as the registry can tell whether they are kept.

export const PROMISES = ['secret', 'trust', 'all'] as const;
export type Promised = (typeof PROMISES)[number];

/** One system that breaks a promise. */
export interface Unkept {
  system: number;
  nameEn: string;
  nameFr: string | null;
  acronym: string;
  tier: Tier;
  /** It is in production and not disclosed to the public. */
  secret: boolean;
  /** It is in production, and a review that it needs was never done or is overdue. */
  trust: boolean;
  /** It serves the public without an accessibility review, a human rights review where one is asked for, or a way to challenge. */
  all: boolean;
  challenge: boolean;
  /** What is most overdue of it. */
  worst: { type: AssessmentType; dueOn: Day } | null;
  /** How many of its reviews are overdue. */
  overdue: number;
}

/** How many systems break which promise, of how many, and which are to be decided on first. */
export interface Kept {
  inProduction: number;
  public: number;
  broken: Record<Promised, number>;
  /** Of those that are not disclosed: on a stated ground. */
  restricted: number;
  first: Unkept[];
}

const brokenBy = (system: Unkept): number => PROMISES.filter((promise) => system[promise]).length;

/** Who breaks more promises comes first, then the higher tier, then what is overdue for longer; the number settles ties. */
export const mostUrgent = (a: Unkept, b: Unkept): number =>
  brokenBy(b) - brokenBy(a) ||
  TIERS.indexOf(b.tier) - TIERS.indexOf(a.tier) ||
  (a.worst?.dueOn.toString() ?? '~').localeCompare(b.worst?.dueOn.toString() ?? '~') ||
  a.system - b.system;
