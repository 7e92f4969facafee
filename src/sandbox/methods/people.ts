import { refuse } from '../messages.ts';
import { APP, BOT, BOT_USER, TEAM, type User } from '../state.ts';
import { type Methods, text } from './method.ts';

const MAX_PAGE = 1000;

export const people: Methods = {
  'auth.test': {
    scope: null,
    run: (_args, { state }) => ({
      ok: true,
      url: 'https://sandbox.invalid/',
      team: 'Sandbox',
      team_id: TEAM,
      user: state.users.get(BOT_USER)?.name,
      user_id: BOT_USER,
      bot_id: BOT,
      app_id: APP,
      is_enterprise_install: false,
    }),
  },

  'users.info': {
    scope: 'users:read',
    run(args, { state }) {
      const user = state.users.get(text(args.user));
      if (!user) return refuse('user_not_found');
      const withLocale = args.include_locale === true || args.include_locale === 'true';
      return { ok: true, user: asUser(user, withLocale) };
    },
  },

  'users.lookupByEmail': {
    scope: 'users:read.email',
    run(args, { state }) {
      const email = text(args.email).toLowerCase();
      const user = [...state.users.values()].find(({ profile }) => profile.email?.toLowerCase() === email);
      return user ? { ok: true, user: asUser(user, true) } : refuse('users_not_found');
    },
  },

  'users.list': {
    scope: 'users:read',
    run(args, { state }) {
      const [start, limit] = [Number(args.cursor || 0), Number(args.limit || MAX_PAGE)];
      const all = [...state.users.values()];
      const withLocale = args.include_locale === true || args.include_locale === 'true';
      const next = start + limit < all.length ? String(start + limit) : '';
      return {
        ok: true,
        members: all.slice(start, start + limit).map((user) => asUser(user, withLocale)),
        response_metadata: { next_cursor: next },
      };
    },
  },

  'team.info': {
    scope: 'team:read',
    run: () => ({ ok: true, team: { id: TEAM, name: 'Sandbox', domain: 'sandbox' } }),
  },
};

/** A user as Slack returns it; the locale only for those who ask. */
export const asUser = (
  { locale, blocks_apps: _, ...user }: User,
  withLocale: boolean,
): Record<string, unknown> => ({
  ...user,
  ...(withLocale && { locale }),
});
