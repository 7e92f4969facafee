import { setTimeout as wait } from 'node:timers/promises';
import type { Day, Instant } from '../domain/day.ts';
import { amendments } from './amendments.ts';
import { assessments } from './assessments.ts';
import { belonging } from './belonging.ts';
import { began, changes } from './changes.ts';
import { connect } from './connection.ts';
import { deliveries } from './deliveries.ts';
import { disclaimers } from './disclaimers.ts';
import { forget } from './forgetting.ts';
import { history, sealHistory } from './history.ts';
import { imports } from './imports.ts';
import { migrate } from './migrate.ts';
import { setUpAt } from './migrations.ts';
import { notices } from './notices.ts';
import { organizations } from './organizations.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { redact } from './redaction.ts';
import { reminders } from './reminders.ts';
import { reports } from './reports.ts';
import { schedule } from './schedule.ts';
import { providerOf } from './schema.ts';
import { search } from './search.ts';
import { sharedClock } from './shared-clock.ts';
import { counting, standing, standings } from './standing.ts';
import { systems } from './systems.ts';
import { transfers } from './transfers.ts';
import { undoing } from './undo.ts';
import type { Watched } from './watched.ts';
import { watches } from './watches.ts';
import type { Write } from './writing.ts';

/** Who asks whether the database answers does not wait for longer. */
const ANSWER_MS = 1000;

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the database that `url` names, brought up to this version. Throws Refusal when it can't be used. */
export async function openStore(url: string, took?: Watched['took']) {
  const { isNew, upgraded } = await migrate(url);
  let written = 0;
  const wrote = () => {
    written += 1;
  };
  const { db, read, close } = await connect(url, { wrote, ...(took && { took }) });
  await sealHistory(db);
  const members = people(db, read);
  const counts = counting(read);
  return {
    systems: systems(db, read),
    assessments: assessments(db, read),
    organizations: organizations(db, read),
    people: members,
    policies: policies(db, read),
    undo: undoing(db),
    history: history(db, read),
    imports: imports(db),
    transfers: transfers(db),
    disclaimers: disclaimers(db),
    watches: watches(db, read),
    redact: (system: number, phrase: string, write: Write) => redact(db, system, phrase, write),
    changes: changes(db),
    forget: (now: Instant) => forget(db, now),
    notices: notices(db),
    amendments: amendments(db),
    deliveries: deliveries(db),
    reminders: reminders(db, read),
    reports: reports(db),
    schedule: schedule(db),
    search: search(db),
    belonging: belonging(db),
    began: () => began(db),
    setUpAt: () => setUpAt(read),
    standing: (today: Day, organizations?: readonly number[]) => standing(read, counts, today, organizations),
    standings: standings(db, read, counts),
    /** What the ids of people, and of all organizations, stand for. */
    async names(
      ids: readonly string[],
    ): Promise<{ people: Map<string, string>; organizations: Map<number, string> }> {
      const all = await organizations(db, read).all();
      return {
        people: await members.names(ids),
        organizations: new Map(all.map(({ id, acronym }) => [id, acronym])),
      };
    },
    sharedClock: (own: () => Instant) => sharedClock(db, providerOf(url), own),
    /** The database was empty. */
    isNew,
    /** The names of the migrations by which an older database was just upgraded. */
    upgraded,
    /** Grows with each statement of this process that changed something. */
    written: () => written,
    /** Whether the database answers. */
    async answers(): Promise<boolean> {
      const asked = db.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
      return Promise.race([asked, wait(ANSWER_MS, false, { ref: false })]);
    },
    close,
  };
}
