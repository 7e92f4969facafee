import { z } from 'zod';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { areAlike } from '../src/domain/likeness.ts';
import { mayEdit } from '../src/domain/permission.ts';
import { systemNumber } from '../src/domain/system.ts';
import { shortened } from '../src/domain/text.ts';
import { Problem } from '../src/problem.ts';
import type { Act } from '../src/views/blocks.ts';
import { emptyList, type Line, systemList } from '../src/views/list.ts';

const SHOWN = 10;
const HEADING = 100;
/** The next page's button repeats the line with the rank that the page begins with. */
const FROM = /(?:^|\s)from:(\d{1,6})$/;

export const find = defineCommand({
  name: 'find',
  nameFr: 'trouver',
  group: 'everyday',
  summary: 'find.summary',
  otherWords: ['search', 'chercher', 'look'],
  usage: { en: 'words…', fr: 'mots…' },
  args: z.object({ words: rest }),
  async run({ args, ...context }) {
    const { store, words, today } = context;
    const browse = { label: words.t('do.browse'), line: 'list' };
    const register = { label: words.t('do.register'), line: 'register' };
    if (args.words === '') throw new Problem('missingWords', { example: words.t('find.example') }, [browse]);
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
    const acts = [...first, ...next, browse, ...mergeActs(context, lines)];
    return { ...say(systemList(words, heading, lines, acts)), replaces: from > 0 };
  },
});

const OFFERED = 2;

/** Systems among those found that may be one and the same, for those who may say so: a click shows what it would do. */
function mergeActs({ caller, words }: Context, lines: readonly Line[]): Act[] {
  const mine = lines.filter(({ system }) => system.lifecycle !== 'retired' && mayEdit(caller, system));
  const pairs = mine.flatMap((one, i) =>
    mine
      .slice(i + 1)
      .filter((other) => isSameProduct(one, other))
      .map((other) => [one, other].sort((a, b) => a.system.number - b.system.number)),
  );
  return pairs.slice(0, OFFERED).map(([kept, twin]) => {
    const [into, from] = [systemNumber(kept!.system.number), systemNumber(twin!.system.number)];
    return { label: words.t('find.same', { from, into }), line: `merge ${from} into ${into}` };
  });
}

const isSameProduct = ({ system: a }: Line, { system: b }: Line): boolean =>
  a.organizationId === b.organizationId && areAlike(a.nameEn, b.nameEn);
