import { addDays, type Day, dayIn } from './domain/day.ts';
import { type Folded, folding, nextWindow, type Stated, type Totals, type Window } from './domain/digest.ts';
import type { JobContext } from './job.ts';
import type { Notice } from './notice.ts';
import type { Store } from './store/store.ts';
import { channelDigest } from './views/channel-digest.ts';
import type { ChangedSystem, DigestInput } from './views/digest.ts';

// What a digest tells of a window, of the whole registry or of some organizations.

/** More systems than anybody reads of; the digest says how many it leaves out. */
const SYSTEMS = 300;
/** A digest that covers more days than this makes up for others that were not sent. */
const USUAL_DAYS = 8;

/** The time that the digest before covered, and what it stated. */
type LastDigest = NonNullable<Awaited<ReturnType<Store['notices']['lastDigest']>>>;

interface Asked {
  store: Store;
  window: Window;
  timeZone: string;
  /** Null for the whole registry. */
  organizations: readonly number[] | null;
  /** What was told before; null when nothing was, and so nothing was missed. */
  last?: LastDigest | null;
  /** Guests may read it: what is restricted is counted there, and not named. */
  isPublic: boolean;
}

/** Gathers what a digest says. */
export async function gather({
  store,
  window,
  timeZone,
  organizations,
  last,
  isPublic,
}: Asked): Promise<DigestInput> {
  const within = organizations ?? undefined;
  const [from, until] = [dayIn(window.from, timeZone), dayIn(window.until, timeZone)];
  const news = await newsOf(store, window, within);
  const all = [...news.values()].flat();
  const names = new Map((await store.organizations.all()).map((o) => [o.id, o.acronym]));
  return {
    scope: organizations?.map((id) => names.get(id) ?? '').filter(Boolean) ?? null,
    from,
    until,
    isLong: last !== null && from.until(until).days > USUAL_DAYS,
    changed: await changedSystems(store, news, until, isPublic),
    changedTotal: news.size,
    registered: all.filter(({ kind }) => kind === 'registered').length,
    assessed: all.filter(({ kind }) => kind === 'assessed').length,
    standing: await store.standing(until, within),
    before: statedBefore(last ?? null, organizations) ?? (await standingBefore(store, from, until, within)),
    acronyms: names,
  };
}

/** What the digest before stated, when it was of the same organizations. */
function statedBefore(last: LastDigest | null, organizations: Asked['organizations']): Totals | null {
  const of = (ids: readonly number[] | null) => ids && [...ids].sort((a, b) => a - b).join();
  return last?.stated && of(last.stated.organizations) === of(organizations) ? last.stated : null;
}

/** What a digest states, for the next one to compare with. */
export const stated = (
  { standing: { systems, complete, openReviews, overdueReviews, orphans } }: DigestInput,
  organizations: Asked['organizations'],
): Stated => ({ organizations, systems, complete, openReviews, overdueReviews, orphans });

/** How it stood when the window began; null when nobody kept that. */
async function standingBefore(
  store: Store,
  from: Day,
  until: Day,
  within: readonly number[] | undefined,
): Promise<Totals | null> {
  const before = await store.standings.asOf(addDays(from, -1), within);
  return before ?? (from.equals(until) ? null : store.standings.asOf(from, within));
}

async function newsOf(
  store: Store,
  window: Window,
  within: readonly number[] | undefined,
): Promise<Map<number, Folded[]>> {
  const bySystem = new Map<number, ReturnType<typeof folding>>();
  for await (const page of store.changes.within(window, within)) {
    for (const change of page) {
      const folded = bySystem.get(change.system) ?? folding();
      folded.add(change);
      bySystem.set(change.system, folded);
    }
  }
  const news = [...bySystem].map(([number, folded]) => [number, folded.lines()] as const);
  return new Map(news.filter(([, lines]) => lines.length > 0));
}

async function changedSystems(
  store: Store,
  news: ReadonlyMap<number, Folded[]>,
  today: Day,
  isPublic: boolean,
): Promise<ChangedSystem[]> {
  const lines = await store.systems.lines([...news.keys()].slice(0, SYSTEMS), today);
  const shown = lines.filter(({ system }) => !isPublic || system.disclosure !== 'restricted');
  const changed = shown.map(({ system, acronym }) => ({
    number: system.number,
    nameEn: system.nameEn,
    nameFr: system.nameFr,
    acronym,
    tier: system.tier,
    news: news.get(system.number) ?? [],
  }));
  return changed.sort((a, b) => a.acronym.localeCompare(b.acronym, 'en') || a.number - b.number);
}

/** What the community's channel reads of the time since its last digest. */
export async function forChannel({
  store,
  now,
  timeZone,
  wordsFor,
  digestChannel,
}: Pick<JobContext, 'store' | 'now' | 'timeZone' | 'wordsFor' | 'digestChannel'>): Promise<
  Required<Pick<Notice, 'message' | 'thread' | 'window' | 'stated'>>
> {
  const last = digestChannel ? await store.notices.lastDigest(digestChannel) : null;
  const window = nextWindow(last?.window ?? null, await store.began(), now);
  const input = await gather({ store, window, timeZone, organizations: null, last, isPublic: true });
  const today = dayIn(now, timeZone);
  const open = await store.standings.openReviews(today);
  const weeks = await store.standings.trend(today, { now: input.standing });
  const said = channelDigest(wordsFor, input, { open, weeks, today });
  return { ...said, window, stated: stated(input, null) };
}
