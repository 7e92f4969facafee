import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import type { Assessment } from '../src/domain/assessment.ts';
import { type System, systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { dueText } from '../src/views/reviews.ts';
import { changeNow, writeOf } from '../src/writing.ts';

export const validate = defineCommand({
  name: 'validate',
  nameFr: 'confirmer',
  group: 'record',
  summary: 'validate.summary',
  otherWords: ['confirm', 'valider', 'true', 'attest'],
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
    if (system.validatedOn?.equals(today) && !(await openOf(context, system)))
      throw new Problem('validatedToday', { number }, [{ label: number, line: `show ${number}` }]);
    const { after, effects, next } = await confirmed(context, system);
    const again = next ? [words.t('validate.next', { due: dueText(words, next, today) })] : [];
    const done = [words.t('validate.done', { day: words.day(today) }), ...again];
    return say(changed(words, after, done, effects, today));
  },
});

/** The confirmation that waits; none is left for today once it was given today. */
async function openOf({ store, today }: Context, { number }: System): Promise<Assessment | undefined> {
  const open = await store.assessments.openOf(number);
  return open.find(({ type, countsFrom }) => type === 'VALIDATE' && !countsFrom.equals(today));
}

/** Confirming the record is a review of its own, where it is open. */
async function confirmed(context: Context, system: System) {
  const { store, today } = context;
  const open = (await store.assessments.openOf(system.number)).find(({ type }) => type === 'VALIDATE');
  const write = await writeOf(context);
  if (open) {
    const verdict = {
      state: 'completed',
      outcome: 'passed',
      completedOn: today,
      evidence: null,
      note: null,
    } as const;
    const outcome = await store.assessments.record(open, verdict, write);
    if (outcome.result === 'recorded') {
      return { after: outcome.system, effects: outcome.effects, next: outcome.next };
    }
  }
  const { system: after, effects } = await changeNow(context, system, () => ({ validatedOn: today }), write);
  return { after, effects, next: null };
}
