import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { effectsOf, plan } from '../src/domain/policy.ts';
import { LIFECYCLES, type Lifecycle, type System, systemNumber } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { nearest } from '../src/nearest.ts';
import { type Offer, Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { movePreview } from '../src/views/move-preview.ts';
import { changeInFull, NO_NAMES } from '../src/views/values.ts';
import { inBothLanguages } from '../src/words/words.ts';
import { changeNow, writeOf } from '../src/writing.ts';

/** What the button of the preview adds to the line. */
const CONFIRMED = /(?:^|\s)(yes|oui)$/i;

export const move = defineCommand({
  name: 'move',
  nameFr: 'état',
  group: 'record',
  summary: 'move.summary',
  otherWords: ['lifecycle', 'stage', 'étape', 'status'],
  usage: { en: 'AI-0042 pilot', fr: 'AI-0042 pilote' },
  args: z.object({ system: rest, lifecycle: rest }),
  async run({ args, ...context }) {
    const { words, today } = context;
    const system = await askedSystem(context, args.system, (n) => `move ${n} ${args.lifecycle}`.trim());
    await mustEdit(context, system);
    const lifecycle = askedLifecycle(context, system, args.lifecycle.replace(CONFIRMED, '').trim());
    if (lifecycle === system.lifecycle)
      throw new Problem('sameLifecycle', {
        number: systemNumber(system.number),
        lifecycle: words.t(`lifecycle.${lifecycle}`).toLowerCase(),
      });
    if (!CONFIRMED.test(args.lifecycle)) return say(await preview(context, system, lifecycle));
    const { system: after, effects } = await changeNow(
      context,
      system,
      (current) => patchOf(current, lifecycle, today),
      await writeOf(context),
    );
    const change = { kind: 'edited', field: 'lifecycle', from: system.lifecycle, to: lifecycle } as const;
    const done = [changeInFull(words, change, NO_NAMES)];
    return { kind: 'message', message: changed(words, after, done, effects, today), replaces: true };
  },
});

/** Into production or a pilot for the first time: the day it began to be used, unless one is known. */
function patchOf(system: System, lifecycle: Lifecycle, today: Context['today']): Partial<System> {
  const begins = (lifecycle === 'production' || lifecycle === 'pilot') && system.startedOn === null;
  return {
    lifecycle,
    retiredOn: lifecycle === 'retired' ? today : null,
    ...(begins && { startedOn: today }),
    ...(lifecycle !== 'retired' && { mergedIntoId: null }),
  };
}

async function preview({ store, policy, words, today }: Context, system: System, lifecycle: Lifecycle) {
  const all = await store.assessments.allOf(system.number);
  const planned = plan(system, { ...system, lifecycle }, all, await policy(), today);
  return movePreview(words, system, lifecycle, effectsOf(planned), today);
}

function askedLifecycle({ words }: Context, system: System, given: string): Lifecycle {
  const number = systemNumber(system.number);
  const offers = LIFECYCLES.filter((l) => l !== system.lifecycle).map(
    (l): Offer => ({ label: words.t(`lifecycle.${l}`), line: `move ${number} ${l}` }),
  );
  if (given === '') throw new Problem('missingLifecycle', { number }, offers);
  const wanted = fold(given);
  const names = (l: Lifecycle) => [
    l,
    ...inBothLanguages(`lifecycle.${l}`),
    ...(l === 'pilot' ? ['pilote'] : []),
    ...(l === 'paused' ? ['pause'] : []),
  ];
  const found = LIFECYCLES.find((l) => names(l).some((name) => fold(name) === wanted));
  if (found) return found;
  const all = LIFECYCLES.flatMap((l) => names(l).map((name) => ({ name, l })));
  const meant = nearest(
    given,
    all.map(({ name }) => name),
    1,
  )[0];
  const first = all.find(({ name }) => name === meant)?.l;
  const sorted = offers.sort(
    (a, b) => Number(b.line.endsWith(` ${first}`)) - Number(a.line.endsWith(` ${first}`)),
  );
  throw new Problem('unknownLifecycle', { given }, sorted);
}
