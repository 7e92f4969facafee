import type { Day } from '../domain/day.ts';
import type { Standing, Totals } from '../domain/digest.ts';
import { type Kept, PROMISES, type Unkept } from '../domain/promises.ts';
import { systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Pictured } from '../picture.ts';
import type { DayStanding } from '../store/standing.ts';
import type { Words } from '../words/words.ts';
import { header, line, message, paragraphs, title } from './blocks.ts';
import { nameOf } from './changed.ts';
import { changeSign } from './digest.ts';
import { pictureBlock, trendText, weekOf } from './digest-picture.ts';
import { typeName } from './reviews.ts';

export interface ReportInput {
  /** A day of the month that it is about; null for how it stands today. */
  month: Day | null;
  today: Day;
  kept: Kept;
  standing: Standing;
  /** How it stood a month ago; null when that is not known. */
  before: Totals | null;
  weeks: readonly DayStanding[];
}

const NAME = 70;

/** One page for an executive: how the promises are kept, the numbers, the trend, and what there is to decide. */
export function report(words: Words, input: ReportInput): Message {
  const heading = titleText(words, input);
  const promises = PROMISES.map((promise) => promiseText(words, input.kept, promise));
  const numbers = numbersOf(words, input).map(({ label, value, change }) =>
    words.t('report.number', { label, value, change }),
  );
  const decide = input.kept.first.map((system) => decisionText(words, input.today, system));
  const picture = page(words, input);
  const decideTitle = words.t(decide.length > 0 ? 'report.decide' : 'report.nothingToDecide', {
    count: decide.length,
  });
  const said = message([heading, ...promises, ...numbers, decideTitle, ...decide].join('\n'), [
    header(heading),
    pictureBlock(picture),
    title(words.t('report.promises')),
    ...paragraphs(promises.join('\n')),
    title(words.t('report.numbers')),
    ...paragraphs(numbers.join('\n')),
    title(decideTitle),
    ...input.kept.first.map(({ system }, i) => {
      const number = systemNumber(system);
      return line(decide[i]!, {
        label: words.t('do.open'),
        says: words.t('do.openSays', { number }),
        line: `show ${number}`,
      });
    }),
  ]);
  return { ...said, picture };
}

const titleText = (words: Words, { month, today }: ReportInput): string =>
  words.t('report.title', { when: month ? words.month(month) : words.day(today) });

const promiseText = (words: Words, kept: Kept, promise: (typeof PROMISES)[number]): string =>
  words.t('report.promise', {
    name: words.t(`report.${promise}`),
    text: words.t(`report.${promise}.means`, { count: kept.broken[promise] }),
    of: ofText(words, kept, promise),
  });

const ofText = (
  words: Words,
  { inProduction, public: facing, restricted }: Kept,
  promise: (typeof PROMISES)[number],
): string => {
  if (promise === 'all') return words.t('report.ofPublic', { count: facing });
  const of = words.t('report.ofProduction', { count: inProduction });
  return promise === 'secret' && restricted > 0
    ? words.t('report.restricted', { of, restricted: words.number(restricted) })
    : of;
};

function numbersOf(words: Words, { standing, before }: ReportInput) {
  const change = (now: number, then: number | undefined) =>
    then === undefined ? '' : words.t('report.change', { change: changeSign(words, now - then) });
  return [
    {
      label: words.t('report.systems'),
      value: words.number(standing.systems),
      change: change(standing.systems, before?.systems),
    },
    {
      label: words.t('report.overdue'),
      value: words.number(standing.overdueReviews),
      change: change(standing.overdueReviews, before?.overdueReviews),
    },
    {
      label: words.t('report.complete', { systems: words.number(standing.systems) }),
      value: words.number(standing.complete),
      change: change(standing.complete, before?.complete),
    },
    {
      label: words.t('report.orphans'),
      value: words.number(standing.orphans),
      change: change(standing.orphans, before?.orphans),
    },
  ];
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const uncapitalized = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** One system, and why somebody has to decide what becomes of it. */
function decisionText(words: Words, today: Day, system: Unkept): string {
  const why = [
    ...(system.secret ? [words.t('report.why.secret')] : []),
    ...(system.worst
      ? [
          words.t('report.why.overdue', {
            name: uncapitalized(typeName(words, system.worst.type)),
            late: words.due(system.worst.dueOn, today),
          }),
          ...(system.overdue > 1 ? [words.t('report.why.moreOverdue', { count: system.overdue - 1 })] : []),
        ]
      : system.trust
        ? [words.t('report.why.unreviewed')]
        : []),
    ...(system.all && !system.challenge ? [words.t('report.why.challenge')] : []),
    ...(system.all && system.challenge ? [words.t('report.why.unequal')] : []),
  ];
  return words.t('report.decision', {
    number: systemNumber(system.system),
    name: shortened(nameOf(words, system), NAME),
    organization: system.acronym,
    tier: words.t(`tier.${system.tier}`),
    why: words.join(why),
  });
}

function page(words: Words, input: ReportInput): Pictured {
  const { kept, weeks, today, month } = input;
  const shown = weeks.map((week) => weekOf(words, week));
  const heading = titleText(words, input);
  return {
    picture: {
      kind: 'report',
      title: heading,
      subtitle: words.t('report.subtitle', { day: words.day(today) }),
      promises: PROMISES.map((promise) => ({
        title: words.t(`report.${promise}`),
        text: capitalized(words.t(`report.${promise}.means`, { count: kept.broken[promise] })),
        count: kept.broken[promise],
        of: ofText(words, kept, promise),
      })),
      numbersTitle: words.t('report.numbers'),
      numbers: numbersOf(words, input),
      trendTitle: words.t('picture.trend'),
      names: { open: words.t('picture.open'), overdue: words.t('picture.overdue') },
      weeks: shown,
      decideTitle: words.t(kept.first.length > 0 ? 'report.decide' : 'report.nothingToDecide', {
        count: kept.first.length,
      }),
      decide: kept.first.map((system) => decisionText(words, today, system)),
    },
    alt: [words.t('report.alt', { title: heading }), trendText(words, shown)].join(' '),
    name: `report-${month ? month.toString().slice(0, 7) : today}-${words.language}.png`,
  };
}
