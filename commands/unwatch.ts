import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { Problem } from '../src/problem.ts';
import { problemMessage } from '../src/views/problem.ts';
import { watchList } from '../src/views/watches.ts';
import { askedTarget, targetText } from '../src/watching.ts';

export const unwatch = defineCommand({
  name: 'unwatch',
  nameFr: 'cesser',
  group: 'look',
  summary: 'unwatch.summary',
  otherWords: ['unfollow', 'unsubscribe', 'stop', 'désabonner'],
  usage: { en: 'AI-0042, MTO or everything', fr: 'AI-0042, MTO ou tout' },
  args: z.object({ target: rest }),
  async run({ args, ...context }) {
    const { caller, store, words } = context;
    if (args.target === '') {
      const watched = await store.watches.of(caller.id);
      return say(watchList(words, await Promise.all(watched.map((t) => targetText(context, t)))));
    }
    const target = await askedTarget(context, args.target, 'unwatch');
    const told = await targetText(context, target);
    const again = { label: words.t('watch.again'), line: `watch ${told.typed}` };
    if (!(await store.watches.remove(caller.id, target)))
      throw new Problem('notWatched', { what: told.text }, [
        again,
        { label: words.t('watch.title'), line: 'watch' },
      ]);
    return say(problemMessage(words.t('watch.stopped', { what: told.text }), [again]));
  },
});
