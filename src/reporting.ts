import { addDays, addMonths, type Day } from './domain/day.ts';
import type { Store } from './store/store.ts';
import type { ReportInput } from './views/report.ts';

/** What the report says, of the month before `today` or of today; as it stands today, compared with a month ago. */
export async function reportInput(
  store: Store,
  today: Day,
  { of }: { of: 'the month before' | 'today' },
): Promise<ReportInput> {
  const standing = await store.standing(today);
  return {
    month: of === 'today' ? null : addDays(today.with({ day: 1 }), -1),
    today,
    kept: await store.reports.promises(today),
    standing,
    before: await store.standings.asOf(addMonths(today, -1)),
    weeks: await store.standings.trend(today, { now: standing }),
  };
}
