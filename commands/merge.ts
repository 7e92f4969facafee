import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { defineCommand, rest, say } from '../src/command.ts';
import { systemNumber } from '../src/domain/system.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { problemMessage } from '../src/views/problem.ts';
import { writeOf } from '../src/writing.ts';

const INTO = /^(?:into|dans|avec|with)(?:\s+|$)/i;
const CONFIRMED = /(?:^|\s)(yes|oui)$/i;

export const merge = defineCommand({
  name: 'merge',
  nameFr: 'fusionner',
  group: 'record',
  summary: 'merge.summary',
  usage: { en: 'AI-0042 into AI-0007', fr: 'AI-0042 dans AI-0007' },
  args: z.object({ system: rest, into: rest }),
  async run({ args, ...context }) {
    const { store, words, today } = context;
    const other = args.into.replace(INTO, '').replace(CONFIRMED, '').trim();
    const from = await askedSystem(context, args.system, (n) => `merge ${n} into ${other}`, {
      forwards: false,
    });
    await mustEdit(context, from);
    const number = systemNumber(from.number);
    if (other === '') throw new Problem('missingTarget', { number });
    const into = await askedSystem(context, other, (n) => `merge ${number} into ${n}`);
    await mustEdit(context, into);
    const target = systemNumber(into.number);
    if (from.mergedIntoId !== null)
      throw new Problem('isMerged', {
        number,
        target: systemNumber((await store.systems.forwarded(from)).number),
      });
    if (into.number === from.number) throw new Problem('mergeSame', { number });
    const acronyms = (await store.names([])).organizations;
    const people = (await store.names([from.ownerId, into.ownerId])).people;
    const values = {
      number,
      system: from.nameEn,
      target,
      into: into.nameEn,
      fromOf: `${acronyms.get(from.organizationId)}, ${people.get(from.ownerId) ?? ''}`,
      intoOf: `${acronyms.get(into.organizationId)}, ${people.get(into.ownerId) ?? ''}`,
    };
    if (!CONFIRMED.test(args.into))
      return say(
        problemMessage(words.t('merge.preview', values), [
          { label: words.t('merge.confirm'), line: `merge ${number} into ${target} yes` },
          { label: words.t('do.openNumber', { number }), line: `show ${number}` },
          { label: words.t('do.openNumber', { number: target }), line: `show ${target}` },
        ]),
      );
    const outcome = await store.systems.merge(from, into, await writeOf(context));
    if (outcome.result !== 'changed') throw new Problem('busy', { number });
    const done = [words.t('merge.done', values)];
    return {
      kind: 'message',
      message: changed(words, outcome.system, done, outcome.effects, today),
      replaces: true,
    };
  },
});
