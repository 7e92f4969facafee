import { refuse } from '../messages.ts';
import { nextId, type State, screenOf, type View, withIds } from '../state.ts';
import { viewFaults } from '../validation/block-kit.ts';
import { type Methods, type Result, text, type World } from './method.ts';

const DEPTH = 3;

export const views: Methods = {
  'views.open': {
    scope: null,
    run: (args, world) =>
      opened(args.view, text(args.trigger_id), world, (screen, view) => {
        screen.modals = [view];
        return null;
      }),
  },

  'views.push': {
    scope: null,
    run: (args, world) =>
      opened(args.view, text(args.trigger_id), world, (screen, view) => {
        const below = screen.modals.at(-1);
        if (!below) return refuse('view_not_found');
        if (screen.modals.length >= DEPTH) return refuse('push_limit_reached');
        view.root_view_id = below.root_view_id;
        view.previous_view_id = below.id;
        screen.modals.push(view);
        return null;
      }),
  },

  'views.update': {
    scope: null,
    run(args, { state }) {
      const refused = refusedView(args.view, 'modal');
      if (refused) return refused;
      const found = findView(state, text(args.view_id));
      if (!found) return refuse('not_found');
      if (args.hash && args.hash !== found.hash) return refuse('hash_conflict');
      return { ok: true, view: replaceView(state, found, args.view as View) };
    },
  },

  'views.publish': {
    scope: null,
    run(args, { state }) {
      const refused = refusedView(args.view, 'home');
      if (refused) return refused;
      const user = state.users.get(text(args.user_id));
      if (!user) return refuse('user_not_found');
      const view = newView(state, args.view as View);
      screenOf(state, user.id).home = view;
      return { ok: true, view };
    },
  },
};

function opened(
  given: unknown,
  trigger: string,
  { state, triggers }: World,
  lay: (screen: ReturnType<typeof screenOf>, view: View) => Result | null,
): Result {
  const refused = refusedView(given, 'modal');
  if (refused) return refused;
  const spent = triggers.spend(trigger);
  if ('error' in spent) return refuse(spent.error);
  const view = newView(state, given as View);
  return lay(screenOf(state, spent.user), view) ?? { ok: true, view };
}

/** Why Slack would not take a view; null when it would. */
export function refusedView(view: unknown, type: View['type']): Result | null {
  if ((view as View | undefined)?.type !== type)
    return refuse('invalid_arguments', [`[ERROR] must be a ${type} [json-pointer:/view/type]`]);
  const faults = viewFaults(view);
  if (faults.length === 0) return null;
  return refuse(
    'invalid_arguments',
    faults.map(({ pointer, reason }) => `[ERROR] ${reason} [json-pointer:/view${pointer}]`),
  );
}

function newView(state: State, given: View): View {
  const id = nextId(state, 'V');
  return {
    ...given,
    callback_id: given.callback_id ?? '',
    private_metadata: given.private_metadata ?? '',
    id,
    hash: nextId(state, 'h'),
    root_view_id: id,
    previous_view_id: null,
    blocks: withIds(state, given.blocks),
  };
}

const findView = (state: State, id: string): View | undefined => {
  for (const { modals } of state.screens.values()) {
    const found = modals.find((view) => view.id === id);
    if (found) return found;
  }
  return undefined;
};

/** Lays a view in the place of another, which keeps its id. */
export function replaceView(state: State, found: View, given: View): View {
  const { id, root_view_id, previous_view_id } = found;
  for (const key of Object.keys(found)) delete found[key];
  return Object.assign(found, newView(state, given), { id, root_view_id, previous_view_id });
}

/** Lays a view on top of another, as an app does with `response_action: push`. */
export function pushView(state: State, modals: View[], given: View): void {
  const below = modals.at(-1);
  const view = newView(state, given);
  if (below) Object.assign(view, { root_view_id: below.root_view_id, previous_view_id: below.id });
  modals.push(view);
}
