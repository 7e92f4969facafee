import { z } from 'zod';
import { type Context, defineCommand, rest } from '../src/command.ts';
import { addDays, type Day } from '../src/domain/day.ts';
import { adding, organizationWords, understood, type Word } from '../src/filters.ts';
import type { DueFilter } from '../src/store/assessments.ts';
import type { Act } from '../src/views/blocks.ts';
import { dueList } from '../src/views/due.ts';
import { AHEAD_WORDS, dayAhead } from '../src/when.ts';

const PAGE = 10;
const FROM = /(?:^|\s)from:(\d+)$/;
/** A number of days, weeks or months, or a day, among other words. */
const SPAN =
  /(?:^|\s)(\d{1,3} ?(?:d|days?|j|jours?|w|weeks?|semaines?|months?|mois)|\d{4}-\d\d-\d\d)(?=\s|$)/i;

type Filter = DueFilter & { everywhere?: true };

export const due = defineCommand({
  name: 'due',
  nameFr: 'échéances',
  group: 'look',
  summary: 'due.summary',
  otherWords: ['overdue', 'deadlines', 'late', 'retard'],
  usage: {
    en: '[overdue, week or 30 days] [ministry]',
    fr: '[retard, semaine ou 30 jours] [ministère]',
  },
  args: z.object({ filters: rest }),
  async run({ args, ...context }) {
    const { store, words, today } = context;
    const from = FROM.exec(args.filters)?.[1];
    const typed = args.filters.replace(FROM, '').trim();
    const { filter, labels } = await asked(context, typed);
    const page = await store.assessments.due(filter, { limit: PAGE, ...(from && { from: Number(from) }) });
    const filters = words.join(labels);
    const acts: Act[] = [
      ...(from ? [{ label: words.t('do.first'), line: `due ${typed}`.trim() }] : []),
      ...(page.next
        ? [{ label: words.t('do.next'), line: `due ${typed} from:${page.next}`.replace(/ +/g, ' ') }]
        : []),
      ...(filter.organizations ? [{ label: words.t('due.everywhere'), line: `due all` }] : []),
    ];
    return {
      kind: 'message',
      message: dueList(words, page, filters, today, acts),
      replaces: from !== undefined,
    };
  },
});

/** What was typed; a lead who names no organization means their own. */
async function asked(context: Context, typed: string): Promise<{ filter: DueFilter; labels: string[] }> {
  const { caller, store, words, today } = context;
  const span = SPAN.exec(typed)?.[1];
  const day = span ? dayAhead(span, today) : null;
  const others = day ? typed.replace(SPAN, ' ').trim() : typed;
  const { filter, labels } = understood<Filter>(
    others,
    {
      vocabulary: await vocabulary(context),
      command: 'due',
      problem: { some: 'unknownDue', none: 'unknownDueOnly' },
    },
    context,
  );
  const { everywhere, ...rest } = filter;
  const until = day ? { dueBefore: addDays(day, 1) } : {};
  const told = day ? [...labels, words.t('due.until', { day: words.day(day) })] : labels;
  if (rest.organizations || rest.of || everywhere || caller.leads.length === 0)
    return { filter: { ...rest, ...until }, labels: told };
  const names = await store.names([]);
  const own = caller.leads.map((id) => names.organizations.get(id) ?? '').filter(Boolean);
  return { filter: { ...rest, ...until, organizations: [...caller.leads] }, labels: [...own, ...told] };
}

async function vocabulary(context: Context): Promise<Word<Filter>[]> {
  const { words, today, caller } = context;
  const all = await organizationWords<Filter>(context, (id) => ({ organizations: [id] }));
  const add = adding(all);
  const until = (last: Day) => ({ dueBefore: addDays(last, 1) });
  add(['overdue', 'late', 'retard', 'en retard'], words.t('due.overdue'), { dueBefore: today });
  for (const text of AHEAD_WORDS) {
    const last = dayAhead(text, today) ?? today;
    add([text], words.t('due.until', { day: words.day(last) }), until(last));
  }
  add(['mine', 'my', 'miens', 'mes'], words.t('list.filter.mine'), { of: caller.id });
  add(['all', 'everywhere', 'tout', 'tous', 'partout'], words.t('due.all'), { everywhere: true });
  return all;
}
