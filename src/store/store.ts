import type { Day } from '../domain/day.ts';
import { assessments } from './assessments.ts';
import { began, changes } from './changes.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import { notices } from './notices.ts';
import { organizations } from './organizations.ts';
import { people } from './people.ts';
import { reminders } from './reminders.ts';
import { schedule } from './schedule.ts';
import { search } from './search.ts';
import { standing } from './standing.ts';
import { systems } from './systems.ts';

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the database that `url` names, brought up to this version. Throws Refusal when it can't be used. */
export async function openStore(url: string) {
  await migrate(url);
  const db = connect(url);
  return {
    systems: systems(db),
    assessments: assessments(db),
    organizations: organizations(db),
    people: people(db),
    changes: changes(db),
    notices: notices(db),
    reminders: reminders(db),
    schedule: schedule(db),
    search: search(db),
    began: () => began(db),
    standing: (today: Day) => standing(db, today),
    close: () => db.$disconnect(),
  };
}
