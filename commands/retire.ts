import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { defineCommand, rest, say } from '../src/command.ts';
import { systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { changeNow, writeOf } from '../src/writing.ts';

export const retire = defineCommand({
  name: 'retire',
  nameFr: 'retirer',
  group: 'record',
  summary: 'retire.summary',
  otherWords: ['delete', 'remove', 'supprimer', 'effacer', 'close'],
  usage: { en: 'AI-0042 [reason]', fr: 'AI-0042 [motif]' },
  args: z.object({ system: rest, reason: rest }),
  async run({ args, ...context }) {
    const { words, today } = context;
    const system = await askedSystem(context, args.system, (n) => `retire ${n} ${args.reason}`.trim());
    await mustEdit(context, system);
    const number = systemNumber(system.number);
    if (system.lifecycle === 'retired')
      throw new Problem('isRetired', { number }, [
        { label: words.t('do.restore'), line: `restore ${number}` },
      ]);
    const write = await writeOf(context, args.reason ? { why: args.reason } : {});
    const patch = { lifecycle: 'retired', retiredOn: today } as const;
    const { system: after, effects } = await changeNow(context, system, () => patch, write);
    return say(changed(words, after, [words.t('retire.done')], effects, today));
  },
});
