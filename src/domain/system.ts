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
export const CAPABILITIES = [
  'prediction',
  'classification',
  'generation',
  'recommendation',
  'recognition',
  'language',
  'search',
  'optimization',
  'rules',
  'other',
] as const;
/** Why a system may be kept from the public. */
export const EXEMPTIONS = ['commercial', 'confidentiality', 'legal', 'privacy', 'security'] as const;

export type Tier = (typeof TIERS)[number];
export type Lifecycle = (typeof LIFECYCLES)[number];
export type Users = (typeof USERS)[number];
export type Known = (typeof KNOWN)[number];
export type Capability = (typeof CAPABILITIES)[number];
export type Exemption = (typeof EXEMPTIONS)[number];

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
  capabilities: Capability[];
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
  exemption: Exemption | null;
  exemptionReason: string | null;
  validatedOn: Day | null;
  registeredAt: Instant;
  /** What the triage that proposed its tier was answered. */
  tierAnswers: Record<string, string> | null;
  /** The number of the system that this one turned out to be. */
  mergedIntoId: number | null;
}

/** What a person may change of a record; the rest follows from what they do. */
export type Editable = Omit<System, 'number' | 'version' | 'registeredAt' | 'mergedIntoId' | 'tierAnswers'>;

/** What registering needs; an import may know more. */
export type Registration = Pick<
  Editable,
  | 'nameEn'
  | 'descriptionEn'
  | 'organizationId'
  | 'lifecycle'
  | 'tier'
  | 'personalInformation'
  | 'users'
  | 'ownerId'
  | 'backupId'
> &
  Partial<Editable>;

/** `AI-0042` for 42; numbers past 9999 grow longer. */
export const systemNumber = (number: number): string => `AI-${String(number).padStart(4, '0')}`;

/** 42 for `AI-0042`, `ai42`, `IA 42` or `42`; null for anything else. */
export function parseSystemNumber(text: string): number | null {
  const digits = /^(?:ai|ia)?[\s_–—-]*0*(\d{1,9})$/i.exec(text.trim())?.[1];
  return digits ? Number(digits) : null;
}
