import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { shortened } from '../src/domain/text.ts';
import { Problem } from '../src/problem.ts';
import { emptyList, systemList } from '../src/views/list.ts';

const SHOWN = 10;
const HEADING = 100;

export const find = defineCommand({
  name: 'find',
  nameFr: 'trouver',
  summary: 'find.summary',
  usage: { en: 'words…', fr: 'mots…' },
  args: z.object({ words: rest }),
  async run({ args, store, words, today }) {
    const browse = { label: words.t('do.browse'), line: 'list' };
    const register = { label: words.t('do.register'), line: 'register' };
    if (args.words === '') throw new Problem('missingWords', { example: 'find chatbot' }, [browse]);
    const query = shortened(args.words, HEADING);
    const { numbers, total } = await store.search.find(args.words, SHOWN);
    if (total === 0) return say(emptyList(words, words.t('list.noneFound', { query }), [register, browse]));
    const lines = await store.systems.lines(numbers, today);
    return say(systemList(words, words.t('list.found', { count: total, query }), lines, [browse]));
  },
});
