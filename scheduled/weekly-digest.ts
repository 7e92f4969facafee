import { dayIn, isoWeek } from '../src/domain/day.ts';
import { type Folded, folding, nextWindow, type Window } from '../src/domain/digest.ts';
import type { Job } from '../src/job.ts';
import type { Store } from '../src/store/store.ts';
import { type ChangedSystem, digest } from '../src/views/digest.ts';

/** More systems than anybody reads of; the digest says how many it leaves out. */
const SYSTEMS = 300;

/** What changed since the last digest, and how the registry stands, to the community's channel. */
export const weeklyDigest: Job = {
  name: 'weekly-digest',
  cron: '0 9 * * 1',
  async *run({ now, store, wordsFor, timeZone, digestChannel }) {
    if (!digestChannel) return;
    const window = nextWindow(await store.notices.lastWindow(digestChannel), await store.began(), now);
    const today = dayIn(now, timeZone);
    const news = await newsOf(store, window);
    const organizations = await store.organizations.all();
    const input = {
      from: dayIn(window.from, timeZone),
      until: dayIn(window.until, timeZone),
      ...(await changedSystems(store, news, today)),
      ...counts(news),
      standing: await store.standing(today),
      acronyms: new Map(organizations.map((o) => [o.id, o.acronym])),
    };
    const [english, french] = [digest(wordsFor('en'), input), digest(wordsFor('fr'), input)];
    // One channel for both languages: English in the channel, French first in its thread.
    const thread = [french.message, ...english.thread, ...french.thread];
    const key = `digest:${digestChannel}:${isoWeek(today)}`;
    yield { key, kind: 'digest', to: digestChannel, message: english.message, thread, window };
  },
};

async function newsOf(store: Store, window: Window): Promise<Map<number, Folded[]>> {
  const bySystem = new Map<number, ReturnType<typeof folding>>();
  for await (const page of store.changes.within(window)) {
    for (const change of page) {
      const folded = bySystem.get(change.system) ?? folding();
      folded.add(change);
      bySystem.set(change.system, folded);
    }
  }
  const news = [...bySystem].map(([number, folded]) => [number, folded.lines()] as const);
  return new Map(news.filter(([, lines]) => lines.length > 0));
}

const counts = (news: ReadonlyMap<number, readonly Folded[]>) => {
  const all = [...news.values()].flat();
  return {
    changedTotal: news.size,
    registered: all.filter(({ kind }) => kind === 'registered').length,
    assessed: all.filter(({ kind }) => kind === 'assessed').length,
  };
};

async function changedSystems(
  store: Store,
  news: ReadonlyMap<number, Folded[]>,
  today: Parameters<Store['standing']>[0],
) {
  const lines = await store.systems.lines([...news.keys()].slice(0, SYSTEMS), today);
  // In a channel guests may read: what is restricted is counted there, and not named.
  const shown = lines.filter(({ system }) => system.disclosure !== 'restricted');
  const changed: ChangedSystem[] = shown.map(({ system, acronym }) => ({
    number: system.number,
    name: system.nameEn,
    acronym,
    tier: system.tier,
    news: news.get(system.number) ?? [],
  }));
  changed.sort((a, b) => a.acronym.localeCompare(b.acronym, 'en') || a.number - b.number);
  return { changed };
}
