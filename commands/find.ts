import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { shortened } from '../src/domain/text.ts';
import { Problem } from '../src/problem.ts';
import { emptyList, systemList } from '../src/views/list.ts';

const SHOWN = 10;
const HEADING = 100;
/** The next page's button repeats the line with the rank that the page begins with. */
const FROM = /(?:^|\s)from:(\d{1,6})$/;

export const find = defineCommand({
  name: 'find',
  nameFr: 'trouver',
  group: 'everyday',
  summary: 'find.summary',
  usage: { en: 'words…', fr: 'mots…' },
  args: z.object({ words: rest }),
  async run({ args, store, words, today }) {
    const browse = { label: words.t('do.browse'), line: 'list' };
    const register = { label: words.t('do.register'), line: 'register' };
    if (args.words === '') throw new Problem('missingWords', { example: 'find chatbot' }, [browse]);
    const from = Number(FROM.exec(args.words)?.[1] ?? 0);
    const asked = args.words.replace(FROM, '').trim();
    const query = shortened(asked, HEADING);
    const { numbers, total } = await store.search.find(asked, SHOWN, from);
    if (total === 0) return say(emptyList(words, words.t('list.noneFound', { query }), [register, browse]));
    const lines = await store.systems.lines(numbers, today);
    const next =
      from + SHOWN < total ? [{ label: words.t('do.next'), line: `find ${asked} from:${from + SHOWN}` }] : [];
    const first = from > 0 ? [{ label: words.t('do.first'), line: `find ${asked}` }] : [];
    const heading = words.t('list.found', { count: total, query });
    return { ...say(systemList(words, heading, lines, [...first, ...next, browse])), replaces: from > 0 };
  },
});
