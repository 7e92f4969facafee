import type { WebClient } from '@slack/web-api';
import { mayUse } from '../domain/permission.ts';
import { Problem } from '../problem.ts';
import { closedHome, home } from '../views/home.ts';
import { contextFor, type Edge } from './context.ts';

const REVIEWS = 12;
const SYSTEMS = 20;

/** Publishes App Home for one person: their reviews, their systems, and the way to register. */
export async function publishHome(edge: Edge, client: WebClient, userId: string): Promise<void> {
  const context = await contextFor(edge, await edge.people.caller(userId));
  const { caller, store, words, today } = context;
  if (!mayUse(caller)) {
    await client.views.publish({ user_id: userId, view: closedHome(words.problem(new Problem('guest'))) });
    return;
  }
  const reviews = await store.assessments.openFor(userId, REVIEWS);
  const systems = await store.systems.list({ of: userId }, { limit: SYSTEMS, today });
  await client.views.publish({ user_id: userId, view: home(words, { reviews, systems }, today) });
}
