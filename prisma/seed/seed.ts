import { addDays, dayIn, type Instant } from '../../src/domain/day.ts';
import { languageOf, type Member } from '../../src/domain/person.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { Store } from '../../src/store/store.ts';
import { ORGANIZATIONS } from './organizations.ts';
import { LEADS, type SampleSystem, SYSTEMS, WORKSPACE } from './sample.ts';

/** The organizations that are not there yet; those that are stay as an administrator left them. */
export const seedOrganizations = (store: Store): Promise<void> => store.organizations.seed(ORGANIZATIONS);

/** A registry with a past, for the sandbox: written by the same ways as any other. Does nothing where systems are. */
export async function seedSample(
  store: Store,
  now: Instant,
  policy: Policy,
  timeZone: string,
): Promise<void> {
  const today = dayIn(now, timeZone);
  const { total } = await store.systems.list({}, { limit: 1, today });
  if (total > 0) return;
  for (const user of WORKSPACE.users)
    await store.people.save(memberOf(user, timeZone), now.subtract({ hours: 24 * 400 }));
  for (const [acronym, person] of LEADS) {
    const organization = await store.organizations.called(acronym);
    if (organization) await store.people.addLead(organization.id, person);
  }
  const ago = (days: number) => now.subtract({ hours: 24 * days });
  for (const system of [...SYSTEMS].sort((a, b) => b.daysAgo - a.daysAgo)) {
    const number = await register(store, system, {
      at: ago(system.daysAgo),
      today: addDays(today, -system.daysAgo),
      policy,
    });
    for (const review of system.reviews) {
      const open = await store.assessments.newest(number, review.type);
      if (!open) continue;
      const day = addDays(today, -review.daysAgo);
      const verdict = {
        state: 'completed',
        outcome: review.outcome,
        completedOn: day,
        evidence: null,
        note: null,
      } as const;
      await store.assessments.record(open.id, verdict, {
        by: system.ownerId,
        at: ago(review.daysAgo),
        today: day,
        policy,
      });
    }
  }
}

async function register(
  store: Store,
  sample: SampleSystem,
  write: { at: Instant; today: ReturnType<typeof dayIn>; policy: Policy },
): Promise<number> {
  const { organization: acronym, daysAgo: _, reviews: __, ...registration } = sample;
  const organization = await store.organizations.called(acronym);
  if (!organization) throw new RangeError(`no organization is called ${acronym}`);
  const outcome = await store.systems.register(
    { ...registration, organizationId: organization.id },
    { ...write, by: sample.ownerId },
  );
  if (outcome.result !== 'registered') throw new RangeError(`${sample.nameEn} stands twice in the sample`);
  return outcome.number;
}

/** Fetched long ago, so that Slack is asked for everybody who turns up. */
const memberOf = (user: (typeof WORKSPACE.users)[number], timeZone: string): Member => ({
  id: user.id,
  name: user.real_name,
  language: languageOf('locale' in user ? user.locale : undefined),
  timeZone: 'tz' in user && user.tz ? user.tz : timeZone,
  active: true,
  guest: 'is_restricted' in user,
});
