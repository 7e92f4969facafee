import { Temporal } from 'temporal-polyfill';
import type { Assessment } from '../domain/assessment.ts';
import type { Change, Json, LastChange } from '../domain/change.ts';
import type { Day, Instant } from '../domain/day.ts';
import { day } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import { type Person, PRESET } from '../domain/person.ts';
import type { System } from '../domain/system.ts';
import { isRedacted } from './chain.ts';
import type { Prisma } from './generated/sqlite/client.ts';

// Rows as the database has them ↔ the words of the domain. Only this product writes the rows, so their words are trusted.

const dayOrNull = (text: string | null): Day | null => (text === null ? null : day(text));

export const toInstant = (date: Date): Instant => Temporal.Instant.fromEpochMilliseconds(date.getTime());
export const toDate = (at: Instant): Date => new Date(at.epochMilliseconds);
/** An instant for a comparison in SQL: as Prisma writes it into SQLite, and as PostgreSQL reads it. */
export const instantText = (at: Instant): string => toDate(at).toISOString().replace('Z', '+00:00');
export const toJson = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

/** Field by field, like all that is read often: to leave some out of a wide row takes ten times as long. */
export const toSystem = (row: Prisma.SystemModel): System =>
  ({
    number: row.id,
    version: row.version,
    nameEn: row.nameEn,
    nameFr: row.nameFr,
    descriptionEn: row.descriptionEn,
    descriptionFr: row.descriptionFr,
    organizationId: row.organizationId,
    branch: row.branch,
    ownerId: row.ownerId,
    backupId: row.backupId,
    executive: row.executive,
    lifecycle: row.lifecycle,
    startedOn: dayOrNull(row.startedOn),
    retiredOn: dayOrNull(row.retiredOn),
    tier: row.tier,
    tierReason: row.tierReason,
    purpose: row.purpose,
    capabilities: row.capabilities,
    autonomy: row.autonomy,
    oversight: row.oversight,
    users: row.users,
    data: row.data,
    personalInformation: row.personalInformation,
    developer: row.developer,
    vendor: row.vendor,
    authority: row.authority,
    notice: row.notice,
    noticeUrl: row.noticeUrl,
    challenge: row.challenge,
    disclosure: row.disclosure,
    exemption: row.exemption,
    exemptionReason: row.exemptionReason,
    validatedOn: dayOrNull(row.validatedOn),
    registeredAt: toInstant(row.registeredAt),
    tierAnswers: row.tierAnswers,
    mergedIntoId: row.mergedIntoId,
  }) satisfies Record<keyof System, unknown> as System;

export const toAssessment = (row: Prisma.AssessmentModel): Assessment =>
  ({
    id: row.id,
    system: row.systemId,
    type: row.type,
    state: row.state,
    countsFrom: day(row.countsFrom),
    dueOn: day(row.dueOn),
    outcome: row.outcome,
    completedOn: dayOrNull(row.completedOn),
    evidence: row.evidence,
    note: row.note,
    reason: row.reason,
    waivedUntil: dayOrNull(row.waivedUntil),
    decidedBy: row.decidedById,
    snoozedUntil: dayOrNull(row.snoozedUntil),
    closedOn: dayOrNull(row.closedOn),
  }) as Assessment;

export const toChange = (row: Prisma.ChangeModel): Change =>
  ({
    id: row.id,
    system: row.systemId,
    at: toInstant(row.at),
    by: row.byId,
    kind: row.kind,
    field: row.field,
    from: row.from as Json,
    to: row.to as Json,
    why: row.why,
    organization: row.organizationId,
    redacted: isRedacted(row.salt) && row.hash !== '',
  }) as Change;

/** What a card reads of a change, and of who made it. */
export type LastChangeRow = Pick<Prisma.ChangeModel, 'at' | 'byId' | 'kind' | 'field' | 'from' | 'to'> & {
  byName: string | null;
};

export const toLastChange = (row: LastChangeRow): LastChange =>
  ({
    at: toInstant(row.at),
    by: row.byId,
    kind: row.kind,
    field: row.field,
    from: row.from as Json,
    to: row.to as Json,
    byName: row.byName,
  }) as LastChange;

/** What a person chose themselves goes before what Slack says. */
export const toPerson = (row: Prisma.PersonModel): Person => ({
  id: row.id,
  name: row.name,
  language: (row.chosenLanguage ?? row.language) as Person['language'],
  timeZone: row.timeZone,
  active: row.active,
  guest: row.guest,
  hour: row.hour ?? PRESET.hour,
  weekdays: (row.weekdays as number[] | null) ?? PRESET.weekdays,
  earlyStages: row.earlyStages,
  holidays: row.holidays,
  blocked: row.blocked,
});

export const toOrganization = (row: Prisma.OrganizationModel): Organization =>
  ({
    id: row.id,
    acronym: row.acronym,
    nameEn: row.nameEn,
    nameFr: row.nameFr,
    aliases: row.aliases,
    endedOn: dayOrNull(row.endedOn),
    successorId: row.successorId,
  }) satisfies Record<keyof Organization, unknown> as Organization;
