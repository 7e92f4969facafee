import type { Assessment } from '../../src/domain/assessment.ts';
import { day, instant } from '../../src/domain/day.ts';
import type { Organization } from '../../src/domain/organization.ts';
import { type Caller, type Person, PRESET } from '../../src/domain/person.ts';
import type { System } from '../../src/domain/system.ts';

// Builders show only what matters to a test.

export const TODAY = day('2026-03-02');

export const aSystem = (given: Partial<System> = {}): System => ({
  number: 42,
  version: 1,
  nameEn: 'Pothole finder',
  nameFr: null,
  descriptionEn: 'Finds potholes in pictures of roads.',
  descriptionFr: null,
  organizationId: 1,
  branch: null,
  ownerId: 'U1',
  backupId: null,
  executive: null,
  lifecycle: 'development',
  startedOn: null,
  retiredOn: null,
  tier: 'II',
  tierReason: null,
  purpose: null,
  capabilities: [],
  autonomy: 'unknown',
  oversight: null,
  users: 'staff',
  data: null,
  personalInformation: 'no',
  developer: 'unknown',
  vendor: null,
  authority: null,
  notice: 'unknown',
  noticeUrl: null,
  challenge: null,
  disclosure: 'under-review',
  exemption: null,
  exemptionReason: null,
  validatedOn: null,
  registeredAt: instant('2026-01-05T15:00:00Z'),
  tierAnswers: null,
  mergedIntoId: null,
  ...given,
});

export const anAssessment = (given: Partial<Assessment> = {}): Assessment => ({
  id: 7,
  system: 42,
  type: 'PIA',
  state: 'not-started',
  countsFrom: day('2026-01-05'),
  dueOn: day('2026-04-05'),
  outcome: null,
  completedOn: null,
  evidence: null,
  note: null,
  reason: null,
  waivedUntil: null,
  decidedBy: null,
  snoozedUntil: null,
  closedOn: null,
  ...given,
});

export const aPerson = (given: Partial<Person> = {}): Person => ({
  id: 'U1',
  name: 'Avery Example',
  language: 'en',
  timeZone: 'America/Toronto',
  active: true,
  guest: false,
  blocked: false,
  ...PRESET,
  ...given,
});

export const aCaller = (given: Partial<Caller> = {}): Caller => ({
  ...aPerson(),
  administrator: false,
  leads: [],
  ...given,
});

export const anOrganization = (given: Partial<Organization> = {}): Organization => ({
  id: 1,
  acronym: 'MTO',
  nameEn: 'Ministry of Transportation',
  nameFr: 'Ministère des Transports',
  aliases: ['Transportation'],
  endedOn: null,
  successorId: null,
  ...given,
});
