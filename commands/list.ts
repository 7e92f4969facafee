import { z } from 'zod';
import { type Context, defineCommand, rest } from '../src/command.ts';
import { askedSystems } from '../src/filters.ts';
import type { Act } from '../src/views/blocks.ts';
import { emptyList, systemList } from '../src/views/list.ts';

const PAGE = 10;
/** The next page's button repeats the line with the number of the system that the page begins with. */
const FROM = /(?:^|\s)from:(\d+)$/;

export const list = defineCommand({
  name: 'list',
  nameFr: 'liste',
  group: 'everyday',
  summary: 'list.summary',
  otherWords: ['all', 'browse', 'tous'],
  usage: {
    en: '[ministry] [tier] [lifecycle] [overdue] [mine]',
    fr: '[ministère] [niveau] [état] [retard] [miens]',
  },
  args: z.object({ filters: rest }),
  async run({ args, ...context }) {
    const { store, words, today } = context;
    const from = FROM.exec(args.filters)?.[1];
    const typed = args.filters.replace(FROM, '').trim();
    const { filter, labels } = await askedSystems(context, typed, 'list');
    const page = await store.systems.list(filter, {
      from: from ? Number(from) : undefined,
      limit: PAGE,
      today,
    });
    const filters = words.join(labels);
    if (page.total === 0)
      return { kind: 'message', message: emptyList(words, nothing(words, filters), startOver(words, typed)) };
    const count = words.atLeast(page.total, page.counted);
    const heading = filters
      ? words.t('list.filtered', { ...count, filters })
      : words.t('list.all', { ...count });
    const acts: Act[] = [
      ...(from ? [{ label: words.t('do.first'), line: `list ${typed}`.trim() }] : []),
      ...(page.next
        ? [{ label: words.t('do.next'), line: `list ${typed} from:${page.next}`.replace(/ +/g, ' ') }]
        : []),
    ];
    return {
      kind: 'message',
      message: systemList(words, heading, page.items, acts),
      replaces: from !== undefined,
    };
  },
});

const nothing = (words: Context['words'], filters: string): string =>
  filters ? words.t('list.noneFiltered', { filters }) : words.t('list.none');

const startOver = (words: Context['words'], typed: string): Act[] => [
  { label: words.t('do.register'), line: 'register' },
  ...(typed ? [{ label: words.t('do.browse'), line: 'list' }] : []),
];
