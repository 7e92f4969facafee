import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Answer, type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import { isReachable, type Person } from '../src/domain/person.ts';
import { MAX_TEXT, type System, systemNumber } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import { aMember, askedMember } from '../src/members.ts';
import type { Message, Notice } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import type { Transfer } from '../src/store/transfers.ts';
import { changed, openAct } from '../src/views/changed.ts';
import { problemMessage } from '../src/views/problem.ts';
import { answered, offered } from '../src/views/transfer.ts';
import { transferForm } from '../src/views/transfer-form.ts';
import { changeNow, writeOf } from '../src/writing.ts';

const ACCEPT = ['accept', 'accepter'];
const DECLINE = ['decline', 'refuser'];
const SOMEBODY = 'somebody';
const WITHDRAW = ['withdraw', 'undo', 'annuler', 'retirer'];

const form = defineForm({
  name: 'transfer',
  version: 1,
  state: z.object({ system: z.number() }),
  fields: z.object({
    to: z.string().nullish(),
    owner: z.string().nullish(),
    why: z
      .string()
      .nullish()
      .transform((value) => value?.trim() ?? '')
      .refine((value) => [...value].length <= MAX_TEXT, { error: 'tooLong', params: { max: MAX_TEXT } }),
  }),
  async view({ state, typed, banner, words, store, people, caller }) {
    const system = await theSystem(store, state.system);
    const backup = system.backupId ? await people.find(system.backupId) : null;
    const isTheirs = backup !== null && (await store.disclaimers.of(system.number, backup.id)) === null;
    const isOffered = isTheirs && isReachable(backup) && backup.id !== caller.id;
    return transferForm(words, { system, backup: isOffered ? backup : null, typed, banner });
  },
  async submit({ state, fields, ...context }): Promise<Submitted> {
    const system = await theSystem(context.store, state.system);
    await mustEdit(context, system);
    // The backup whom the form named, or somebody else.
    const chosen = fields.to && fields.to !== SOMEBODY ? fields.to : fields.owner;
    if (!chosen) return { kind: 'errors', errors: { owner: new Problem('chooseSomebody') } };
    const owner = await aMember(context, chosen);
    if (owner instanceof Problem) return { kind: 'errors', errors: { owner } };
    if (owner.id === system.ownerId)
      return { kind: 'errors', errors: { owner: alreadyOwner(system, owner) } };
    return { kind: 'done', message: await handOver(context, system, owner, fields.why) };
  },
});

async function theSystem(store: Context['store'], number: number): Promise<System> {
  const system = await store.systems.get(number);
  if (!system) throw new Problem('formTooOld');
  return system;
}

const alreadyOwner = (system: System, { name }: Person): Problem =>
  new Problem('alreadyOwner', { name, number: systemNumber(system.number) });

/** The key of the message that offers: it is written anew when the offer is answered. */
const keyOf = ({ system, at }: Pick<Transfer, 'system' | 'at'>): string =>
  `transfer:${system}:${at.epochMilliseconds}`;

/** Offers the system to somebody; whoever takes it over themselves need not ask. */
async function handOver(context: Context, system: System, owner: Person, why: string): Promise<Message> {
  const { caller, store, now, words, wordsFor, today } = context;
  const number = systemNumber(system.number);
  if (owner.id === caller.id) {
    const tell = await told(context, system, 'takenOver', [system.ownerId], why);
    const backupId = system.backupId === owner.id ? null : system.backupId;
    const write = await writeOf(context, { tell, ...(why && { why }) });
    const patch = { ownerId: owner.id, backupId };
    const { system: after, effects } = await changeNow(context, system, () => patch, write);
    return changed(words, after, [words.t('transfer.yours')], effects, today);
  }
  const pending = await store.transfers.pending(system.number);
  if (pending?.to === owner.id) throw new Problem('askedAlready', { name: owner.name, number });
  const notice: Notice = {
    key: keyOf({ system: system.number, at: now }),
    kind: 'word',
    to: owner.id,
    message: offered(wordsFor(owner.language), system, caller, why),
  };
  const write = await writeOf(context, { tell: [notice], ...(why && { why }) });
  const { withdrawn } = await store.transfers.offer(system, owner.id, write);
  if (withdrawn) await settle(context, system, withdrawn, 'withdrawn', '');
  return problemMessage(words.t('transfer.asked', { number, who: owner.name }), [openAct(words, number)]);
}

