import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { defineCommand, rest, say } from '../src/command.ts';
import { type Lifecycle, systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { changeNow, writeOf } from '../src/writing.ts';

export const restore = defineCommand({
  name: 'restore',
  nameFr: 'rétablir',
  group: 'record',
  summary: 'restore.summary',
  otherWords: ['unretire', 'reopen'],
  usage: { en: 'AI-0042', fr: 'AI-0042' },
  args: z.object({ system: rest }),
  async run({ args, ...context }) {
    const { store, words, today } = context;
    const system = await askedSystem(context, args.system, (n) => `restore ${n}`, { forwards: false });
    await mustEdit(context, system);
    const number = systemNumber(system.number);
    if (system.lifecycle !== 'retired')
      throw new Problem('notRetired', { number }, [{ label: number, line: `show ${number}` }]);
    const before = await store.history.lastValue(system.number, 'lifecycle');
    // Imported as retired, it was never anything else.
    const lifecycle = before && before !== 'retired' ? (before as Lifecycle) : 'paused';
    const patch = { lifecycle, retiredOn: null, mergedIntoId: null };
    const { system: after, effects } = await changeNow(context, system, () => patch, await writeOf(context));
    const text = words.t('restore.done', { lifecycle: words.t(`lifecycle.${lifecycle}`).toLowerCase() });
    return say(changed(words, after, [text], effects, today));
  },
});
