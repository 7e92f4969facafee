import type { Day } from '../domain/day.ts';
import { amendments } from './amendments.ts';
import { assessments } from './assessments.ts';
import { began, changes } from './changes.ts';
import { connect } from './connection.ts';
import { deliveries } from './deliveries.ts';
import { disclaimers } from './disclaimers.ts';
import { history, sealHistory } from './history.ts';
import { imports } from './imports.ts';
import { migrate } from './migrate.ts';
import { notices } from './notices.ts';
import { organizations } from './organizations.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { redact } from './redaction.ts';
import { reminders } from './reminders.ts';
import { reports } from './reports.ts';
import { schedule } from './schedule.ts';
import { search } from './search.ts';
import { standing, standings } from './standing.ts';
import { systems } from './systems.ts';
import { transfers } from './transfers.ts';
import { undoing } from './undo.ts';
import { watches } from './watches.ts';
import type { Write } from './writing.ts';

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the database that `url` names, brought up to this version. Throws Refusal when it can't be used. */
export async function openStore(url: string) {
  await migrate(url);
  let written = 0;
  const db = await connect(url, () => {
    written += 1;
  });
  await sealHistory(db);
  const members = people(db);
  return {
    systems: systems(db),
    assessments: assessments(db),
    organizations: organizations(db),
    people: members,
    policies: policies(db),
    undo: undoing(db),
    history: history(db),
    imports: imports(db),
    transfers: transfers(db),
    disclaimers: disclaimers(db),
    watches: watches(db),
    redact: (system: number, phrase: string, write: Write) => redact(db, system, phrase, write),
    changes: changes(db),
    notices: notices(db),
    amendments: amendments(db),
    deliveries: deliveries(db),
    reminders: reminders(db),
    reports: reports(db),
    schedule: schedule(db),
    search: search(db),
    began: () => began(db),
    standing: (today: Day, organizations?: readonly number[]) => standing(db, today, organizations),
    standings: standings(db),
    /** What the ids of people, and of all organizations, stand for. */
    async names(
      ids: readonly string[],
    ): Promise<{ people: Map<string, string>; organizations: Map<number, string> }> {
      const all = await organizations(db).all();
      return {
        people: await members.names(ids),
        organizations: new Map(all.map(({ id, acronym }) => [id, acronym])),
      };
    },
    /** Grows with each statement of this process that changed something. */
    written: () => written,
    close: () => db.$disconnect(),
  };
}
