import type { KnownBlock } from '@slack/types';
import type { Day } from '../domain/day.ts';
import { shortened } from '../domain/text.ts';
import { PICTURE } from '../notice.ts';
import type { Bar, Pictured, Week } from '../picture.ts';
import type { DayStanding, OpenReviews } from '../store/standing.ts';
import type { Words } from '../words/words.ts';

/** More bars than anybody compares: the rest is one. */
const BARS = 12;
const ALT = 2000;

/** Where a message's picture stands. */
export const pictureBlock = ({ alt }: Pictured): KnownBlock => ({
  type: 'image',
  slack_file: { id: PICTURE },
  alt_text: shortened(alt, ALT),
});

/** Open reviews by organization and the trend, as a picture and in words. */
export function digestPicture(
  words: Words,
  { open, weeks, today }: { open: readonly OpenReviews[]; weeks: readonly DayStanding[]; today: Day },
  acronyms: ReadonlyMap<number, string>,
): Pictured {
  const shown = weeks.map((week) => weekOf(words, week));
  const bars = barsOf(words, open, acronyms);
  const names = {
    later: words.t('picture.later'),
    soon: words.t('picture.soon'),
    overdue: words.t('picture.overdue'),
    open: words.t('picture.open'),
  };
  const [reviewsTitle, trendTitle] = [words.t('picture.reviews'), words.t('picture.trend')];
  return {
    picture: { kind: 'digest', reviewsTitle, trendTitle, names, bars, weeks: shown },
    alt: [
      words.t('picture.alt'),
      bars.length > 0
        ? words.t('picture.altBars', { list: bars.map((bar) => barText(words, bar)).join('; ') })
        : words.t('picture.altNoBars'),
      trendText(words, shown),
    ].join(' '),
    name: `registry-${today}-${words.language}.png`,
  };
}

/** The first and the last week, in words. */
export function trendText(words: Words, weeks: readonly Week[]): string {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return words.t('picture.altNoTrend');
  return words.t('picture.altTrend', {
    first: first.label,
    last: last.label,
    openBefore: first.open,
    open: last.open,
    overdueBefore: first.overdue,
    overdue: last.overdue,
  });
}

export const weekOf = (words: Words, { day, openReviews, overdueReviews }: DayStanding): Week => ({
  label: words.shortDay(day),
  open: openReviews,
  overdue: overdueReviews,
});

function barsOf(words: Words, open: readonly OpenReviews[], acronyms: ReadonlyMap<number, string>): Bar[] {
  const most = open.length > BARS ? BARS - 1 : BARS;
  const bars = open.slice(0, most).map(
    ({ organization, later, soon, overdue }): Bar => ({
      label: acronyms.get(organization) ?? '?',
      counts: [later, soon, overdue],
    }),
  );
  const rest = open.slice(most);
  if (rest.length === 0) return bars;
  const sum = (of: (reviews: OpenReviews) => number) =>
    rest.reduce((total, reviews) => total + of(reviews), 0);
  const label = words.t('picture.others', { count: rest.length });
  return [...bars, { label, counts: [sum((r) => r.later), sum((r) => r.soon), sum((r) => r.overdue)] }];
}

const barText = (words: Words, { label, counts: [later, soon, overdue] }: Bar): string =>
  words.t('picture.altBar', { label, open: later + soon + overdue, soon, overdue });
