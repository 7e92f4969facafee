import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Clock } from '../clock.ts';
import { type Caller, languageOf, type Member, type Person, PRESET } from '../domain/person.ts';
import type { Store } from '../store/store.ts';

/** What we read of Slack's user object. */
export interface SlackUser {
  id: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  tz?: string;
  locale?: string;
  profile?: { display_name?: string; real_name?: string; email?: string };
}

const FRESH_MS = 12 * 3_600_000;
/** As many members as Slack advises to ask for at once. */
const PAGE = 200;

export type Directory = ReturnType<typeof directory>;

interface Options {
  store: Store;
  client: WebClient;
  /** Waits when Slack asks it to. */
  patient: WebClient;
  clock: Clock;
  administrators: readonly string[];
  /** The workspace that the bot is installed in. */
  team: string;
  /** For people of whom Slack knows no time zone. */
  timeZone: string;
}

/** Members of the workspace: asked of Slack when they are new to us or were last asked long ago, and kept in the store. */
export function directory({ store, client, patient, clock, administrators, team, timeZone }: Options) {
  const toMember = (user: SlackUser): Member & { email?: string } => ({
    id: user.id,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || user.id,
    language: languageOf(user.locale),
    timeZone: isTimeZone(user.tz) ? user.tz : timeZone,
    active: !user.deleted,
    guest: isGuest(user, team),
    ...(user.profile?.email && { email: user.profile.email }),
  });

  /** What the user object says; what it leaves out is not told. */
  const told = (user: SlackUser): Omit<Member, 'language'> & Partial<Member> => {
    const { language, ...rest } = toMember(user);
    return { ...rest, ...(user.locale && { language }) };
  };

  async function ask(id: string): Promise<Person | null> {
    try {
      const { user } = await client.users.info({ user: id, include_locale: true });
      return await store.people.save(toMember(user as SlackUser), clock.now());
    } catch (error) {
      if (
        error instanceof WebAPIPlatformError &&
        ['user_not_found', 'user_not_visible'].includes(error.data.error)
      )
        return null;
      throw error;
    }
  }

  /** What Slack told of somebody and is being noted. */
  const changing = new Map<string, Promise<void>>();

  /** A member by id; when Slack doesn't answer, as they were last known. */
  async function look(id: string): Promise<{ person: Person | null; leads: number[] }> {
    await changing.get(id)?.catch(() => {});
    const known = await store.people.get(id);
    const leads = known?.leads ?? [];
    const age = clock.now().epochMilliseconds - (known?.fetchedAt.epochMilliseconds ?? 0);
    if (known && age < FRESH_MS) return known;
    try {
      return { person: await ask(id), leads };
    } catch (error) {
      if (known) return known;
      throw error;
    }
  }

  const find = async (id: string): Promise<Person | null> => (await look(id)).person;

  return {
    find,

    /** The member with this address; null when there is none, or Slack does not tell. */
    async byEmail(email: string): Promise<Person | null> {
      try {
        const { user } = await client.users.lookupByEmail({ email });
        return user?.id ? await find(user.id) : null;
      } catch (error) {
        // Not found, or not ours to ask: nobody by this address, as far as we can tell.
        if (error instanceof WebAPIPlatformError) return null;
        throw error;
      }
    },

    async caller(id: string): Promise<Caller> {
      const { person, leads } = await look(id);
      // Whoever writes to us may be written to again.
      if (person?.blocked) await store.people.refresh({ id, blocked: false }, clock.now());
      const unknown: Person = {
        id,
        name: id,
        language: 'en',
        timeZone,
        active: false,
        guest: true,
        blocked: false,
        ...PRESET,
      };
      return {
        ...(person ?? unknown),
        administrator: administrators.includes(id),
        leads,
      };
    },

    /** Brings all whom we know up to date: who left, became a guest or moved, though nobody told us. */
    async refreshAll(): Promise<void> {
      const began = clock.now();
      const present = new Set<string>();
      let cursor: string | undefined;
      do {
        const asked = { limit: PAGE, include_locale: true, ...(cursor && { cursor }) };
        const page = await patient.users.list(asked);
        const users = (page.members ?? []) as SlackUser[];
        for (const { id } of users) present.add(id);
        await store.people.refreshMany(users.map(told), clock.now());
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor);
      // Each is asked for by name before they count as gone: a list may be short.
      for (const id of await store.people.missing(present, began))
        if ((await ask(id)) === null) await store.people.refresh({ id, active: false }, clock.now());
      for (const id of administrators) await find(id);
    },

    /** Slack says that somebody changed; what the event leaves out stays as it was. */
    async changed(user: SlackUser): Promise<void> {
      const noting = store.people.refresh(told(user), clock.now());
      changing.set(user.id, noting);
      try {
        await noting;
      } finally {
        if (changing.get(user.id) === noting) changing.delete(user.id);
      }
    },
  };
}

const zones = new Map<string, boolean>();

/** Slack may know a zone that this machine does not. */
function isTimeZone(name: string | undefined): name is string {
  if (!name) return false;
  const known = zones.get(name);
  if (known !== undefined) return known;
  let isZone = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    isZone = false;
  }
  zones.set(name, isZone);
  return isZone;
}

/** Guests of the workspace, strangers from another one, and bots. */
const isGuest = (user: SlackUser, team: string): boolean =>
  Boolean(user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.is_bot) ||
  (user.team_id !== undefined && user.team_id !== team);
