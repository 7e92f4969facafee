import type { WebClient } from '@slack/web-api';
import type { Context } from '../command.ts';
import { mayUse } from '../domain/permission.ts';
import { Problem } from '../problem.ts';
import { closedHome, type HomeInput, home, type Led, type Queue } from '../views/home.ts';
import { targetText } from '../watching.ts';
import { contextFor, type Edge } from './context.ts';

// Within the hundred blocks of a view, whoever looks: two a review, one a system.
const REVIEWS = 8;
const SYSTEMS = 12;
const WATCHES = 8;
const LED = 2;
const QUEUED = 4;

/** Publishes App Home for one person: what waits for them, what they answer for and follow, and the ways to more. */
export async function publishHome(edge: Edge, client: WebClient, userId: string): Promise<void> {
  const context = contextFor(edge, await edge.people.caller(userId));
  const { caller, words, today } = context;
  const view = mayUse(caller)
    ? home(words, await homeOf(context), today)
    : closedHome(words.problem(new Problem('guest')));
  await client.views.publish({ user_id: userId, view });
}

async function homeOf(context: Context): Promise<HomeInput> {
  const { caller, store, today } = context;
  const watched = (await store.watches.of(caller.id)).slice(0, WATCHES);
  return {
    work: {
      reviews: await store.assessments.openFor(caller.id, REVIEWS),
      systems: await store.systems.list({ of: caller.id }, { limit: SYSTEMS, today }),
    },
    watched: await Promise.all(watched.map((target) => targetText(context, target))),
    settings: caller,
    led: await ledBy(context),
    queue: caller.administrator ? await queue(context) : null,
  };
}

async function ledBy({ caller, store, today }: Context): Promise<Led[]> {
  const led: Led[] = [];
  for (const id of caller.leads.slice(0, LED)) {
    const organization = await store.organizations.get(id);
    if (organization)
      led.push({ acronym: organization.acronym, standing: await store.standing(today, [id]) });
  }
  return led;
}

const queue = async ({ store, today }: Context): Promise<Queue> => ({
  orphans: await store.systems.list({ orphans: true }, { limit: QUEUED, today }),
  incomplete: await store.systems.list({ incomplete: true }, { limit: QUEUED, today }),
  refused: await store.imports.withRefusals(QUEUED),
});
