import { addDays, type Day, dayIn, isoWeek } from './domain/day.ts';
import { isReachable, type Person, todayOf } from './domain/person.ts';
import { askedForOwner, escalatedBefore, type ToldAs } from './domain/reminder.ts';
import type { JobContext } from './job.ts';
import type { ListedNow } from './store/amendments.ts';
import type { DueReview, Page } from './store/assessments.ts';
import type { Ownerless } from './store/reminders.ts';
import type { Store } from './store/store.ts';
import { LATE_SHOWN } from './views/escalated.ts';

// What leads and administrators are told of besides their own reviews: once a week, as one list.

/** The reviews of others that have been overdue for long, worst first, as far as they are shown. */
export interface LateList extends Page<DueReview> {
  role: 'lead' | 'administrator';
  /** The line that lists all of it. */
  line: string;
}

/** Who is told of what others leave undone. */
export interface Escalation {
  /** By person, the organizations that they lead. */
  leads: ReadonlyMap<string, readonly number[]>;
  administrators: readonly string[];
  /** By person, the systems that they are asked to find an owner for. */
  sought: ReadonlyMap<string, readonly Ownerless[]>;
  everybody: ReadonlySet<string>;
  /** Whether the person is told the lists of this week, and was not yet. */
  isAsked(person: Person): boolean;
}

/** By person, the organizations that they lead. */
export function leadersOf(byOrganization: ReadonlyMap<number, readonly string[]>): Map<string, number[]> {
  const leads = new Map<string, number[]>();
  for (const [organization, people] of byOrganization)
    for (const person of people) leads.set(person, [...(leads.get(person) ?? []), organization]);
  return leads;
}

export async function escalation({
  now,
  store,
  administrators,
  timeZone,
}: Pick<JobContext, 'now' | 'store' | 'administrators' | 'timeZone'>): Promise<Escalation> {
  const byOrganization = await store.people.allLeads();
  const leads = leadersOf(byOrganization);
  const sought = new Map<string, Ownerless[]>();
  for (const system of await store.reminders.ownerless()) {
    const itsLeads = byOrganization.get(system.organization) ?? [];
    const roles = askedForOwner(dayIn(system.awaySince, timeZone), dayIn(now, timeZone), {
      backup: system.backup !== null && isReachable(system.backup),
      leads: itsLeads.length > 0,
    });
    const asked = new Set([
      ...(roles.includes('backup') && system.backup ? [system.backup.id] : []),
      ...(roles.includes('lead') ? itsLeads : []),
      ...(roles.includes('administrator') ? administrators : []),
    ]);
    for (const person of asked) sought.set(person, [...(sought.get(person) ?? []), system]);
  }
  const everybody = new Set([...leads.keys(), ...administrators, ...sought.keys()]);
  // Around the world it is two days at once.
  const weeks = [-1, 0, 1].map((days) => isoWeek(addDays(dayIn(now, timeZone), days)));
  const told = await store.reminders.weeksTold([...everybody], weeks, now);
  const isAsked = (person: Person) =>
    everybody.has(person.id) && !told.has(`${person.id} ${weekOf(person, now)}`);
  return { leads, administrators, sought, everybody, isAsked };
}

/** What the person leads, or administers, and nobody did for long. */
export async function lateLists(
  store: Store,
  { leads, administrators }: Pick<Escalation, 'leads' | 'administrators'>,
  person: Person,
  today: Day,
): Promise<LateList[]> {
  const organizations = leads.get(person.id);
  const lists: LateList[] = [];
  if (organizations) {
    const filter = { organizations, dueBefore: escalatedBefore(today, 'lead') };
    lists.push({
      role: 'lead',
      line: 'due overdue',
      ...(await store.assessments.due(filter, { limit: LATE_SHOWN })),
    });
  }
  if (administrators.includes(person.id)) {
    const filter = { dueBefore: escalatedBefore(today, 'administrator') };
    const list = await store.assessments.due(filter, { limit: LATE_SHOWN });
    lists.push({ role: 'administrator', line: 'due overdue all', ...list });
  }
  return lists.filter(({ total }) => total > 0);
}

/** The week whose lists the person is told now, by their own calendar. */
export const weekOf = (person: Person, now: JobContext['now']): string => isoWeek(todayOf(person, now));

/** A review as a reminder first lists it: nobody has done anything with it yet. */
export const listedOf = ({ assessment, system, acronym, owner }: DueReview, toldAs: ToldAs): ListedNow => ({
  assessment,
  toldAs,
  systemName: system.nameEn,
  acronym,
  owner: { id: system.ownerId, name: owner },
  backupId: system.backupId,
  recorded: null,
  snoozed: null,
  offered: null,
  disclaimed: null,
  ownerSince: null,
});
