import type { Day, Instant } from './day.ts';

export const TIERS = ['untiered', 'I', 'II', 'III', 'IV'] as const;
export const LIFECYCLES = ['idea', 'development', 'pilot', 'production', 'paused', 'retired'] as const;
/** The lifecycles that a system may be registered in. */
export const STARTING_LIFECYCLES = ['idea', 'development', 'pilot', 'production', 'paused'] as const;
export const USERS = ['staff', 'public', 'both', 'neither', 'unknown'] as const;
export const KNOWN = ['yes', 'no', 'unknown'] as const;
export const AUTONOMIES = ['decides', 'reviews', 'automated', 'unknown'] as const;
export const DEVELOPERS = ['in-house', 'vendor', 'open-source', 'other', 'unknown'] as const;
export const DISCLOSURES = ['under-review', 'open', 'restricted'] as const;

export type Tier = (typeof TIERS)[number];
export type Lifecycle = (typeof LIFECYCLES)[number];
export type Users = (typeof USERS)[number];
export type Known = (typeof KNOWN)[number];

/** The longest name and description that are taken, in UTF-16 units; names of real inventories run past 150. */
export const MAX_NAME = 200;
export const MAX_TEXT = 3000;

/** The record of a system, as domain words; `number` is the 42 of AI-0042. */
export interface System {
  number: number;
  version: number;
  nameEn: string;
  nameFr: string | null;
  descriptionEn: string;
  descriptionFr: string | null;
  organizationId: number;
  branch: string | null;
  ownerId: string;
  backupId: string | null;
  executive: string | null;
  lifecycle: Lifecycle;
  startedOn: Day | null;
  retiredOn: Day | null;
  tier: Tier;
  tierReason: string | null;
  purpose: string | null;
  capabilities: string[];
  autonomy: (typeof AUTONOMIES)[number];
  oversight: string | null;
  users: Users;
  data: string | null;
  personalInformation: Known;
  developer: (typeof DEVELOPERS)[number];
  vendor: string | null;
  authority: string | null;
  notice: Known;
  noticeUrl: string | null;
  challenge: string | null;
  disclosure: (typeof DISCLOSURES)[number];
  exemption: string | null;
  exemptionReason: string | null;
  validatedOn: Day | null;
  registeredAt: Instant;
}

/** What registering asks for. */
export type Registration = Pick<
  System,
  | 'nameEn'
  | 'descriptionEn'
  | 'organizationId'
  | 'lifecycle'
  | 'tier'
  | 'personalInformation'
  | 'users'
  | 'ownerId'
  | 'backupId'
>;

/** `AI-0042` for 42; numbers past 9999 grow longer. */
export const systemNumber = (number: number): string => `AI-${String(number).padStart(4, '0')}`;

/** 42 for `AI-0042`, `ai42`, `IA 42` or `42`; null for anything else. */
export function parseSystemNumber(text: string): number | null {
  const digits = /^(?:ai|ia)?[\s_–—-]*0*(\d{1,9})$/i.exec(text.trim())?.[1];
  return digits ? Number(digits) : null;
}
