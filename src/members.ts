import type { Context } from './command.ts';
import type { Person } from './domain/person.ts';
import { Problem } from './problem.ts';

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;
const ID = /^@?([UW][A-Z0-9]{2,})$/;
const EMAIL = /^(?:<mailto:)?([^\s<>|]+@[^\s<>|]+\.[^\s<>|]+?)(?:\|[^>]*>|>)?$/;

/** A person who may answer for a system; a Problem for guests, strangers and those who left. */
export async function aMember({ people }: Pick<Context, 'people'>, id: string): Promise<Person | Problem> {
  const person = await people.find(id);
  if (!person) return new Problem('unknownPerson');
  return person.active && !person.guest ? person : new Problem('guestOwner', { name: person.name });
}

/** The id of somebody who was mentioned, or named by id or address; null for anything else. */
export async function personId({ people }: Pick<Context, 'people'>, given: string): Promise<string | null> {
  const text = given.trim();
  const id = MENTION.exec(text)?.[1] ?? ID.exec(text)?.[1];
  if (id) return id;
  const email = EMAIL.exec(text)?.[1];
  return email ? ((await people.byEmail(email))?.id ?? null) : null;
}

/** The id of anybody who was mentioned, or named by id or address, those who left among them. */
export async function askedMemberOrGone(context: Pick<Context, 'people'>, given: string): Promise<string> {
  const id = await personId(context, given);
  if (!id) throw new Problem('whoIsThat', { given });
  return id;
}

/** The member that was mentioned, or named by id or address. */
export async function askedMember(context: Pick<Context, 'people'>, given: string): Promise<Person> {
  const id = await personId(context, given);
  if (!id) throw new Problem('whoIsThat', { given });
  const person = await aMember(context, id);
  if (person instanceof Problem) throw person;
  return person;
}