/** The offer's own message says what came of it. */
async function settle(
  { caller, store, now, people, wordsFor }: Context,
  system: System,
  transfer: Transfer,
  outcome: 'accepted' | 'declined' | 'withdrawn' | 'takenBack',
  why: string,
): Promise<void> {
  const to = await people.find(transfer.to);
  const message = answered(wordsFor(to?.language ?? 'en'), outcome, system, caller.name, why);
  await store.notices.rewrite(keyOf(transfer), message, now);
}

/** What the leads of the organization, and others whom it concerns, are told; nobody twice, and not who did it. */
async function told(
  { caller, store, people, now, wordsFor }: Context,
  system: System,
  outcome: 'accepted' | 'declined' | 'takenOver',
  others: readonly string[],
  why: string,
): Promise<Notice[]> {
  const leads = (await store.people.leadsOf(system.organizationId)).map(({ id }) => id);
  const notices: Notice[] = [];
  for (const id of new Set([...others, ...leads])) {
    const person = id === caller.id ? null : await people.find(id);
    if (!person?.active || person.guest) continue;
    notices.push({
      key: `transfer-${outcome}:${system.number}:${now.epochMilliseconds}:${id}`,
      kind: 'word',
      to: id,
      message: answered(wordsFor(person.language), outcome, system, caller.name, why),
    });
  }
  return notices;
}

async function accept(context: Context, system: System, transfer: Transfer): Promise<Answer> {
  const { store, words, today } = context;
  const tell = await told(context, system, 'accepted', [transfer.from, transfer.by], '');
  const after = await store.transfers.accept(transfer, await writeOf(context, { tell }));
  if (!after) throw noOffer(context, system);
  await settle(context, after, transfer, 'accepted', '');
  const effects = { opened: [], closed: [], moved: [] };
  return say(changed(words, after, [words.t('transfer.yours')], effects, today));
}

/** Whoever offered it, or may change the record, takes the offer back; the one who was asked sees it. */
async function withdraw(context: Context, system: System): Promise<Answer> {
  const { store, words } = context;
  const pending = await store.transfers.pending(system.number);
  if (!pending || !(await store.transfers.withdraw(pending, await writeOf(context))))
    throw noOffer(context, system);
  await settle(context, system, pending, 'takenBack', '');
  const number = systemNumber(system.number);
  return say(problemMessage(words.t('transfer.youWithdrew', { number }), [openAct(words, number)]));
}

async function decline(context: Context, system: System, transfer: Transfer, why: string): Promise<Answer> {
  const { store, words } = context;
  const number = systemNumber(system.number);
  const tell = await told(context, system, 'declined', [transfer.from, transfer.by], why);
  if (!(await store.transfers.decline(transfer, await writeOf(context, { tell, ...(why && { why }) }))))
    throw noOffer(context, system);
  await settle(context, system, transfer, 'declined', why);
  return say(problemMessage(words.t('transfer.youDeclined', { number }), [openAct(words, number)]));
}

const noOffer = ({ words }: Context, system: System): Problem => {
  const number = systemNumber(system.number);
  return new Problem('noOffer', { number }, [openAct(words, number)]);
};

export const transfer = defineCommand({
  name: 'transfer',
  nameFr: 'transférer',
  group: 'record',
  summary: 'transfer.summary',
  otherWords: ['handover', 'assign', 'reassign', 'confier', 'owner'],
  usage: { en: 'AI-0042 @user', fr: 'AI-0042 @personne' },
  args: z.object({ system: rest, who: rest, why: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const { caller, store } = context;
    const system = await askedSystem(context, args.system, (n) => `transfer ${n} ${args.who}`.trim());
    const answer = fold(args.who);
    if (ACCEPT.includes(answer) || DECLINE.includes(answer)) {
      const pending = await store.transfers.pending(system.number);
      if (pending?.to !== caller.id) throw noOffer(context, system);
      return ACCEPT.includes(answer)
        ? accept(context, system, pending)
        : decline(context, system, pending, args.why);
    }
    await mustEdit(context, system);
    if (WITHDRAW.includes(answer)) return withdraw(context, system);
    if (args.who === '') return openForm('transfer', { system: system.number });
    const owner = await askedMember(context, args.who);
    if (owner.id === system.ownerId) throw alreadyOwner(system, owner);
    return say(await handOver(context, system, owner, args.why));
  },
});
