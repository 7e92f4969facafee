import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { mayEdit } from '../src/domain/permission.ts';
import { systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { openAct } from '../src/views/changed.ts';
import { problemMessage } from '../src/views/problem.ts';
import { changeInFull, peopleIn } from '../src/views/values.ts';
import { writeOf } from '../src/writing.ts';

export const undo = defineCommand({
  name: 'undo',
  nameFr: 'annuler',
  group: 'record',
  summary: 'undo.summary',
  usage: { en: '[AI-0042]', fr: '[AI-0042]' },
  args: z.object({ system: rest }),
  async run({ args, ...context }) {
    const { store, words } = context;
    const system = args.system === '' ? await lastChanged(context) : await named(context, args.system);
    const number = systemNumber(system);
    const record = await store.systems.get(system);
    // Whoever moved it out of their own hands may still take that back.
    const before = record && { ...record, ...(await store.undo.before(system)) };
    if (record && before && !mayEdit(context.caller, before)) await mustEdit(context, record);
    const history = { label: words.t('do.history'), line: `history ${number}` };
    const outcome = await store.undo.undo(system, await writeOf(context));
    if (outcome.result === 'nothing') throw new Problem('nothingToUndoOf', { number }, [history]);
    if (outcome.result === 'too-late') throw new Problem('tooLateToUndo', { number }, [history]);
    if (outcome.result === 'changed-since') throw new Problem('changedSince', { number }, [history]);
    if (outcome.result === 'name-taken') throw new Problem('nameTakenSince', { number }, [history]);
    const changes = outcome.changes.map((change) => ({ ...change, by: null }));
    const names = await store.names(peopleIn(changes));
    const lines = changes.map((change) => changeInFull(words, change, names));
    const text = [words.t('undo.done', { number, system: outcome.system.nameEn }), ...lines].join('\n');
    return say(problemMessage(text, [openAct(words, number), history]));
  },
});

const named = async (context: Context, given: string): Promise<number> =>
  (await askedSystem(context, given, (number) => `undo ${number}`, { forwards: false })).number;

/** The record that the caller changed last; another one only by its number, once the last was taken back. */
async function lastChanged({ caller, now, store, words }: Context): Promise<number> {
  const { systems, justUndone } = await store.undo.mine(caller.id, now);
  const offers = systems.map((other) => {
    const number = systemNumber(other);
    return { label: words.t('do.undoOf', { number }), line: `undo ${number}` };
  });
  if (justUndone) throw new Problem(offers.length ? 'undoneAlready' : 'undoneAlreadyAll', {}, offers);
  if (systems[0] === undefined) throw new Problem('nothingToUndo');
  return systems[0];
}
