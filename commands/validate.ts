import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { type System, systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { changeNow, writeOf } from '../src/writing.ts';

export const validate = defineCommand({
  name: 'validate',
  nameFr: 'confirmer',
  group: 'record',
  summary: 'validate.summary',
  usage: { en: 'AI-0042', fr: 'AI-0042' },
  args: z.object({ system: rest }),
  async run({ args, ...context }) {
    const { words, today } = context;
    const system = await askedSystem(context, args.system, (number) => `validate ${number}`);
    await mustEdit(context, system);
    const number = systemNumber(system.number);
    if (system.lifecycle === 'retired')
      throw new Problem('isRetired', { number }, [
        { label: words.t('do.restore'), line: `restore ${number}` },
      ]);
    const { after, effects } = await confirmed(context, system);
    return say(changed(words, after, [words.t('validate.done', { day: words.day(today) })], effects, today));
  },
});

/** Confirming the record is a review of its own, where it is open. */
async function confirmed(context: Context, system: System) {
  const { store, today } = context;
  const open = (await store.assessments.openOf(system.number)).find(({ type }) => type === 'VALIDATE');
  const write = writeOf(context);
  if (open) {
    const verdict = {
      state: 'completed',
      outcome: 'passed',
      completedOn: today,
      evidence: null,
      note: null,
    } as const;
    const outcome = await store.assessments.record(open.id, verdict, write);
    if (outcome.result === 'recorded') {
      const opened = outcome.next ? [{ type: outcome.next.type, dueOn: outcome.next.dueOn }] : [];
      return { after: outcome.system, effects: { ...outcome.effects, opened } };
    }
  }
  const { system: after, effects } = await changeNow(context, system, () => ({ validatedOn: today }), write);
  return { after, effects };
}
