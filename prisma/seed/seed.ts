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
  const numbers = new Map<SampleSystem, number>();
  const past = SYSTEMS.flatMap((system): Past[] => [
    {
      daysAgo: system.daysAgo,
      async happen(at, on) {
        numbers.set(system, await register(store, system, { at, today: on, policy }));
      },
    },
    ...system.reviews.map(
      ({ type, outcome, daysAgo }): Past => ({
        daysAgo,
        async happen(at, on) {
          const open = await store.assessments.newest(numbers.get(system)!, type);
          const verdict = {
            state: 'completed',
            outcome,
            completedOn: on,
            evidence: null,
            note: null,
          } as const;
          if (open)
            await store.assessments.record(open, verdict, { by: system.ownerId, at, today: on, policy });
        },
      }),
    ),
  ]);
  // How it stood each week is kept, for the trend.
  for (let week = WEEKS; week > 0; week--) {
    const on = addDays(today, 1 - 7 * week);
    past.push({ daysAgo: 7 * week - 1, happen: () => store.standings.keep(on) });
  }
  // In the order in which it happened; what happened on one day in the order of the list.
  for (const { daysAgo, happen } of past.sort((a, b) => b.daysAgo - a.daysAgo))
    await happen(ago(daysAgo), addDays(today, -daysAgo));
}

const WEEKS = 11;

/** Something that happened so many days ago. */
interface Past {
  daysAgo: number;
  happen(at: Instant, on: ReturnType<typeof dayIn>): Promise<void>;
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
