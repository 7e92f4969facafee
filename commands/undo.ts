import { z } from 'zod';
import { askedSystem } from '../src/asked.ts';
import { defineCommand, rest, say } from '../src/command.ts';
import { systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { openAct } from '../src/views/changed.ts';
import { problemMessage } from '../src/views/problem.ts';
import { writeOf } from '../src/writing.ts';

export const undo = defineCommand({
  name: 'undo',
  nameFr: 'annuler',
  group: 'record',
  summary: 'undo.summary',
  usage: { en: '[AI-0042]', fr: '[AI-0042]' },
  args: z.object({ system: rest }),
  async run({ args, ...context }) {
    const { caller, now, store, words } = context;
    const system =
      args.system === ''
        ? (await store.undo.mine(caller.id, now))[0]
        : (await askedSystem(context, args.system, (number) => `undo ${number}`, { forwards: false })).number;
    if (system === undefined) throw new Problem('nothingToUndo');
    const number = systemNumber(system);
    const history = { label: words.t('do.history'), line: `history ${number}` };
    const outcome = await store.undo.undo(system, writeOf(context));
    if (outcome.result === 'nothing') throw new Problem('nothingToUndoOf', { number }, [history]);
    if (outcome.result === 'too-late') throw new Problem('tooLateToUndo', { number }, [history]);
    if (outcome.result === 'changed-since') throw new Problem('changedSince', { number }, [history]);
    if (outcome.result === 'name-taken') throw new Problem('nameTakenSince', { number }, [history]);
    const text = words.t('undo.done', { number, system: outcome.system.nameEn });
    return say(problemMessage(text, [openAct(words, number), history]));
  },
});
