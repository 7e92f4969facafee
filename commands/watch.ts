import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { Problem } from '../src/problem.ts';
import { problemMessage } from '../src/views/problem.ts';
import { unwatchAct, watchList } from '../src/views/watches.ts';
import { askedTarget, targetText } from '../src/watching.ts';

/** Each is looked through every day. */
const MOST = 40;

export const watch = defineCommand({
  name: 'watch',
  nameFr: 'suivre',
  group: 'look',
  summary: 'watch.summary',
  otherWords: ['follow', 'subscribe', 'abonner'],
  usage: { en: '[AI-0042, MTO or everything]', fr: '[AI-0042, MTO ou tout]' },
  args: z.object({ target: rest }),
  async run({ args, ...context }) {
    const { caller, now, store, words } = context;
    const watched = await store.watches.of(caller.id);
    if (args.target === '') {
      const targets = await Promise.all(watched.map((target) => targetText(context, target)));
      return say(watchList(words, targets));
    }
    const target = await askedTarget(context, args.target, 'watch');
    if (watched.length >= MOST)
      throw new Problem('tooManyWatches', { max: MOST }, [{ label: words.t('watch.title'), line: 'watch' }]);
    const told = await targetText(context, target);
    const isNew = await store.watches.add(caller.id, target, now);
    const text = words.t(isNew ? 'watch.done' : 'watch.already', {
      what: told.text,
      hour: words.hour(caller.hour),
    });
    return say(problemMessage(text, [unwatchAct(words, told)]));
  },
});
