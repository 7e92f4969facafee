import type { Temporal } from 'temporal-polyfill';
import { seedOrganizations } from '../../prisma/seed/seed.ts';
import { remindOwners } from '../../scheduled/remind-owners.ts';
import { dayIn } from '../../src/domain/day.ts';
import { connect } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/store.ts';

/** A registry in which each of these people owns one system with a review that is due on the day of `now`. */
export async function fillMorning(
  url: string,
  people: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  const store = await openStore(url);
  await seedOrganizations(store);
  await store.close();
  const { db, close } = await connect(url, {});
  const at = new Date(now.epochMilliseconds);
  const dueOn = dayIn(now, 'America/Toronto').toString();
  const organizations = await db.organization.findMany();
  for (let from = 0; from < people.length; from += 500) {
    const some = people.slice(from, from + 500);
    const person = { language: 'en', timeZone: 'America/Toronto', active: true, guest: false, fetchedAt: at };
    await db.person.createMany({ data: some.map((id) => ({ id, name: `Person ${id}`, ...person })) });
    await db.system.createMany({
      data: some.map((ownerId, i) => ({
        id: from + i + 1,
        nameEn: `System ${from + i + 1}`,
        nameFold: `system ${from + i + 1}`,
        descriptionEn: 'Due this morning.',
        organizationId: organizations[i % organizations.length]!.id,
        ownerId,
        lifecycle: 'production',
        tier: 'II',
        capabilities: [],
        autonomy: 'unknown',
        users: 'staff',
        personalInformation: 'yes',
        developer: 'unknown',
        notice: 'unknown',
        disclosure: 'open',
        registeredAt: at,
      })),
    });
    await db.assessment.createMany({
      data: some.map((_, i) => ({
        systemId: from + i + 1,
        type: 'PIA',
        state: 'not-started',
        countsFrom: '2026-01-01',
        dueOn,
        openKey: `${from + i + 1}:PIA`,
      })),
    });
  }
  // The look at who is to be reminded is due, however long the start takes.
  const { name, cron } = remindOwners;
  await db.schedule.create({ data: { name, cron, nextRunAt: at } });
  await close();
}
