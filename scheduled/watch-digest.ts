import type { Change } from '../src/domain/change.ts';
import { dayIn } from '../src/domain/day.ts';
import { type Folded, folding, nextWindow } from '../src/domain/digest.ts';
import { type Person, todayOf } from '../src/domain/person.ts';
import { endOfWork, isWorkingTime } from '../src/domain/reminder.ts';
import type { Job } from '../src/job.ts';
import type { Store } from '../src/store/store.ts';
import type { Target } from '../src/store/watches.ts';
import { watchDigest as watchMessage } from '../src/views/watch-digest.ts';

/** More systems than anybody reads of in one message; it says how many it leaves out. */
const SYSTEMS = 40;

/** What changed of what people follow, to each at their hour; nothing on days on which nothing did. */
export const watchDigest: Job = {
  name: 'watch-digest',
  cron: '*/15 * * * *',
  async *run({ now, store, wordsFor, timeZone, isHoliday }) {
    const keyOf = (person: Person) => `watch:${person.id}:${todayOf(person, now)}`;
    for await (const { person, targets, window } of store.watches.watchers(
      (p) => isWorkingTime(now, p, isHoliday),
      keyOf,
    )) {
      const { from, until } = nextWindow({ from: window.from, until: window.from }, window.from, now);
      if (until.epochMilliseconds <= from.epochMilliseconds) continue;
      const news = await newsFor(store, { from, until }, person, targets);
      const numbers = [...news.keys()];
      const lines = await store.systems.lines(numbers.slice(0, SYSTEMS), dayIn(now, timeZone));
      if (lines.length === 0) await store.watches.lookedThrough(person.id, until);
      else {
        const changed = lines.map(({ system, acronym }) => ({
          system,
          acronym,
          news: news.get(system.number) ?? [],
        }));
        yield {
          key: keyOf(person),
          kind: 'watch',
          to: person.id,
          expiresAt: endOfWork(now, person),
          window: { from, until },
          message: watchMessage(wordsFor(person.language), changed, numbers.length),
        };
      }
    }
  },
};

const concerns = (targets: readonly Target[], { system, organization }: Change): boolean =>
  targets.some(
    (target) =>
      target.of === 'all' ||
      (target.of === 'system' && target.id === system) ||
      (target.of === 'organization' && target.id === organization),
  );

/** What others did to the systems that somebody follows, folded to a line each. */
async function newsFor(
  store: Store,
  window: { from: Change['at']; until: Change['at'] },
  person: Person,
  targets: readonly Target[],
): Promise<Map<number, Folded[]>> {
  const bySystem = new Map<number, ReturnType<typeof folding>>();
  for await (const page of store.changes.within(window)) {
    for (const change of page) {
      if (change.by === person.id || !concerns(targets, change)) continue;
      const folded = bySystem.get(change.system) ?? folding();
      folded.add(change);
      bySystem.set(change.system, folded);
    }
  }
  const news = [...bySystem].map(([number, folded]) => [number, folded.lines()] as const);
  return new Map(news.filter(([, lines]) => lines.length > 0));
}
