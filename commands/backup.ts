import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import type { Person } from '../src/domain/person.ts';
import type { System } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import { aMember, askedMember } from '../src/members.ts';
import type { Message, Notice } from '../src/notice.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { problemMessage } from '../src/views/problem.ts';
import { namedBackup } from '../src/views/transfer.ts';
import { backupForm } from '../src/views/transfer-form.ts';
import { changeNow, writeOf } from '../src/writing.ts';

const NOBODY = ['nobody', 'none', 'personne', 'aucun'];

const form = defineForm({
  name: 'backup',
  version: 1,
  state: z.object({ system: z.number() }),
  fields: z.object({ backup: z.string().nullish() }),
  async view({ state, typed, banner, words, store }) {
    const system = await store.systems.get(state.system);
    if (!system) throw new Problem('formTooOld');
    return backupForm(words, { system, typed, banner });
  },
  async submit({ state, fields, ...context }): Promise<Submitted> {
    const system = await context.store.systems.get(state.system);
    if (!system) throw new Problem('formTooOld');
    await mustEdit(context, system);
    const backup = fields.backup ? await aMember(context, fields.backup) : null;
    if (backup instanceof Problem) return { kind: 'errors', errors: { backup } };
    if (backup?.id === system.ownerId)
      return { kind: 'errors', errors: { backup: new Problem('sameBackup') } };
    return { kind: 'done', message: await named(context, system, backup) };
  },
});

async function named(context: Context, system: System, backup: Person | null): Promise<Message> {
  if (system.backupId === (backup?.id ?? null)) return problemMessage(context.words.t('changed.nothing'));
  const { caller, now, words, wordsFor, today } = context;
  const isNews = backup !== null && backup.id !== system.backupId && backup.id !== caller.id;
  const tell: Notice[] = isNews
    ? [
        {
          key: `backup:${system.number}:${now.epochMilliseconds}`,
          kind: 'word',
          to: backup.id,
          message: namedBackup(wordsFor(backup.language), system, caller),
        },
      ]
    : [];
  const patch = { backupId: backup?.id ?? null };
  const { system: after, effects } = await changeNow(
    context,
    system,
    () => patch,
    await writeOf(context, { tell }),
  );
  const text = backup ? words.t('backup.done', { name: backup.name }) : words.t('backup.none');
  return changed(words, after, [text], effects, today);
}

export const backup = defineCommand({
  name: 'backup',
  nameFr: 'suppléant',
  group: 'record',
  summary: 'backup.summary',
  usage: { en: 'AI-0042 @user', fr: 'AI-0042 @personne' },
  args: z.object({ system: rest, who: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const system = await askedSystem(context, args.system, (n) => `backup ${n} ${args.who}`.trim());
    await mustEdit(context, system);
    if (args.who === '') return openForm('backup', { system: system.number });
    const person = NOBODY.includes(fold(args.who)) ? null : await askedMember(context, args.who);
    if (person?.id === system.ownerId) throw new Problem('sameBackup');
    return say(await named(context, system, person));
  },
});
