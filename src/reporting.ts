import { addDays, type Day } from './domain/day.ts';
import type { Store } from './store/store.ts';
import type { ReportInput } from './views/report.ts';

/** What the report of the month before `today` says; as it stands today. */
export async function reportInput(store: Store, today: Day): Promise<ReportInput> {
  const lastDay = addDays(today.with({ day: 1 }), -1);
  return {
    month: lastDay,
    today,
    kept: await store.reports.promises(today),
    standing: await store.standing(today),
    before: await store.standings.asOf(addDays(lastDay.with({ day: 1 }), -1)),
    weeks: await store.standings.trend(today),
  };
}
