import { z } from 'zod';
import { askedSystem } from '../src/asked.ts';
import { type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import { isReachable, type Person } from '../src/domain/person.ts';
import { MAX_TEXT, type System, systemNumber } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import type { Message, Notice } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import { openAct } from '../src/views/changed.ts';
import { type DisclaimedAs, disclaimed, notMineForm, reclaimed } from '../src/views/not-mine.ts';
import { problemMessage } from '../src/views/problem.ts';
import { writeOf } from '../src/writing.ts';

const UNDO = ['undo', 'annuler'];

const form = defineForm({
  name: 'not-mine',
  version: 1,
  state: z.object({ system: z.number() }),
  fields: z.object({
    why: z
      .string({ error: 'reasonMissing' })
      .trim()
      .min(1, { error: 'reasonMissing' })
      .refine((value) => [...value].length <= MAX_TEXT, { error: 'tooLong', params: { max: MAX_TEXT } }),
  }),
  async view({ state, typed, banner, ...context }) {
    const system = await context.store.systems.get(state.system);
    if (!system) throw new Problem('formTooOld');
    const [as, told] = [disclaimedAs(context, system), await whoFinds(context, system)];
    return notMineForm(context.words, { system, as, told, typed, banner });
  },
  async submit({ state, fields, ...context }): Promise<Submitted> {
    const system = await context.store.systems.get(state.system);
    if (!system) throw new Problem('formTooOld');
    return { kind: 'done', message: await disclaim(context, system, fields.why) };
  },
});

/** Only who is reminded of a system can say that it isn't theirs. */
function disclaimedAs({ caller, words }: Pick<Context, 'caller' | 'words'>, system: System): DisclaimedAs {
  if (caller.id === system.ownerId) return 'owner';
  if (caller.id === system.backupId) return 'backup';
  const number = systemNumber(system.number);
  throw new Problem('notYoursAnyway', { number }, [openAct(words, number)]);
}

const keyOf = (system: number, by: string, at: number, to: string): string =>
  `not-mine:${system}:${by}:${at}:${to}`;

/** Tells the leads, or where there are none the administrators, who find out whose it is. */
async function disclaim(context: Context, system: System, why: string): Promise<Message> {
  const { caller, store, now, words, wordsFor } = context;
  const number = systemNumber(system.number);
  const as = disclaimedAs(context, system);
  const told = await whoFinds(context, system);
  const owner = (await store.people.names([system.ownerId])).get(system.ownerId) ?? system.ownerId;
  const tell: Notice[] = told.map((person) => ({
    key: keyOf(system.number, caller.id, now.epochMilliseconds, person.id),
    kind: 'word',
    to: person.id,
    message: disclaimed(wordsFor(person.language), system, { by: caller, as, owner, why }),
  }));
  if (!(await store.disclaimers.add(system.number, { ...(await writeOf(context, { tell })), why }))) {
    const before = await store.disclaimers.of(system.number, caller.id);
    const when = before ? words.moment(before.at, caller.timeZone) : '';
    throw new Problem('saidAlready', { number, when }, [openAct(words, number)]);
  }
  const who = words.join(told.map(({ name }) => name));
  return problemMessage(words.t(`notMine.${as}.done`, { number, who }), [
    { label: words.t('do.undo'), line: `not-mine ${number} undo` },
    openAct(words, number),
  ]);
}

/** The leads of its organization, or where there are none the administrators; never nobody. */
async function whoFinds(
  { caller, store, people, administrators }: Pick<Context, 'caller' | 'store' | 'people' | 'administrators'>,
  system: System,
): Promise<Person[]> {
  const leads = (await store.people.leadsOf(system.organizationId)).filter(({ id }) => id !== caller.id);
  if (leads.length > 0) return leads;
  const others = administrators.filter((id) => id !== caller.id);
  const found = await Promise.all(others.map((id) => people.find(id)));
  const told = found.filter((person) => person !== null).filter(isReachable);
  if (told.length === 0) throw new Problem('nobodyToAsk', { number: systemNumber(system.number) });
  return told;
}

/** It is theirs after all; those who were told see it. */
async function takeBack(context: Context, system: System) {
  const { caller, store, now, words, wordsFor, people } = context;
  const number = systemNumber(system.number);
  const said = await store.disclaimers.of(system.number, caller.id);
  if (!said || !(await store.disclaimers.withdraw(system.number, await writeOf(context))))
    throw new Problem('nothingToUndoOf', { number }, [openAct(words, number)]);
  for (const { key, to } of await store.notices.beginning(
    keyOf(system.number, caller.id, said.at.epochMilliseconds, ''),
  )) {
    const told = await people.find(to);
    await store.notices.rewrite(key, reclaimed(wordsFor(told?.language ?? 'en'), system, caller), now);
  }
  return say(problemMessage(words.t('notMine.undone', { number }), [openAct(words, number)]));
}

export const notMine = defineCommand({
  name: 'not-mine',
  nameFr: 'pas-moi',
  group: 'everyday',
  summary: 'notMine.summary',
  otherWords: ['notmine', 'wrong', 'disown', 'erreur'],
  usage: { en: 'AI-0042', fr: 'AI-0042' },
  args: z.object({ system: rest, undo: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const system = await askedSystem(context, args.system, (number) => `not-mine ${number}`);
    if (UNDO.includes(fold(args.undo))) return takeBack(context, system);
    disclaimedAs(context, system);
    return openForm('not-mine', { system: system.number });
  },
});
